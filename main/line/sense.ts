import type { Reader, Writer } from '../store/store.ts'
import { kindOf, townStartedAllowance } from './allowance-rules.ts'
import { type CitizenWord, citizenAllowance } from './citizen-rules.ts'
import { forecast } from './forecast-rules.ts'
import { countedSends } from './gate.ts'
import type { LineMemory } from './memory.ts'
import type { LineSafetyNeeds } from './needs.ts'
import { broadcastsInFlight, firstLook, tooSlowAfter } from './policy.ts'
import { sendsTo } from './safety-queries.ts'
import type { Run } from './turn-rules.ts'

/** What the line says of one citizen: not before, or not at all (`until` null). */
export type LineWord = { readonly reason: 'frequency' | 'silent' | 'not_on_whatsapp'; readonly until: number | null }

function wordFrom(word: CitizenWord): LineWord | null {
  if (word.ok) return null
  return word.limit === 'silent' ? { reason: 'silent', until: null } : { reason: 'frequency', until: word.until }
}

/** How much the line bears, for whoever plans to start something. The gate has the last word all the same. */
export function lineSense({ store, clock }: Pick<LineSafetyNeeds, 'store' | 'clock'>, memory: LineMemory) {
  return {
    look: { share: firstLook.share, waitMs: firstLook.wait, smallest: firstLook.smallest },
    /** A plan that takes longer, in milliseconds, is one for the official API. */
    tooSlowAfter,
    /** The most of broadcasts that stand in the outbox at once. */
    inFlight: () => broadcastsInFlight,

    /** Asked by who holds the line. */
    async allowance(tx: Writer, of: { readonly lineId: string; readonly emergency: boolean }, now: number) {
      const { history, rules } = await memory.recallHolding(tx, of.lineId, now)
      return townStartedAllowance(history, rules.policy, rules.hours, of.emergency ? 'emergency' : 'notice', now)
    },

    /** Whom the line would not write to now, among these; who is not named may be. Who never wrote is not judged here. */
    async wordOn(
      db: Reader | Writer,
      of: { readonly lineId: string; readonly purpose: string; readonly citizenIds: readonly string[] },
      now: number,
    ): Promise<ReadonlyMap<string, LineWord>> {
      if (of.citizenIds.length === 0) return new Map()
      const { rules } = await memory.recall(db, of.lineId, now)
      const kind = kindOf({ purpose: of.purpose, exceptionId: null })
      const bySomebody = Map.groupBy(await sendsTo(db, of.lineId, of.citizenIds), ({ citizen_id }) => citizen_id)
      const words = new Map<string, LineWord>()
      for (const [citizenId, rows] of bySomebody) {
        const sends = countedSends(rows.filter(({ failure }) => failure === null))
        const word =
          rows[0]?.failure === 'not_on_whatsapp'
            ? ({ reason: 'not_on_whatsapp', until: null } as const)
            : kind !== 'follow_up' &&
              wordFrom(citizenAllowance({ wroteFirst: true, sends }, rules.policy, rules.hours, kind, now))
        if (word) words.set(citizenId, word)
      }
      return words
    },

    async plan({
      lineId,
      run,
      others,
    }: {
      readonly lineId: string
      readonly run: Run
      readonly others: readonly Run[]
    }) {
      const now = clock.now()
      const { history, rules } = await memory.recall(store.read, lineId, now)
      return forecast(run, history, rules, { now, others })
    },

    /** Nothing is wrong with it: a broadcast may go on after its first few. */
    async isGreen(lineId: string, now: number): Promise<boolean> {
      return (await memory.recall(store.read, lineId, now)).history.brake.level === 'green'
    },
  }
}

export type LineSense = ReturnType<typeof lineSense>
