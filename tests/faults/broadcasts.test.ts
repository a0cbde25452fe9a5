import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AudienceForecast } from '../../contract/broadcast.ts'
import type { Broadcast } from '../../contract/broadcasts.ts'
import type { SecurityPolicy } from '../../contract/security.ts'
import { openPostgresStore } from '../../main/store/postgres.ts'
import type { Store } from '../../main/store/store.ts'
import { systemClock } from '../support/clock.ts'
import { phone } from '../support/rows.ts'
import { until } from '../support/station.ts'
import { type StationProcess, startStation } from '../support/station-process.ts'
import { postgresDatabase } from '../support/stores.ts'

/** `VENTANILLA_RECIPIENTS=5000` for the long run, which takes hours. */
const recipients = Number(process.env.VENTANILLA_RECIPIENTS ?? 18)
const takeovers = Number(process.env.VENTANILLA_TAKEOVERS ?? 2)
/** How many times faster than the machine's the town's clock runs: the caps of the line still bind. */
const speed = 150
const minute = 60_000

const citizen = (n: number) => `citizen-${String(n).padStart(6, '0')}`
const withdrawn = recipients

/** Citizens who wrote once and agreed to one purpose. */
async function settle(store: Store): Promise<void> {
  const line = await store.read.selectFrom('lines').select('id').executeTakeFirstOrThrow()
  await store.transaction(async (tx) => {
    for (let n = 1; n <= recipients; n++) {
      const id = citizen(n)
      await tx
        .insertInto('citizens')
        .values({ id, name: `Rosa Vecina ${n}`, language: null, created_at: 1 })
        .execute()
      const identifier = { id: `identifier-${n}`, citizen_id: id, kind: 'phone', value: phone(n), created_at: 1 }
      await tx.insertInto('citizen_identifiers').values(identifier).execute()
      const thread = { id: `thread-${n}`, line_id: line.id, citizen_id: id, state: 'resolved' as const, unfinished: 0 }
      const nobody = { assignee_id: null, waiting_since: null, snoozed_until: null, topic: null }
      const last = { last_seq: 1, last_inbound_seq: 1, last_text: 'gracias', last_kind: 'text' }
      const times = { last_direction: 'in' as const, last_at: 1, created_at: 1 }
      await tx
        .insertInto('conversations')
        .values({ ...thread, ...nobody, ...last, ...times })
        .execute()
      const consent = { citizen_id: id, purpose: 'culture', state: 'given' as const, version: 1, since: Date.now() }
      await tx
        .insertInto('consents')
        .values({ ...consent, expires_at: null, age: 14, seq: n })
        .execute()
    }
  })
}

const get = async <T>(station: StationProcess, path: string): Promise<T> => (await station.call('GET', path)).body as T

async function post<T>(station: StationProcess, path: string, body: object = {}, method = 'POST'): Promise<T> {
  const answer = await station.call(method, path, body)
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
  return answer.body as T
}

const timeAt = async (station: StationProcess) => (await get<{ now: number }>(station, '/api/practice/clock')).now

/** Half past nine of the next day on which notices may leave all morning. */
async function nextMorning(station: StationProcess): Promise<number> {
  const today = DateTime.fromMillis(await timeAt(station), { zone: 'Europe/Madrid' })
  for (let days = 1; days < 20; days++) {
    const at = today.plus({ days }).set({ hour: 9, minute: 31, second: 0, millisecond: 0 })
    const plan = { purpose: 'culture', scheduleAt: at.toMillis() }
    const { plan: foreseen } = await post<AudienceForecast>(station, '/api/broadcasts/forecast', plan)
    if (at.weekday < 6 && foreseen.perDay[0]?.day === at.toISODate()) return at.toMillis()
  }
  throw new Error('nothing may leave for weeks')
}

const text = (words: string) => `Ayuntamiento: {{ayuntamiento}}\n${words}`
const content = {
  purpose: 'culture',
  variants: [
    { lang: 'es', text: text('Hola, {{nombre}}: el viernes hay teatro en la plaza.') },
    { lang: 'es', text: text('{{nombre}}, el viernes le esperamos en el teatro.') },
  ],
}

