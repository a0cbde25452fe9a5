import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StationProcess, startStation } from '../support/station-process.ts'

let data = ''
let station: StationProcess
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'ventanilla-refusals-'))
  station = await startStation({ data })
})
afterEach(async () => {
  await station.stop()
  rmSync(data, { recursive: true, force: true })
})

const password = 'una-frase-bien-larga-7'

/** Calls as somebody else than the practice account. */
async function as(token: string, method: string, path: string, body?: object) {
  const response = await fetch(`${station.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    body: body ? JSON.stringify(body) : null,
  })
  return { status: response.status, body: (await response.json()) as { code?: string } }
}

async function signIn(username: string, secret: string): Promise<string> {
  const { body } = await station.call('POST', '/api/session', { username, password: secret })
  return (body as { token: string }).token
}

async function reader(): Promise<string> {
  const account = { username: 'lectora', name: 'Lectora Prueba', role: 'auditor', password }
  expect((await station.call('POST', '/api/operators', account)).status).toBe(200)
  return signIn('lectora', password)
}

type Entry = { actor: { name: string }; action: string; result: string; detail: string | null }

async function trail(action: string): Promise<Entry[]> {
  const { body } = await station.call('GET', `/api/audit?limit=200&action=${action}`)
  return (body as { items: Entry[] }).items
}

describe('what an operator is not allowed', () => {
  it('is written down with the name of who tried, once however often it is tried', async () => {
    const token = await reader()
    for (let n = 0; n < 5; n++) {
      expect((await as(token, 'POST', '/api/conversations/none/claim', {})).status).toBe(403)
      expect((await as(token, 'POST', '/api/operators', {})).status).toBe(403)
    }
    const refused = { actor: { name: 'Lectora Prueba' }, result: 'refused', detail: 'not_allowed' }
    expect(await trail('inbox.claim')).toMatchObject([refused])
    expect(await trail('operators.create')).toMatchObject([refused])
  })
})

describe('leaving the open town', () => {
  it('is not for whoever passes by a locked desk', async () => {
    const token = await signIn(station.username, station.password)
    expect((await as(token, 'POST', '/api/session/lock')).status).toBe(200)
    expect(await as(token, 'POST', '/api/setup/leave')).toMatchObject({ status: 423, body: { code: 'SESSION_LOCKED' } })
    expect(await as(await reader(), 'POST', '/api/setup/leave')).toMatchObject({ status: 403 })
  })

  it('ends what consoles hear of it, and is written down in it', async () => {
    const token = await signIn(station.username, station.password)
    const heard = await fetch(`${station.url}/api/events?since=0`, { headers: { authorization: `Bearer ${token}` } })
    const ended = heard.text()
    expect((await station.call('POST', '/api/setup/leave')).status).toBe(200)
    expect(await ended).toContain('"kind"')
    expect(await as(token, 'GET', '/api/conversations')).toMatchObject({ status: 401 })
    expect((await as(token, 'POST', '/api/setup/practice', {})).status).toBe(200)
    expect(await trail('setup.leave')).toMatchObject([{ actor: { name: 'Práctica' }, result: 'ok' }])
  })
})
