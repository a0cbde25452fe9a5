import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AudienceForecast } from '../../contract/broadcast.ts'
import type { Broadcast } from '../../contract/broadcasts.ts'
import type { LineSafety } from '../../contract/line-safety.ts'
import type { SecurityPolicy } from '../../contract/security.ts'
import { stream } from '../../main/channels/practice/chance.ts'
import { keyFileVault } from '../../main/station/key-file-vault.ts'
import { openPostgresStore } from '../../main/store/postgres.ts'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import type { Store } from '../../main/store/store.ts'
import {
  expectCapsHeld,
  expectEachOnce,
  expectLedgerWhole,
  expectNeverStopped,
  expectOneAccount,
} from '../support/broadcast-account.ts'
import { systemClock } from '../support/clock.ts'
import { isInTheNorth, north, settle, settler } from '../support/settled-town.ts'
import { until } from '../support/station.ts'
import type { StationProcess } from '../support/station-process.ts'
import { clockOf, get, goOnTo, post, type StationRelay, stationRelay } from '../support/station-relay.ts'
import { postgresDatabase } from '../support/stores.ts'

/** `VENTANILLA_RECIPIENTS=5000` for the long run, `VENTANILLA_SEED` for the same chances again (`docs/line.md`). */
const recipients = Number(process.env.VENTANILLA_RECIPIENTS ?? 18)
const seed = Number(process.env.VENTANILLA_SEED ?? randomInt(1_000_000))
const isLong = recipients > 18
/** How many times faster than the machine's the town's clock runs while something may leave. */
const speed = 10
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const purpose = 'culture'
/** How long a station lives once it sends, in milliseconds of the machine. */
const life = isLong ? { from: 2 * second, to: 8 * second } : { from: 0, to: 300 }
/** What goes wrong on the way all the time. */
const weather = isLong ? { loseAck: 0.05, lateAck: 0.05, refuseSend: 0.02, duplicate: 0.05 } : { loseAck: 0.1 }

const citizens = Array.from({ length: recipients }, (_, n) => settler(n + 1))

type Notice = { readonly words: string; readonly to: readonly (typeof citizens)[number][]; readonly content: object }

const noticeOf = (words: string, to: Notice['to'], audience = {}): Notice => {
  const text = (said: string) => `Ayuntamiento: {{ayuntamiento}}\n${said}`
  const variants = [
    { lang: 'es', text: text(`Hola, {{nombre}}: el viernes hay ${words} en la plaza.`) },
    { lang: 'es', text: text(`{{nombre}}, el viernes le esperamos: ${words} en la plaza.`) },
  ]
  return { words, to, content: { purpose, variants, audience } }
}

const toAll = noticeOf('teatro', citizens)
/** Some of them get two, and not on one day. */
const toSome = noticeOf('cine', citizens.filter(isInTheNorth), { neighbourhoods: [north] })
const notices = isLong ? [toAll, toSome] : [toAll]

/** Half past nine of the next day on which notices may leave all morning. */
async function nextMorning(station: StationProcess): Promise<number> {
  const today = DateTime.fromMillis((await clockOf(station)).now, { zone: 'Europe/Madrid' })
  for (let days = 1; days < 20; days++) {
    const at = today.plus({ days }).set({ hour: 9, minute: 31, second: 0, millisecond: 0 })
    const plan = { purpose, scheduleAt: at.toMillis() }
    const { plan: foreseen } = await post<AudienceForecast>(station, '/api/broadcasts/forecast', plan)
    if (at.weekday < 6 && foreseen.perDay[0]?.day === at.toISODate()) return at.toMillis()
  }
  throw new Error('nothing may leave for weeks')
}

const read = (station: StationProcess, id: string) => get<Broadcast>(station, `/api/broadcasts/${id}`)

/** Launched twice at once, of which one counts, and planned; its id. */
async function launched(station: StationProcess, { content }: Notice): Promise<string> {
  const { id } = await post<Broadcast>(station, '/api/broadcasts', content)
  await post(station, `/api/broadcasts/${id}/approve`)
  const both = await Promise.all([1, 2].map(() => station.call('POST', `/api/broadcasts/${id}/launch`, {})))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const planned = (broadcast: Broadcast) => broadcast.planned
  await until(() => read(station, id), planned, minute)
  return id
}

