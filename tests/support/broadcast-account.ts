import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import { expect } from 'vitest'
import type { z } from 'zod'
import type { DeliveryState } from '../../contract/broadcast.ts'
import type { Acta, Broadcast } from '../../contract/broadcasts.ts'
import type { CalendarDay } from '../../contract/calendar.ts'
import type { LedgerState } from '../../contract/ledger.ts'
import type { LineSafety, linePolicy } from '../../contract/line-safety.ts'
import type { Store } from '../../main/store/store.ts'
import { type Departure, mostWithin, shortestGap } from './departures.ts'
import { until } from './station.ts'
import type { StationProcess } from './station-process.ts'
import { get, post } from './station-relay.ts'

/** What must hold of a broadcast that is over, told from the phones, the rows and the sends. */

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/**
 * Each of `phones` got it once; none of `gone` did, who left before anything was on its way to them. Who is missing is
 * on the list of what nobody knows.
 */
export async function expectEachOnce(
  store: Store,
  of: {
    readonly id: string
    readonly words: string
    readonly phones: readonly string[]
    readonly gone: ReadonlySet<string>
  },
): Promise<void> {
  const received = await store.read
    .selectFrom('practice_messages')
    .select('phone')
    .where('direction', '=', 'received')
    .where('text', 'like', `%${of.words}%`)
    .execute()
  const times = new Map<string, number>()
  for (const { phone } of received) times.set(phone, (times.get(phone) ?? 0) + 1)
  const unknown = await phonesInCheck(store, of.id)
  const got = (wanted: (count: number, phone: string) => boolean) =>
    of.phones.filter((phone) => wanted(times.get(phone) ?? 0, phone))
  expect(got((count) => count > 1)).toEqual([])
  expect(got((count, phone) => count > 0 && of.gone.has(phone))).toEqual([])
  expect(got((count, phone) => count === 0 && !of.gone.has(phone) && !unknown.has(phone))).toEqual([])
  expect(received.length).toBe(got((count) => count > 0).length)
}

async function phonesInCheck(store: Store, id: string): Promise<ReadonlySet<string>> {
  const rows = await store.read
    .selectFrom('broadcast_deliveries as d')
    .innerJoin('citizen_identifiers as i', 'i.citizen_id', 'd.citizen_id')
    .select('i.value')
    .where('d.broadcast_id', '=', id)
    .where('d.state', '=', 'check')
    .execute()
  return new Set(rows.map(({ value }) => value))
}

/** What the station says of it, its acta and the rows are of one mind, and all that did not arrive is explained. */
export async function expectOneAccount(
  station: StationProcess,
  store: Store,
  { id, recipients }: { readonly id: string; readonly recipients: number },
): Promise<Broadcast['counts']> {
  const { counts, excluded } = await get<Broadcast>(station, `/api/broadcasts/${id}`)
  const acta = await get<Acta>(station, `/api/broadcasts/${id}/acta`)
  const rows = await store.read
    .selectFrom('broadcast_deliveries')
    .select(['id', 'state', 'consent_seq'])
    .where('broadcast_id', '=', id)
    .orderBy('position')
    .execute()
  const states = Object.keys(counts) as DeliveryState[]
  const counted = states.map((of) => [of, rows.filter(({ state }) => state === of).length])
  expect(rows.length).toBe(recipients)
  expect(counts).toEqual(Object.fromEntries(counted))
  expect(counts).toMatchObject({ planned: 0, released: 0, failed: 0 })
  expect(excluded.reduce((sum, { count }) => sum + count, 0)).toBe(counts.excluded)
  expect(acta).toMatchObject({ counts, excluded, reached: counts.accepted + counts.delivered + counts.read })
  expect(acta.failed).toEqual(counts.check === 0 ? [] : [{ reason: 'unknown_outcome', count: counts.check }])
  // Who left between the release and the send was kept back: the entry that is on that row stood behind no send.
  const stoodFor = rows.filter(({ consent_seq: seq, state }) => seq !== null && state !== 'excluded')
  expect(acta.ledger.entries).toBe(stoodFor.length)
  const lines = rows.map(({ id: delivery, consent_seq: seq, state }) => `${delivery},${seq ?? ''},${state}\n`)
  expect(acta.ledger.deliveriesHash).toBe(createHash('sha256').update(lines.join('')).digest('hex'))
  return counts
}

