import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import pino from 'pino'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Contract } from '../../contract/index.ts'
import { portServer } from '../../main/api/port.ts'
import { openHost } from '../../main/station/host.ts'
import { keyFileVault } from '../../main/station/key-file-vault.ts'
import { systemClock } from '../support/clock.ts'
import { lockedPdf } from '../support/locked-pdf.ts'
import { resources, until } from '../support/station.ts'
import { type StationProcess, startStation } from '../support/station-process.ts'

type Client = ContractRouterClient<Contract>
type Answer = { readonly status: number; readonly body: Record<string, unknown> }

const rosa = '+34700700001'
const mebibyte = 1024 * 1024
const pdf = await lockedPdf()
/** A document of exactly so many bytes: a reader stops at its end. */
const pdfOf = (bytes: number) => Buffer.concat([pdf, Buffer.alloc(bytes - pdf.length, ' ')])

let data = ''
let station: StationProcess
let token = ''
let conversation = ''

const start = async () => {
  station = await startStation({ data })
  const { username, password } = station
  const response = await fetch(`${station.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  token = ((await response.json()) as { token: string }).token
}

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'ventanilla-files-'))
  await start()
  await station.call('POST', '/api/practice/inbound', { from: rosa, text: 'quiero hablar con una persona' })
  const { body } = await station.call('GET', '/api/conversations?view=all&limit=1')
  conversation = (body as { items: { id: string }[] }).items[0]?.id ?? ''
})
afterAll(async () => {
  await station.stop()
  rmSync(data, { recursive: true, force: true })
})

type Upload = { readonly as?: string | null; readonly to?: string; readonly field?: string }

async function upload(bytes: Buffer, name: string, { as = token, to = conversation, field = 'file' }: Upload = {}) {
  const form = new FormData()
  form.set(field, new File([new Uint8Array(bytes)], name))
  const response = await fetch(`${station.url}/api/conversations/${to}/files`, {
    method: 'POST',
    headers: as === null ? {} : { authorization: `Bearer ${as}` },
    body: form,
  })
  return { status: response.status, body: await response.json() } as Answer
}

const received = async () =>
  (await station.call('GET', `/api/practice/received?phone=${encodeURIComponent(rosa)}`)).body as {
    id: string
    text: string
    file: { fileName: string; bytes: number } | null
  }[]

const bytesOnPhone = async (id: string) => {
  const headers = { authorization: `Bearer ${token}` }
  return Buffer.from(await (await fetch(`${station.url}/api/practice/files/${id}`, { headers })).arrayBuffer())
}

const onPhone = async (caption: string) =>
  (await until(received, (all) => all.some(({ text }) => text === caption))).filter(({ text }) => text === caption)

const send = (mediaId: unknown, text: string) =>
  station.call('POST', `/api/conversations/${conversation}/messages`, { text, mediaId })

describe('a file over REST', () => {
  it('is kept, sent and arrives as it was, up to 16 MiB', async () => {
    const largest = pdfOf(16 * mebibyte)
    const kept = await upload(largest, 'ordenanza.pdf')
    expect(kept).toMatchObject({ status: 200, body: { mime: 'application/pdf', bytes: largest.length } })
    expect((await send(kept.body.id, 'La ordenanza')).status).toBe(200)
    const [arrived] = await onPhone('La ordenanza')
    expect(arrived?.file).toMatchObject({ fileName: 'ordenanza.pdf', bytes: largest.length })
    expect((await bytesOnPhone(arrived?.id ?? '')).equals(largest)).toBe(true)
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'a.pdf', 400, 'FILE_EMPTY'],
    ['a byte too much', pdfOf(16 * mebibyte + 1), 'a.pdf', 413, 'FILE_TOO_LARGE'],
    ['a program', Buffer.from(`\x7FELF\x02\x01\x01${'\0'.repeat(200)}`, 'latin1'), 'a.pdf', 415, 'FILE_REFUSED'],
    ['a page', Buffer.from('<!doctype html><script>1</script>'), 'a.txt', 415, 'FILE_REFUSED'],
  ] as const)('%s is refused in a code', async (_what, bytes, name, status, code) => {
    expect(await upload(bytes, name)).toMatchObject({ status, body: { code } })
  })

  it('is refused from nobody, to nowhere, and under another name', async () => {
    expect(await upload(pdf, 'a.pdf', { as: null })).toMatchObject({ status: 401, body: { code: 'SIGN_IN_REQUIRED' } })
    expect(await upload(pdf, 'a.pdf', { as: 'x'.repeat(43) })).toMatchObject({ status: 401 })
    expect(await upload(pdf, 'a.pdf', { to: 'none' })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    const unnamed = await upload(pdf, 'a.pdf', { field: 'other' })
    expect(unnamed).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', data: { fields: ['file'] } } })
  })

  /** A station that has heard enough may close the connection while the rest is still on its way. */
  const statusOf = (path: string, type: string, body: Buffer) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(station.url)
      const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'content-length': String(body.length) }
      const outgoing = request({ host: '127.0.0.1', port, method: 'POST', path, headers })
      outgoing.on('response', (response) => resolve(response.statusCode))
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(413)
        else reject(error)
      })
      outgoing.end(body)
    })

  it('of 40 MiB is turned away', async () => {
    const path = `/api/conversations/${conversation}/files`
    const type = 'multipart/form-data; boundary=x'
    expect(await statusOf(path, type, Buffer.alloc(40 * mebibyte, 'a'))).toBe(413)
  })

  it('of 5 MiB has no way in but its own', async () => {
    const body = Buffer.from(JSON.stringify({ text: 'a'.repeat(5 * mebibyte) }))
    const notes = `/api/conversations/${conversation}/notes`
    expect(await statusOf(notes, 'application/json', body)).toBe(413)
    expect((await station.call('GET', '/health')).status).toBe(200)
  })

  it('leaves text as it was: empty is refused, with a file it is a caption', async () => {
    expect(await send(undefined, ' ')).toMatchObject({ status: 400, body: { data: { fields: ['text'] } } })
    const { body } = await upload(pdf, 'a.pdf')
    expect(await send(body.id, 'a'.repeat(1025))).toMatchObject({ status: 400, body: { data: { fields: ['text'] } } })
    expect(await send('none', 'hola')).toMatchObject({ status: 400, body: { data: { fields: ['mediaId'] } } })
  })
})

/** What a console does with a file, over whatever carries it. */
async function roundTrip(client: Client, id: string, phone: string) {
  const large = pdfOf(5 * mebibyte)
  const { metadata, ...media } = await client.inbox.attach({ id, file: new File([new Uint8Array(large)], 'plano.pdf') })
  expect(metadata).toBe('locked')
  expect(media).toMatchObject({ fileName: 'plano.pdf', bytes: large.length, state: 'stored' })
  await client.inbox.saveDraft({ id, text: '', note: false, seenSeq: null, mediaId: media.id })
  expect(await client.inbox.draft({ id })).toMatchObject({ media })
  const sent = await client.inbox.send({ id, text: 'El plano', mediaId: media.id, undoSeconds: 5 })
  expect(sent).toMatchObject({ kind: 'document', media })
  expect(await client.inbox.undo({ id: sent.id })).toEqual({ text: 'El plano', media })
  await client.inbox.send({ id, text: 'El plano', mediaId: media.id })
  const [arrived] = await until(
    async () => (await client.practice.received({ phone })).filter(({ text }) => text === 'El plano'),
    (all) => all.length > 0,
  )
  const file = await client.practice.file({ id: arrived?.id ?? '' })
  expect(Buffer.from(await file.arrayBuffer()).equals(large)).toBe(true)
  const refused = client.inbox.attach({ id, file: new File(['MZ'.padEnd(200, '\0')], 'a.exe') })
  await expect(refused).rejects.toMatchObject({ code: 'FILE_REFUSED', data: { reason: 'dangerous' } })
}

it('a file over a socket goes the same way', async () => {
  const socket = new WebSocket(`${station.url.replace('http', 'ws')}/rpc`, {
    headers: { origin: station.url, authorization: `Bearer ${token}` },
  })
  await roundTrip(createORPCClient(new SocketLink({ websocket: socket })), conversation, rosa)
  socket.terminate()
})

it('a file over a message port goes the same way', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ventanilla-port-'))
  const host = await openHost({
    ...{ dataDirectory: directory, resources, version: '0.0.0', stationId: 'test/0/0', newId: () => v7() },
    ...{ vault: keyFileVault(directory), clock: systemClock(), log: pino({ level: 'silent' }) },
    practice: { seed: 1, speed: 'manual' },
  })
  const { port1, port2 } = new MessageChannel()
  portServer(host).attach(port1, 'desk')
  port1.start()
  port2.start()
  const client: Client = createORPCClient(new PortLink({ port: port2 as never }))
  await client.setup.startPractice({})
  await client.practice.inbound({ body: { from: rosa, text: 'quiero hablar con una persona' } })
  const { items } = await client.inbox.list({ view: 'all' })
  await roundTrip(client, items[0]?.id ?? '', rosa)
  port2.close()
  await host.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('killed', () => {
  it('between the upload and the send: the file is there, and leaves once', async () => {
    const { body } = await upload(pdf, 'volante.pdf')
    await station.kill()
    await start()
    expect((await send(body.id, 'Tras el corte')).status).toBe(200)
    const arrived = await onPhone('Tras el corte')
    expect(arrived).toHaveLength(1)
    expect((await bytesOnPhone(arrived[0]?.id ?? '')).equals(pdf)).toBe(true)
  })

  it('right after a send was queued: it leaves whole, and once', async () => {
    for (let life = 0; life < 4; life++) {
      const { body } = await upload(pdfOf(2 * mebibyte), `acta ${life}.pdf`)
      expect((await send(body.id, `Acta ${life}`)).status).toBe(200)
      await station.kill()
      await start()
    }
    for (let life = 0; life < 4; life++) {
      const arrived = await onPhone(`Acta ${life}`)
      expect(arrived).toMatchObject([{ file: { bytes: 2 * mebibyte } }])
    }
  })

  it('with the files gone: nothing leaves, and the message says why', async () => {
    const { body } = await upload(pdf, 'perdida.pdf')
    await station.call('PUT', '/api/practice/faults', { disconnected: true })
    const sent = (await send(body.id, 'Perdida')).body as { id: string }
    await station.kill()
    rmSync(join(data, 'practice', 'media'), { recursive: true })
    await start()
    const message = await until(
      async () => (await station.call('GET', `/api/messages/${sent.id}`)).body as { status: string; failure: string },
      ({ status }) => status === 'failed',
    )
    expect(message.failure).toBe('media_missing')
    expect((await received()).some(({ text }) => text === 'Perdida')).toBe(false)
  })
})