/** Somebody writes that they leave; the broadcasts of which nothing was on its way to them by then. */
async function leave(relay: StationRelay, who: (typeof citizens)[number]): Promise<readonly string[]> {
  await post(relay.holder(), '/api/practice/inbound', { from: who.phone, text: 'BAJA', id: `IN-BAJA-${who.id}` })
  const { read: rows } = relay.store()
  const consent = rows.selectFrom('consents').select('state').where('citizen_id', '=', who.id)
  await until(
    () => consent.executeTakeFirst(),
    (row) => row?.state === 'withdrawn',
  )
  const deliveries = await rows
    .selectFrom('broadcast_deliveries')
    .select('broadcast_id')
    .where('citizen_id', '=', who.id)
    .where('state', 'in', ['planned', 'excluded'])
    .execute()
  return deliveries.map((row) => row.broadcast_id)
}

/** What happens once each, when its moment has come: when so many have left. */
function mishaps(relay: StationRelay, chance: () => number) {
  const gone = new Map<string, Set<string>>()
  const left = new Set<string>()

  const withdraw = async () => {
    const reached = new Set(relay.left.all.map(({ phone }) => phone))
    const waiting = citizens.filter(({ phone }) => !reached.has(phone) && !left.has(phone))
    const who = waiting[Math.floor(chance() * waiting.length)]
    if (!who) return
    left.add(who.phone)
    for (const id of await leave(relay, who)) gone.set(id, (gone.get(id) ?? new Set()).add(who.phone))
  }

  const disconnect = async () => {
    await post(relay.holder(), '/api/practice/faults', { disconnected: true })
    await new Promise((resolve) => setTimeout(resolve, chance() * 2 * second))
    await post(relay.holder(), '/api/practice/faults', { disconnected: false })
  }

  const some = (count: number, what: () => Promise<void>) =>
    Array.from({ length: count }, () => ({ at: chance() * recipients, what }))
  const storms = [
    ...some(20, withdraw),
    ...some(4, disconnect),
    ...some(1, () => relay.comeBackAt(-hour)),
    ...some(1, () => relay.comeBackAt(hour)),
  ]
  const coming = [{ at: 0, what: withdraw }, ...(isLong ? storms : some(1, withdraw))]
  coming.sort((a, b) => b.at - a.at)
  return {
    /** Of each broadcast, who left before anything was on its way to them. */
    gone,
    async happen(left: number): Promise<void> {
      while ((coming.at(-1)?.at ?? Number.POSITIVE_INFINITY) <= left) await coming.pop()?.what()
    },
  }
}

/** Some of those it reached answer: a line that nobody answers stops by itself. */
async function answer(relay: StationRelay, chance: () => number): Promise<void> {
  const moved = (await relay.left.look(relay.store())).filter(() => chance() < 0.25)
  const thanks = moved.map(({ phone }) => ({ from: phone, text: 'gracias', id: `IN-GRACIAS-${phone}` }))
  if (thanks.length > 0) await post(relay.holder(), '/api/practice/inbound', thanks)
}

/** Whoever holds the line is killed a while after it began to send. */
function killer(relay: StationRelay, mostKills: number, chance: () => number) {
  let began = 0
  let dies: number | null = null
  return async (): Promise<void> => {
    const sends = relay.left.all.length > began && relay.kills() < mostKills
    if (dies === null && sends) dies = Date.now() + life.from + chance() * (life.to - life.from)
    if (dies === null || Date.now() < dies || !relay.mayDie()) return
    await relay.takeOver()
    began = relay.left.all.length
    dies = null
  }
}

/** What holds the line back now, and until when; null when another may leave. */
async function heldBack(station: StationProcess, line: string): Promise<number | null> {
  const { budget } = await get<LineSafety>(station, `/api/lines/${line}/safety`)
  return budget.binds?.until ?? null
}

/** Until when all of the broadcasts wait; 0 when one does not, null when there are none. */
const waitOf = (all: readonly Broadcast[]): number | null =>
  all.length === 0 ? null : Math.min(...all.map(({ waiting }) => waiting?.until ?? 0))

/**
 * Broadcasts run to their end, whatever happens to their stations. The clock goes on to where the next may leave, so that
 * the caps bind however slow the machine is. Says to whom nothing of which broadcast may have come.
 */
