import type { Reader, Writer } from '../store/store.ts'
import { capsAt, type LineHistory, notAfter, onDay, paced } from './allowance-rules.ts'
import { type Brake, released } from './brake-rules.ts'
import { drawUntilRest } from './gap-rules.ts'
import type { LineSafetyNeeds } from './needs.ts'
import { hour } from './policy.ts'
import { type ChannelKind, type LinePolicy, policyOf } from './policy-rules.ts'
import {
  type BrakeRow,
  brakeOf,
  type DayRow,
  lineById,
  newestDay,
  paceOf,
  pullBack,
  putBrake,
  putDay,
  putPace,
  sentSince,
  storedSettings,
} from './safety-queries.ts'
import type { LineRules } from './simulation-rules.ts'
import { speakingHours } from './speaking-rules.ts'

export type Remembered = { readonly history: LineHistory; readonly rules: LineRules & { readonly policy: LinePolicy } }

type Compiled = { readonly key: string; readonly days: object; readonly rules: LineRules }

const brakeFrom = ({ line_id: _, not_before, resumed_at, red_at, ...row }: BrakeRow): Brake => ({
  ...row,
  breaker: row.breaker as Brake['breaker'],
  until: not_before,
  resumedAt: resumed_at,
  redAt: red_at,
})

const rowOf = (line_id: string, { until, resumedAt, redAt, ...brake }: Brake): BrakeRow => ({
  ...{ line_id, ...brake },
  not_before: until,
  resumed_at: resumedAt,
  red_at: redAt,
})

/** What a line remembers is in the store: it survives a restart and goes with the line to another station. */
export function lineMemory({ town, days, random }: Pick<LineSafetyNeeds, 'town' | 'days' | 'random'>) {
  const compiled = new Map<string, Compiled>()

  /** The rules that hold a line now, worked out once for each change of the town or its settings. */
  const rulesOf = async (db: Reader | Writer, lineId: string, kind: ChannelKind): Promise<LineRules> => {
    const [settings, now, { timeZone }] = [await storedSettings(db), await days(), await town()]
    const key = JSON.stringify([kind, timeZone, settings])
    const known = compiled.get(lineId)
    if (known?.key === key && known.days === now) return known.rules
    const policy = policyOf(kind, settings)
    const rules = { policy, hours: speakingHours(policy, { timeZone, isOpenDay: (day) => now.isOpenDay(day) }) }
    compiled.set(lineId, { key, days: now, rules })
    return rules
  }

  const dayFrom = ({ line_id: _, day, allowed: __, ...row }: DayRow) => ({ key: day, ...row })

  const stored = async (db: Reader | Writer, lineId: string, now: number): Promise<Remembered> => {
    const [line] = await lineById(db, { lineId })
    if (!line) throw new Error('a line is gone')
    const rules = await rulesOf(db, lineId, line.channel)
    const [pace] = await paceOf(db, { lineId })
    const [brake] = await brakeOf(db, { lineId })
    const [day] = await newestDay(db, { lineId })
    const sentAt = (await sentSince(db, { lineId, since: now - hour })).map(({ at }) => at)
    const first = { key: rules.hours.dayAt(line.created_at).key, at: line.created_at }
    const history: LineHistory = {
      sentAt,
      day: day ? dayFrom(day) : { ...first, step: rules.policy.firstStep, sent: 0, worst: 'green' },
      last: pace?.last_at ? { at: pace.last_at, gap: pace.gap, rest: pace.rest } : null,
      untilRest: pace?.until_rest ?? drawUntilRest(random),
      brake: brake ? brakeFrom(brake) : released(line.created_at),
      connectedAt: pace?.connected_at ?? null,
    }
    return { history, rules }
  }

  const asOf = ({ history, rules }: Remembered, now: number): Remembered => ({
    history: onDay(notAfter(history, now), rules.policy, rules.hours, now),
    rules,
  })

  return {
    /** All that the rules look at, as of `now`. */
    async recall(db: Reader | Writer, lineId: string, now: number): Promise<Remembered> {
      return asOf(await stored(db, lineId, now), now)
    },

    /**
     * As `recall`, for who holds the line and is about to start something. A clock that was set back makes the past
     * recent, and that is written down: only then is it a moment longer ago when it is asked again.
     */
    async recallHolding(tx: Writer, lineId: string, now: number): Promise<Remembered> {
      const found = await stored(tx, lineId, now)
      const past = notAfter(found.history, now)
      if (past !== found.history) {
        await pullBack(tx, lineId, now)
        await putPace(tx, paceRow(lineId, past))
      }
      return asOf(found, now)
    },

    /** One more of this kind leaves now. */
    async noteSend(tx: Writer, lineId: string, { history, rules }: Remembered, now: number): Promise<void> {
      const next = { ...paced(history, rules.policy, rules.hours, random, now), sentAt: [] }
      await putPace(tx, paceRow(lineId, next))
      await putDay(tx, dayRow(lineId, next, rules.policy, now))
    },

    async noteConnected(tx: Writer, lineId: string, { history }: Remembered, now: number): Promise<void> {
      await putPace(tx, paceRow(lineId, { ...history, connectedAt: now }))
    },

    async noteBrake(tx: Writer, lineId: string, { history, rules }: Remembered, now: number): Promise<void> {
      await putBrake(tx, rowOf(lineId, history.brake))
      await putDay(tx, dayRow(lineId, history, rules.policy, now))
    },
  }
}

export type LineMemory = ReturnType<typeof lineMemory>

const paceRow = (line_id: string, { last, untilRest, connectedAt }: Omit<LineHistory, 'sentAt'>) => ({
  line_id,
  last_at: last?.at ?? null,
  gap: last?.gap ?? 0,
  rest: last?.rest ?? 0,
  until_rest: untilRest,
  connected_at: connectedAt,
})

const dayRow = (line_id: string, history: LineHistory, policy: LinePolicy, now: number): DayRow => {
  const { key, ...day } = history.day
  return { line_id, day: key, ...day, allowed: capsAt(history, policy, now).perDay }
}