const localOf = ({ at }: Departure) => DateTime.fromMillis(at, { zone: 'Europe/Madrid' })
const dayOf = (send: Departure) => localOf(send).toISODate()

/** The caps that the town was told of, in every stretch of time; its hours, and its feasts. */
export async function expectCapsHeld(station: StationProcess, sends: readonly Departure[]) {
  const { settings, limits } = await get<z.infer<typeof linePolicy>>(station, '/api/lines/policy')
  const times = sends.map(({ elapsed }) => elapsed).toSorted((a, b) => a - b)
  const local = sends.map(localOf)
  const days = Map.groupBy(local, (at) => at.toISODate() ?? '')
  const most = {
    minute: mostWithin(times, minute),
    hour: mostWithin(times, hour),
    day: Math.max(...[...days.values()].map(({ length }) => length)),
  }
  const gap = shortestGap(times) / second
  expect(most.minute).toBeLessThanOrEqual(settings.perMinute)
  expect(most.hour).toBeLessThanOrEqual(settings.perHour)
  expect(most.day).toBeLessThanOrEqual(settings.perDay - Math.ceil((settings.perDay * settings.reserve) / 100))
  expect(gap).toBeGreaterThanOrEqual(Math.max(settings.gapFrom, limits.gapFrom.least))
  const isOpen = (at: DateTime, time = at.toFormat('HH:mm')) =>
    settings.hours.some(({ weekday, from, to }) => weekday === at.weekday && from <= time && time < to)
  expect(local.filter((at) => !isOpen(at)).map((at) => at.toISO())).toEqual([])
  const closed = await closedDays(station, new Set(local.map(({ year }) => year)))
  expect([...days.keys()].filter((day) => closed.has(day))).toEqual([])
  expectApart(sends)
  return { most, gap, days: days.size }
}

/** Nobody got two on one day or within twenty hours. */
function expectApart(sends: readonly Departure[]): void {
  for (const [phone, those] of Map.groupBy(sends, (send) => send.phone)) {
    const times = those.map(({ elapsed }) => elapsed).toSorted((a, b) => a - b)
    if (shortestGap(times) < 20 * hour) expect.fail(`${phone} got two within ${shortestGap(times)} ms`)
    expect(new Set(those.map(dayOf)).size).toBe(those.length)
  }
}

async function closedDays(station: StationProcess, years: ReadonlySet<number>): Promise<ReadonlySet<string>> {
  const closing = new Set(['national', 'regional', 'feast', 'closure'])
  const found: string[] = []
  for (const year of years) {
    const { days } = await get<{ days: CalendarDay[] }>(station, `/api/calendar/days?year=${year}`)
    found.push(...days.filter(({ mark }) => mark && closing.has(mark.kind)).map(({ date }) => date))
  }
  return new Set(found)
}

export async function expectLedgerWhole(station: StationProcess): Promise<void> {
  const state = () => get<LedgerState>(station, '/api/ledger')
  const before = (await state()).lastCheck?.at ?? 0
  await post(station, '/api/ledger/verify')
  const { lastCheck } = await until(
    state,
    (now) => now.running === null && (now.lastCheck?.at ?? 0) > before,
    2 * minute,
  )
  expect(lastCheck?.result).toMatchObject({ ok: true })
}

/** The brake never had to stop the line; how often it slowed it down. */
export async function expectNeverStopped(station: StationProcess): Promise<number> {
  const [line] = await get<{ id: string }[]>(station, '/api/lines')
  const { events } = await get<LineSafety>(station, `/api/lines/${line?.id}/safety`)
  expect(events.filter(({ kind }) => kind === 'red')).toEqual([])
  return events.filter(({ kind }) => kind === 'amber').length
}