describe('a broadcast whose stations are killed', () => {
  let data: string[] = []
  beforeEach(() => {
    data = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'ventanilla-broadcast-')))
  })
  afterEach(() => {
    for (const folder of data) rmSync(folder, { recursive: true, force: true })
  })

  it('reaches everyone once, nobody who left, and keeps the caps, whoever holds the line', async () => {
    const { url, remove } = await postgresDatabase()
    const start = (place: number) =>
      startStation({ data: data[place] ?? '', args: ['--speed', 'manual', '--database', url] })
    let holder = await start(0)
    const store = await openPostgresStore({ url, clock: systemClock() })
    await settle(store)
    const advance = async (station: StationProcess, time: number) =>
      post(station, '/api/practice/clock', { advance: Math.max(0, time - (await timeAt(station))) })
    await advance(holder, await nextMorning(holder))
    const policy = await get<SecurityPolicy>(holder, '/api/security/policy')
    await post(holder, '/api/security/policy', { ...policy, fourEyes: false }, 'PUT')
    const { id } = await post<Broadcast>(holder, '/api/broadcasts', content)
    await post(holder, `/api/broadcasts/${id}/approve`)
    let standby = await start(1)
    const launched = await Promise.all([1, 2].map(() => holder.call('POST', `/api/broadcasts/${id}/launch`, {})))
    expect(launched.map(({ status }) => status).sort()).toEqual([200, 409])
    await post(holder, '/api/practice/clock', { speed })
    const read = () => get<Broadcast>(holder, `/api/broadcasts/${id}`)
    await until(read, ({ planned }) => planned)
    const { numUpdatedRows } = await store.transaction((tx) =>
      tx
        .updateTable('consents')
        .set({ state: 'withdrawn' })
        .where('citizen_id', '=', citizen(withdrawn))
        .executeTakeFirstOrThrow(),
    )
    expect(numUpdatedRows).toBe(1n)

    let cutOff = 0
    for (let turn = 0; turn < takeovers; turn++) {
      const before = (await read()).counts.planned
      await until(read, ({ counts }) => counts.planned < before || counts.planned === 0, 60_000)
      cutOff += before > 1 ? 1 : 0
      await advance(standby, (await timeAt(holder)) + minute)
      await holder.kill()
      await post(standby, '/api/practice/clock', { speed })
      holder = standby
      standby = await start(turn % 2)
    }
    const over = await until(read, ({ state }) => state === 'done', 120_000 + recipients * 1_000)

    expect(cutOff).toBeGreaterThan(0)
    const { counts, excluded } = over
    expect(counts).toMatchObject({ planned: 0, released: 0, failed: 0, check: 0, excluded: 1 })
    expect(counts.accepted + counts.delivered + counts.read).toBe(recipients - 1)
    expect(excluded).toContainEqual({ reason: 'no_consent', count: 1 })
    const received = await store.read
      .selectFrom('practice_messages')
      .select(['phone', 'text'])
      .where('direction', '=', 'received')
      .execute()
    expect(received.map((one) => one.phone).sort()).toEqual(
      Array.from({ length: recipients - 1 }, (_, n) => phone(n + 1)).sort(),
    )
    expect(received.every((one) => one.text.includes('Rosa') && one.text.endsWith('BAJA.'))).toBe(true)
    const sent = (await store.read.selectFrom('line_sends').select('at').orderBy('at').execute()).map(({ at }) => at)
    expect(mostWithin(sent, minute)).toBeLessThanOrEqual(5)
    expect(mostWithin(sent, 60 * minute)).toBeLessThanOrEqual(100)
    await store.close()
    expect(await Promise.all([holder.stop(), standby.stop()])).toEqual([0, 0])
    await remove()
  })
})

/** The most of the times that fall in any stretch of `window` milliseconds. */
const mostWithin = (times: readonly number[], window: number) =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + window).length))
