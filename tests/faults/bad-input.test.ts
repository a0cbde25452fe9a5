import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { until } from '../support/station.ts'
import { type StationProcess, startStation } from '../support/station-process.ts'

let data = ''
let station: StationProcess

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'ventanilla-input-'))
  station = await startStation({ data })
})
afterAll(async () => {
  expect(await station.stop()).toBe(0)
  rmSync(data, { recursive: true, force: true })
})

type Item = {
  id: string
  text: string
  truncated: boolean
  kind: string
  at: number
  media: { state: string; reason: string } | null
}

let nextPhone = 300_000
const newPhone = () => `+34700${nextPhone++}`

async function conversationOf(phone: string): Promise<{ id: string; lastMessage: { text: string } }> {
  const { body } = await station.call('GET', '/api/conversations?view=all&limit=200')
  const items = (body as { items: { id: string; citizen: { phone: string }; lastMessage: { text: string } }[] }).items
  const found = items.find((item) => item.citizen.phone === phone)
  if (!found) throw new Error('no such conversation')
  return found
}

async function thread(phone: string): Promise<Item[]> {
  const { id } = await conversationOf(phone)
  const { body } = await station.call('GET', `/api/conversations/${id}/messages?limit=200`)
  return (body as { items: Item[] }).items.reverse()
}

async function write(message: Record<string, unknown>): Promise<Item> {
  const from = newPhone()
  const { status } = await station.call('POST', '/api/practice/inbound', { from, ...message })
  expect(status).toBe(200)
  return (await thread(from))[0] as Item
}

/** A raw request, for headers that fetch would not let through. */
const raw = (options: { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer }) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { port } = new URL(station.url)
    const outgoing = request({ host: '127.0.0.1', port, method: 'GET', ...options }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += String(chunk)
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    outgoing.on('error', reject)
    outgoing.end(options.body)
  })

