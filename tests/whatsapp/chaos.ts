import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import { systemClock } from '../support/clock.ts'
import { testKey } from '../support/stores.ts'
import { browserPid, rendererPids } from './browser-processes.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { townFolder } from './town-line.ts'

/**
 * `npm run chaos -- --seconds 60`: citizens write and operators answer while browser, page, connection, line process and
 * station are killed one after the other. Then everything heals, and what phones and store hold is compared. The exit
 * code is 1 if anything was lost, doubled, or fell out of a promise.
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    in: { type: 'string', default: '20' },
    out: { type: 'string', default: '5' },
    every: { type: 'string', default: '4' },
    log: { type: 'string' },
  },
})
const seconds = Number(options.seconds)
const people = Array.from({ length: 40 }, (_, i) => `+347001${String(i).padStart(5, '0')}`)
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T

type Told = { kind: string; phase?: string; child?: number; unhandled?: number; error?: string; qr?: boolean }

/** The station as a process of its own, opened again whenever it is gone. */
function stationOf(whatsapp: FakeWhatsApp, folder: string) {
  const seen = { phase: '', child: 0, unhandled: 0, refusals: 0, crashes: 0, readyMs: 0, starts: 0 }
  let phaseAt = Date.now()
  let ending = false
  let killed = false
  let child = start()

  function start() {
    const station = fork(join(import.meta.dirname, 'chaos-station-child.ts'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    killed = false
    station.send({ kind: 'open', folder, browserArgs: [...whatsapp.browserArgs], log: options.log ?? null })
    station.on('message', (raw) => hear(raw as Told))
    station.on('exit', () => {
      turn('')
      if (ending) return
      if (!killed) seen.crashes += 1
      child = start()
    })
    return station
  }

  function turn(phase: string) {
    if (seen.phase === 'connected') seen.readyMs += Date.now() - phaseAt
    if (phase === 'connected' && seen.phase !== 'connected') seen.starts += 1
    phaseAt = Date.now()
    seen.phase = phase
  }

  function hear(told: Told) {
    if (told.kind === 'phase') turn(told.phase ?? '')
    if (told.child) seen.child = told.child
    if (told.kind === 'closed') seen.unhandled += told.unhandled ?? 0
    if (told.kind === 'refused') seen.refusals += 1
  }

  return {
    seen,
    ask: (message: object) => child.connected && child.send(message),
    kill() {
      killed = true
      child.kill('SIGKILL')
    },
    async phase(wanted: string, patience = 60_000) {
      for (const end = Date.now() + patience; seen.phase !== wanted; ) {
        if (Date.now() > end) throw new Error(`the link is ${seen.phase}, not ${wanted}`)
        await pause(20)
      }
    },
    async close() {
      ending = true
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.send({ kind: 'close' })
      await gone
    },
  }
}

type TownStation = ReturnType<typeof stationOf>

/** What can break, by name. */
function faults(whatsapp: FakeWhatsApp, station: TownStation, profile: string) {
  const kill = (pid: number | undefined) => {
    try {
      if (pid) process.kill(pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
  return {
    browser: async () => kill(await browserPid(profile)),
    page: async () => {
      for (const pid of await rendererPids(profile)) kill(pid)
    },
    connection: async () => whatsapp.faults.dropSocket(),
    navigation: async () => whatsapp.faults.navigate(),
    process: async () => kill(station.seen.child),
    station: async () => station.kill(),
  }
}

async function everyMs(ms: number, until: number, work: (n: number) => unknown): Promise<number> {
  const begin = Date.now()
  let n = 0
  while (Date.now() < until) {
    while (n * ms < Date.now() - begin) await work(n++)
    await pause(5)
  }
  return n
}

async function storm(whatsapp: FakeWhatsApp, station: TownStation, profile: string) {
  const until = Date.now() + seconds * 1000
  const broken: Record<string, number> = {}
  const deeds = Object.entries(faults(whatsapp, station, profile))
  const written = new Set<string>()
  await Promise.all([
    everyMs(1000 / Number(options.in), until, async (n) => {
      const text = `Pregunta ${n} de la tormenta`
      written.add(text)
      await whatsapp.phone.send({ from: any(people), text, lid: n % 3 === 0 })
    }),
    everyMs(1000 / Number(options.out), until, (n) =>
      station.ask({ kind: 'answer', phone: any(people), text: `Respuesta ${n} de la tormenta` }),
    ),
    everyMs(Number(options.every) * 1000, until, async (n) => {
      const [name, deed] = deeds[n % deeds.length] as (typeof deeds)[number]
      if (n === 0) return
      broken[name] = (broken[name] ?? 0) + 1
      await deed()
    }),
  ])
  return { written, broken }
}

type Store = Awaited<ReturnType<typeof openSqliteStore>>

async function compare(store: Store, whatsapp: FakeWhatsApp, written: ReadonlySet<string>) {
  const rows = await store.read
    .selectFrom('messages')
    .leftJoin('outbox', 'outbox.message_id', 'messages.id')
    .select(['messages.direction', 'messages.author_kind', 'messages.text', 'messages.provider_id', 'outbox.state'])
    .execute()
  const heard = rows.filter(({ direction }) => direction === 'in').map(({ text }) => text)
  // Nobody writes on the town's own phone here: a send under another id than ours would come back as such.
  const fromPhone = rows.filter(({ author_kind }) => author_kind === 'phone').length
  const left = rows.filter(
    ({ direction, author_kind, state }) => direction === 'out' && author_kind !== 'phone' && state !== 'cancelled',
  )
  const shown = new Map<string, number>()
  for (const { id } of whatsapp.phone.received()) shown.set(id, (shown.get(id) ?? 0) + 1)
  return {
    inbound: written.size,
    inboundLost: [...written].filter((text) => !heard.includes(text)).length,
    inboundDoubled:
      heard.filter((text) => written.has(text)).length - new Set(heard.filter((text) => written.has(text))).size,
    outbound: left.length,
    outboundLost: left.filter(({ provider_id }) => !shown.has(provider_id ?? '')).length,
    outboundDoubled: [...shown.values()].filter((times) => times > 1).length,
    strangers: fromPhone + [...shown.keys()].filter((id) => !rows.some(({ provider_id }) => provider_id === id)).length,
    repeatedOnTheWire: whatsapp.phone.crossings().filter((crossing) => !crossing.shown).length,
    unsettled: left
      .filter(({ state }) => !['accepted', 'delivered', 'read'].includes(state ?? ''))
      .map(({ state }) => state),
  }
}

async function settled(folder: string, written: ReadonlySet<string>): Promise<void> {
  const store = await openSqliteStore({ path: join(folder, 'store.db'), key: testKey, clock: systemClock() })
  try {
    for (const end = Date.now() + 90_000; Date.now() < end; await pause(500)) {
      const open = await store.read
        .selectFrom('outbox')
        .select('state')
        .where('state', 'in', ['queued', 'sending'])
        .execute()
      const heard = await store.read.selectFrom('messages').select('id').where('direction', '=', 'in').execute()
      if (open.length === 0 && heard.length >= written.size) return
    }
  } finally {
    await store.close()
  }
}

async function main(): Promise<void> {
  const whatsapp = await startFakeWhatsApp()
  const town = await townFolder()
  const station = stationOf(whatsapp, town.path)
  await station.phase('not_linked')
  station.ask({ kind: 'begin' })
  await station.phase('qr')
  await whatsapp.phone.scan()
  await station.phase('connected')
  for (const from of people) await whatsapp.phone.send({ from, text: `Hola de ${from}` })
  // A login is on disk some seconds later; nobody is killed before.
  await pause(10_000)
  station.seen.readyMs = 0
  const began = Date.now()
  const { written, broken } = await storm(whatsapp, station, join(town.path, 'whatsapp', 'session'))
  const calm = Date.now()
  const readyShare = station.seen.readyMs / (calm - began)
  await station.phase('connected', 90_000)
  await settled(town.path, written)
  await station.close()
  const store = await openSqliteStore({ path: join(town.path, 'store.db'), key: testKey, clock: systemClock() })
  const found = await compare(store, whatsapp, written)
  await store.close()
  const { unhandled, crashes, starts, refusals } = station.seen
  const result = {
    seconds,
    ...found,
    broken,
    starts,
    unhandled,
    crashes,
    refusals,
    readyShare,
    healedMs: Date.now() - calm,
  }
  console.log(JSON.stringify(result, null, 2))
  await whatsapp.close()
  await town.remove()
  const bad =
    found.inboundLost +
    found.inboundDoubled +
    found.outboundLost +
    found.outboundDoubled +
    found.strangers +
    unhandled +
    crashes
  process.exitCode = bad === 0 && found.unsettled.length === 0 ? 0 : 1
}

await main()
