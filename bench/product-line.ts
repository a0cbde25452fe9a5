import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pino from 'pino'
import { v7 } from 'uuid'
import { listen } from '../main/api/http.ts'
import type { LinkPhase } from '../main/channels/webjs/link-state.ts'
import { emptyTown } from '../main/settings/rules.ts'
import { systemClock } from '../main/station/clock.ts'
import { openHost } from '../main/station/host.ts'
import { keyFileVault } from '../main/station/key-file-vault.ts'
import { stationIdOf } from '../main/station/process-alive.ts'
import type { Station } from '../main/station/station.ts'
import { openSqliteStore } from '../main/store/sqlite.ts'
import type { Store } from '../main/store/store.ts'
import { unpackedChromium } from '../tests/support/chromium.ts'
import type { FakeWhatsApp } from '../tests/whatsapp/fake/server.ts'
import { browserMemory, type LineSide, nextOnes } from './line-side.ts'
import { type LiveClient, liveClient } from './live-client.ts'
import { memoryOf } from './memory.ts'

const administrator = { username: 'banco', name: 'Banco de pruebas', password: `olivos ${randomUUID()}` }
const privacyNotice = 'Usamos sus datos solo para responderle.'

type Product = {
  readonly line: NonNullable<Station['webjs']>
  readonly live: LiveClient
  /** A second look at the same database. */
  readonly store: Store
  close(): Promise<void>
}

/** The program as `npm run station` opens it, on a real town, with one console's socket open. */
async function open(whatsapp: FakeWhatsApp, folder: string): Promise<Product> {
  const chromium = await unpackedChromium()
  // The line's process and its browser inherit what this Chromium needs of the environment.
  Object.assign(process.env, chromium.env)
  const vault = keyFileVault(folder)
  const host = await openHost({
    ...{ dataDirectory: folder, resources: join(import.meta.dirname, '../resources'), version: '0.0.0' },
    stationId: stationIdOf(process.pid, randomUUID()),
    vault,
    clock: systemClock(),
    newId: () => v7(),
    log: pino({ level: 'silent' }),
    practice: { seed: 1, speed: 'manual' },
    browser: chromium.executablePath,
    browserArgs: [...chromium.args, ...whatsapp.browserArgs],
  })
  const town = { ...emptyTown, name: 'Ayuntamiento de Villaclara', privacyNotice }
  const station = host.station() ?? (await host.createTown({ town, administrator }))
  if (!station.webjs) throw new Error('the town has no line')
  const server = await listen({ host, port: 0, console: join(folder, 'no-pages'), version: '0.0.0' })
  const live = await liveClient({ url: server.url, ...administrator })
  const key = await vault.masterKey()
  const store = await openSqliteStore({ path: join(folder, 'town/store.db'), key, clock: systemClock() })
  const close = async () => {
    live.close()
    await store.close()
    await server.close()
    await host.close()
  }
  return { line: station.webjs, live, store, close }
}

async function recorded(store: Store): Promise<number> {
  const { n } = await store.read
    .selectFrom('messages')
    .select((q) => q.fn.countAll().as('n'))
    .where('direction', '=', 'in')
    .executeTakeFirstOrThrow()
  return Number(n)
}

function reaches(line: Product['line'], phase: LinkPhase): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (line.state().phase !== phase) return
      stop()
      resolve()
    }
    const stop = line.watch(look)
    look()
  })
}

/** The whole product: a message counts as heard in a console's socket. */
export async function productLine(whatsapp: FakeWhatsApp, folder: string): Promise<LineSide> {
  const ones = nextOnes()
  let product = await open(whatsapp, folder)

  const listenTo = async ({ live }: Product) => {
    const events = await live.client.events.subscribe({})
    for await (const event of events) if (event.kind === 'message' && event.inbound) ones.tell()
  }
  const listening = () => void listenTo(product).catch(() => undefined)
  listening()

  return {
    async link() {
      const begun = performance.now()
      await product.line.begin()
      await reaches(product.line, 'qr')
      const qr = performance.now() - begun
      const scanned = performance.now()
      await whatsapp.phone.scan()
      await reaches(product.line, 'connected')
      return { qr, ready: performance.now() - scanned }
    },
    async again() {
      await product.close()
      const begun = performance.now()
      product = await open(whatsapp, folder)
      await reaches(product.line, 'connected')
      const ready = performance.now() - begun
      listening()
      return ready
    },
    next: ones.next,
    heard: () => recorded(product.store),
    async memory() {
      const child = product.line.pid()
      const held = child === undefined ? null : await memoryOf(child)
      return { process: held?.now ?? 0, browser: await browserMemory(join(folder, 'town/line/session')) }
    },
    close: () => product.close(),
  }
}