describe('a citizen sends', () => {
  it('a megabyte of text: kept whole, shown in part', async () => {
    const text = 'palabra '.repeat(131_072).trim()
    const message = await write({ text })
    expect(message).toMatchObject({ truncated: true })
    const whole = await station.call('GET', `/api/messages/${message.id}`)
    expect((whole.body as Item).text).toBe(text)
  })

  it.each([
    ['nothing', '', ''],
    ['right-to-left marks', '\u202eabc\u202c', '\u202eabc\u202c'],
    ['zalgo', `h${'\u0315\u0300\u0334'.repeat(200)}ola`, `h${'\u0315\u0300\u0334'.repeat(200)}ola`],
    ['NUL', 'antes\u0000después', 'antes\u2400después'],
    [
      'script',
      '<script>alert(1)</script><img src=x onerror=alert(1)>',
      '<script>alert(1)</script><img src=x onerror=alert(1)>',
    ],
    ['broken surrogates', 'a\ud83d', 'a\ufffd'],
    ['SQL', "'; drop table messages; --", "'; drop table messages; --"],
  ])('%s: kept as text', async (_, text, kept) => expect((await write({ text })).text).toBe(kept))

  it('an unknown kind: a placeholder', async () =>
    expect((await write({ text: '', kind: 'hologram' })).kind).toBe('unknown'))

  it.each([0, -1, Date.UTC(2099, 0), Number.MAX_SAFE_INTEGER, 1e300])(
    'a message dated %d: shown at its arrival',
    async (at) => {
      const before = Date.now()
      expect((await write({ text: 'hola', at })).at).toBeGreaterThanOrEqual(before - 1000)
    },
  )

  it('one message under two ids: two messages, since only ids tell', async () => {
    const from = newPhone()
    await station.call('POST', '/api/practice/inbound', [
      { from, text: 'persona', id: `${from}-a` },
      { from, text: 'persona', id: `${from}-b` },
      { from, text: 'persona', id: `${from}-b` },
    ])
    expect((await thread(from)).filter((message) => message.text === 'persona')).toHaveLength(2)
  })

  it('ten thousand messages in a minute: all kept, at most eight answers', async () => {
    const from = newPhone()
    for (let batch = 0; batch < 10; batch++) {
      const messages = Array.from({ length: 1000 }, (_, i) => ({
        from,
        text: `aviso ${batch} ${i}`,
        id: `${from}-${batch}-${i}`,
      }))
      const { body } = await station.call('POST', '/api/practice/inbound', messages)
      expect((body as { accepted: string[] }).accepted).toHaveLength(1000)
    }
    const { id } = await conversationOf(from)
    let cursor: string | null = null
    let kept = 0
    do {
      const query: string = cursor ? `&cursor=${cursor}` : ''
      const { body } = await station.call('GET', `/api/conversations/${id}/messages?limit=200${query}`)
      const page = body as { items: { direction: string }[]; nextCursor: string | null }
      kept += page.items.filter((message) => message.direction === 'in').length
      cursor = page.nextCursor
    } while (cursor)
    expect(kept).toBe(10_000)
    const { body } = await station.call('GET', `/api/practice/received?phone=${encodeURIComponent(from)}`)
    expect((body as unknown[]).length).toBeLessThanOrEqual(8)
  })

  it.each([
    ['empty', 'empty'],
    ['huge', 'too_large'],
    ['wrong_type', 'wrong_type'],
    ['bomb', 'bomb'],
  ])('media that is %s: a row that says so', async (sample, reason) => {
    const from = newPhone()
    await station.call('POST', '/api/practice/inbound', { from, kind: 'image', media: { sample } })
    const [message] = await until(
      () => thread(from),
      ([first]) => first?.media?.state === 'failed',
      20_000,
    )
    expect(message?.media?.reason).toBe(reason)
  })

  it.each(['', 'no', '+', '12', 'javascript:alert(1)', '+34'])('from the phone %j: refused', async (from) => {
    const { status, body } = await station.call('POST', '/api/practice/inbound', { from, text: 'hola' })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('a program calls the API with', () => {
  it.each([
    ['a wrong type', 'POST', '/api/practice/inbound', { from: 5, text: [] }],
    ['a missing field', 'POST', '/api/practice/inbound', { text: 'hola' }],
    ['an unknown view', 'GET', '/api/conversations?view=secret', undefined],
    ['a limit out of range', 'GET', '/api/conversations?limit=100000', undefined],
    ['a made-up cursor', 'GET', '/api/conversations?view=all&cursor=zzz', undefined],
  ])('%s: BAD_INPUT', async (_, method, path, body) => {
    const answer = await station.call(method, path, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_INPUT' } })
  })

  it('the names of the fields that are wrong', async () => {
    const { body } = await station.call('GET', '/api/conversations?limit=0')
    expect((body as { data: { fields: string[] } }).data.fields).toEqual(['limit'])
  })

  it.each([
    ['GET', '/api/conversations/none'],
    ['GET', '/api/conversations/none/messages'],
    ['POST', '/api/conversations/none/claim'],
    ['POST', '/api/conversations/none/resolve'],
    ['GET', '/api/messages/none'],
    ['GET', '/api/media/none'],
    ['DELETE', '/api/messages/none'],
    ['GET', '/api/nothing-here'],
  ])('a foreign id at %s %s: NOT_FOUND', async (method, path) => {
    const answer = await station.call(method, path, method === 'POST' ? {} : undefined)
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  })

  it('no session, a made-up one or an ended one: SIGN_IN_REQUIRED', async () => {
    const strangers: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${'x'.repeat(43)}` },
      { cookie: 'ventanilla=../../etc' },
    ]
    for (const headers of strangers) {
      const answer = await raw({ path: '/api/conversations', headers })
      expect(answer.status).toBe(401)
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'SIGN_IN_REQUIRED' })
    }
    const { username, password } = station
    const signIn = await raw({
      method: 'POST',
      path: '/api/session',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    const { token } = JSON.parse(signIn.body) as { token: string }
    const headers = { authorization: `Bearer ${token}` }
    expect((await raw({ path: '/api/session', headers })).status).toBe(200)
    expect((await raw({ method: 'DELETE', path: '/api/session', headers })).status).toBe(200)
    expect((await raw({ path: '/api/session', headers })).status).toBe(401)
  })

  it('a role too low: NOT_ALLOWED, and input is not even read', async () => {
    const password = 'una-frase-bien-larga-7'
    const created = await station.call('POST', '/api/operators', {
      username: 'lectora',
      name: 'Lectora Prueba',
      role: 'auditor',
      password,
    })
    expect(created.status).toBe(200)
    const signIn = await raw({
      method: 'POST',
      path: '/api/session',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'lectora', password }),
    })
    const headers = {
      authorization: `Bearer ${(JSON.parse(signIn.body) as { token: string }).token}`,
      'content-type': 'application/json',
    }
    expect((await raw({ path: '/api/conversations', headers })).status).toBe(200)
    for (const [method, path] of [
      ['POST', '/api/conversations/none/claim'],
      ['POST', '/api/operators'],
      ['PUT', '/api/settings/town'],
      ['POST', '/api/practice/inbound'],
    ] as const) {
      const answer = await raw({ method, path, headers, body: '{}' })
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([403, 'NOT_ALLOWED'])
    }
  })

  it('a body of 10 MB: TOO_LARGE', async () => {
    const answer = await raw({
      method: 'POST',
      path: '/api/session',
      headers: { 'content-type': 'application/json', 'content-length': String(10 * 1024 * 1024) },
      body: Buffer.alloc(10 * 1024 * 1024, 'a'),
    }).catch((error: NodeJS.ErrnoException) => ({
      status: error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 413 : 0,
      body: '{}',
    }))
    expect(answer.status).toBe(413)
  })

  it('a body that is not JSON: BAD_INPUT', async () => {
    const answer = await raw({
      method: 'POST',
      path: '/api/session',
      headers: { 'content-type': 'application/json' },
      body: '{"username":',
    })
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([400, 'BAD_INPUT'])
  })

  it('a foreign origin, or the host of a rebound name: NOT_ALLOWED', async () => {
    const { host } = new URL(station.url)
    for (const headers of [
      { host: 'evil.example' },
      { host, origin: 'http://evil.example' },
      { host, origin: 'null' },
    ] as Record<string, string>[]) {
      for (const path of ['/', '/health', '/api/conversations']) expect((await raw({ path, headers })).status).toBe(403)
    }
  })

  it('a socket from a foreign page, or from no page: refused', async () => {
    const { host } = new URL(station.url)
    for (const headers of [{ origin: 'http://evil.example' }, {}] as Record<string, string>[]) {
      const socket = new WebSocket(`ws://${host}/rpc`, { headers })
      const outcome = await new Promise((resolve) => {
        socket.on('open', () => resolve('open'))
        socket.on('error', () => resolve('refused'))
      })
      expect(outcome).toBe('refused')
    }
  })

  it('paths out of the console: NOT_FOUND', async () => {
    for (const path of ['/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/package.json']) {
      expect((await raw({ path })).status).toBe(404)
    }
  })
})

it('tells who it is and publishes its contract', async () => {
  expect(await station.call('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } })
  const { body } = await station.call('GET', '/api/openapi.json')
  const document = body as { openapi: string; paths: Record<string, unknown> }
  expect(document.openapi).toMatch(/^3\./)
  expect(Object.keys(document.paths)).toContain('/conversations/{id}/claim')
})
