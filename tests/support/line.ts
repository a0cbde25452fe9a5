import type { LineSettings } from '../../contract/line-safety.ts'
import type { LineHistory } from '../../main/line/allowance-rules.ts'
import { released } from '../../main/line/brake-rules.ts'
import { policyOf } from '../../main/line/policy-rules.ts'
import { speakingHours } from '../../main/line/speaking-rules.ts'

/** A generator of chances from a seed: the same run again when a property fails. */
export function seededChances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Monday 2 March 2026, 10:00 in Madrid. */
export const mondayMorning = Date.UTC(2026, 2, 2, 9, 0, 0)

/** The rules of a linked device as they are shipped, in a town without feasts unless given. */
export function linkedLine(
  town: { timeZone?: string; closed?: readonly string[]; summer?: LineSettings['summer'] } = {},
) {
  const policy = { ...policyOf('webjs', null), summer: town.summer ?? null }
  const closed = new Set(town.closed)
  const isOpenDay = (day: string) => !closed.has(day)
  const hours = speakingHours(policy, { timeZone: town.timeZone ?? 'Europe/Madrid', isOpenDay })
  return { policy, hours }
}

/** A line that has sent nothing yet, on a step of its warm-up: the last one unless given. */
export function lineHistory(now: number, changed: Partial<LineHistory> & { readonly step?: number } = {}): LineHistory {
  const { policy, hours } = linkedLine()
  const { step = policy.steps.length - 1, ...rest } = changed
  return {
    sentAt: [],
    day: { key: hours.dayAt(now).key, step, sent: 0, worst: 'green', at: now },
    last: null,
    untilRest: 25,
    brake: released(now),
    connectedAt: null,
    ...rest,
  }
}
