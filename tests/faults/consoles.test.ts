import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import pino from 'pino'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { ConsoleEvent } from '../../contract/events.ts'
import type { Contract } from '../../contract/index.ts'
import { portServer } from '../../main/api/port.ts'
import { type Host, openHost } from '../../main/station/host.ts'
import { keyFileVault } from '../../main/station/key-file-vault.ts'
import { systemClock } from '../support/clock.ts'
import { resources } from '../support/station.ts'
import { type StationProcess, startStation } from '../support/station-process.ts'
import { town } from '../support/town.ts'

type Client = ContractRouterClient<Contract>

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof ORPCError ? error.code : String(error)),
  )

/** Takes events until `count` have come. */
async function take(events: AsyncIterable<ConsoleEvent>, count: number): Promise<ConsoleEvent[]> {
  const taken: ConsoleEvent[] = []
  for await (const event of events) {
    taken.push(event)
    if (taken.length === count) break
  }
  return taken
}

describe('a console over the socket', () => {
  let data = ''
  let station: StationProcess
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'ventanilla-console-'))
    station = await startStation({ data })
  })
  afterAll(async () => {
    await station.stop()
    rmSync(data, { recursive: true, force: true })
  })

  /** Signs in as a browser does, by the cookie of the REST answer. */
  async function signIn() {
    const response = await fetch(`${station.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: station.username, password: station.password }),
    })
    return response.headers.get('set-cookie') ?? ''
  }

  function connect(cookie: string): Client {
    const socket = new WebSocket(`${station.url.replace('http', 'ws')}/rpc`, {
      headers: { origin: station.url, cookie: cookie.split(';')[0] ?? '' },
    })
    endings.push(() => socket.terminate())
    return createORPCClient(new SocketLink({ websocket: socket }))
  }

  it('keeps the session in a cookie no script can read', async () => {
    const cookie = await signIn()
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
  })

  it('asks everything the contract offers', async () => {
    const client = connect(await signIn())
    expect((await client.session.me()).operator.username).toBe(station.username)
    expect(await client.inbox.list({ view: 'all' })).toMatchObject({ items: expect.any(Array) })
  })

  it('hears what changes, and what it missed while it was away', async () => {
    const client = connect(await signIn())
    const live = await client.events.subscribe({})
    const first = take(live, 1)
    await client.practice.inbound({ body: { from: '+34700500001', text: 'hola' } })
    const [heard] = await first
    expect(heard).toMatchObject({ kind: 'message' })
    const since = heard && 'seq' in heard ? heard.seq : 0
    await client.practice.inbound({ body: { from: '+34700500002', text: 'persona' } })
    const missed = await take(await client.events.subscribe({ since }), 2)
    expect(missed.every((event) => 'seq' in event && event.seq > since)).toBe(true)
  })

  it('is told to ask for everything when it was away for too long', async () => {
    const client = connect(await signIn())
    const [event] = await take(await client.events.subscribe({ since: -1 }), 1)
    expect(event).toMatchObject({ kind: expect.stringMatching(/reset|message|conversation|line|settings|operators/) })
  })

  it('sees who is writing', async () => {
    const client = connect(await signIn())
    await client.practice.inbound({ body: { from: '+34700500003', text: 'persona' } })
    const { items } = await client.inbox.list({ view: 'all', limit: 1 })
    const id = items[0]?.id ?? ''
    const typing = (async () => {
      for await (const event of await client.events.subscribe({})) if (event.kind === 'typing') return event
      return null
    })()
    await client.inbox.counts()
    await client.inbox.typing({ id })
    expect(await typing).toMatchObject({ conversationId: id, operator: { name: expect.any(String) } })
  })

  it('hears nothing more once its session has ended', async () => {
    const client = connect(await signIn())
    const events = await client.events.subscribe({})
    const ended = code(take(events, 1_000_000))
    await client.session.signOut()
    await station.call('POST', '/api/practice/inbound', { from: '+34700500004', text: 'hola' })
    expect(await ended).toBe('SIGN_IN_REQUIRED')
    expect(await code(client.inbox.list({}))).toBe('SIGN_IN_REQUIRED')
  })

  it('is refused everything but unlocking while it is locked', async () => {
    const client = connect(await signIn())
    await client.session.lock()
    expect(await code(client.inbox.list({}))).toBe('SESSION_LOCKED')
    expect((await client.session.me()).locked).toBe(true)
    await client.session.unlock({ password: station.password })
    expect(await code(client.inbox.list({}))).toBe('answered')
  })
})

describe('a console over a message port', () => {
  async function host(): Promise<Host> {
    const directory = mkdtempSync(join(tmpdir(), 'ventanilla-port-'))
    endings.push(() => rmSync(directory, { recursive: true, force: true }))
    const opened = await openHost({
      dataDirectory: directory,
      resources,
      version: '0.0.0',
      stationId: 'test/0/0',
      vault: keyFileVault(directory),
      clock: systemClock(),
      newId: () => v7(),
      log: pino({ level: 'silent' }),
      practice: { seed: 1, speed: 'manual' },
    })
    endings.push(() => opened.close())
    return opened
  }

  function connect(server: ReturnType<typeof portServer>): Client {
    const { port1, port2 } = new MessageChannel()
    server.attach(port1, 'desk')
    port1.start()
    port2.start()
    endings.push(() => port2.close())
    return createORPCClient(new PortLink({ port: port2 as never }))
  }

  it('starts with the three choices and enters the practice town', async () => {
    const client = connect(portServer(await host()))
    expect((await client.setup.status()).stage).toBe('first_run')
    expect(await code(client.inbox.list({}))).toBe('SIGN_IN_REQUIRED')
    const { me } = await client.setup.startPractice({})
    expect(me.permissions).toContain('practice.play')
    expect(await client.setup.status()).toMatchObject({ stage: 'practice', townName: expect.stringMatching(/./) })
    expect(await code(client.inbox.list({}))).toBe('answered')
  })

  it('keeps the session of its own window, and takes it up again on a new port', async () => {
    const server = portServer(await host())
    const first = connect(server)
    const { token } = await first.setup.startPractice({})
    const second = connect(server)
    expect(await code(second.inbox.list({}))).toBe('SIGN_IN_REQUIRED')
    expect(await code(second.session.resume({ token: 'x'.repeat(43) }))).toBe('SIGN_IN_REQUIRED')
    await second.session.resume({ token })
    expect(await code(second.inbox.list({}))).toBe('answered')
  })

  it('makes a real town, which never opens as practice', async () => {
    const client = connect(portServer(await host()))
    const administrator = { username: 'secretaria', name: 'Secretaría Prueba', password: 'tres-caballos-azules-9' }
    const { me } = await client.setup.createTown({ town, administrator })
    expect(me).toMatchObject({ operator: { role: 'administrator' }, owed: ['duties'] })
    expect(await code(client.lines.list())).toBe('SIGN_IN_UNFINISHED')
    await client.security.acknowledgeDuties({ version: (await client.security.duties()).version })
    expect(await code(client.practice.status())).toBe('NOT_PRACTICE')
    expect(await code(client.setup.startPractice({}))).toBe('ALREADY_SET_UP')
    expect((await client.lines.list())[0]).toMatchObject({ channel: 'webjs', state: 'unlinked' })
  })

  it('refuses a weak password for the first account, and makes no town', async () => {
    const client = connect(portServer(await host()))
    const administrator = { username: 'secretaria', name: 'Secretaría Prueba', password: 'contraseña123' }
    expect(await code(client.setup.createTown({ town, administrator }))).toBe('WEAK_PASSWORD')
    expect((await client.setup.status()).stage).toBe('first_run')
  })
})