async function endured(relay: StationRelay, ids: readonly string[], mostKills: number, chance: () => number) {
  const { gone, happen } = mishaps(relay, chance)
  const killWhenDue = killer(relay, mostKills, chance)
  const [line] = await get<{ id: string }[]>(relay.holder(), '/api/lines')
  for (let open = ids; open.length > 0; ) {
    let wake = await heldBack(relay.holder(), line?.id ?? '')
    if (wake === null) {
      const all = await Promise.all(open.map((id) => read(relay.holder(), id)))
      const running = all.filter(({ state }) => state !== 'done')
      open = running.map(({ id }) => id)
      wake = waitOf(running)
    }
    if (wake) await goOnTo(relay.holder(), wake)
    await answer(relay, chance)
    await happen(relay.left.all.length)
    await killWhenDue()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return gone
}

type Town = { readonly args: readonly string[]; open(): Promise<Store>; remove(): Promise<void> }

/** One workstation with its encrypted file, or two on one PostgreSQL. */
const towns: readonly (readonly [string, number, (folders: readonly string[]) => Promise<Town>])[] = [
  [
    'sqlite',
    1,
    async ([folder = '']) => {
      const [path, key] = [join(folder, 'practice', 'store.db'), await keyFileVault(folder).masterKey()]
      const open = () => openSqliteStore({ path, key, clock: systemClock() })
      return { args: [], open, remove: async () => undefined }
    },
  ],
  [
    'postgres',
    2,
    async () => {
      const { url, remove } = await postgresDatabase()
      return { args: ['--database', url], open: () => openPostgresStore({ url, clock: systemClock() }), remove }
    },
  ],
]

describe.each(towns)(`a broadcast whose stations are killed [%s, seed ${seed}]`, (dialect, stations, townIn) => {
  let folders: string[] = []
  beforeEach(() => {
    folders = Array.from({ length: stations }, () => mkdtempSync(join(tmpdir(), 'ventanilla-broadcast-')))
  })
  afterEach(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  const timeout = isLong ? 2 * hour : 5 * minute

  it('reaches everyone once, nobody who left, and keeps the caps, whoever holds the line', { timeout }, async () => {
    const chance = stream(seed, dialect)
    const { args, open, remove } = await townIn(folders)
    const prepare = async (station: StationProcess) => {
      await post(station, '/api/practice/clock', { speed })
      await post(station, '/api/practice/faults', weather)
    }
    const relay = await stationRelay({ folders, args, open, prepare, unhurried: !isLong })
    await settle(relay.store(), recipients, purpose)
    await goOnTo(relay.holder(), await nextMorning(relay.holder()))
    const policy = await get<SecurityPolicy>(relay.holder(), '/api/security/policy')
    await post(relay.holder(), '/api/security/policy', { ...policy, fourEyes: false }, 'PUT')
    const ids: string[] = []
    for (const notice of notices) ids.push(await launched(relay.holder(), notice))
    const [began, from] = [Date.now(), (await clockOf(relay.holder())).now]
    await prepare(relay.holder())

    // Starting one takes most of the time, so a short one does with as many as there are stations.
    const mostKills = isLong ? Number.POSITIVE_INFINITY : stations
    const gone = await endured(relay, ids, mostKills, chance)

    const [holder, store] = [relay.holder(), relay.store()]
    const [took, passed] = [Date.now() - began, (await clockOf(holder)).now - from]
    await relay.left.look(store)
    expect(relay.kills()).toBeGreaterThanOrEqual(stations)
    const counts: object[] = []
    for (const [place, id] of ids.entries()) {
      const { words = '', to = [] } = notices[place] ?? {}
      await expectEachOnce(store, { id, words, phones: to.map(({ phone }) => phone), gone: gone.get(id) ?? new Set() })
      counts.push(await expectOneAccount(holder, store, { id, recipients: to.length }))
    }
    const line = await expectCapsHeld(holder, relay.left.all)
    await expectLedgerWhole(holder)
    const slowed = await expectNeverStopped(holder)
    if (isLong) {
      const time = { minutes: took / minute, days: passed / (24 * hour) }
      const told = { dialect, seed, speed, kills: relay.kills(), ...time, line, slowed, counts }
      process.stdout.write(`${JSON.stringify(told)}\n`)
    }
    expect(new Set(await relay.stop())).toEqual(new Set([0]))
    await remove()
  })
})
