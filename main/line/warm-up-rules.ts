import type { BrakeLevel } from '../../contract/line-safety.ts'
import { warmUpRules, whole } from './policy.ts'
import { capsOf, type LinePolicy } from './policy-rules.ts'
import type { SpeakingHours } from './speaking-rules.ts'

/** A day of a line as far as its warm-up goes. */
export type LineDay = {
  /** `YYYY-MM-DD` in the town. */
  readonly key: string
  readonly step: number
  readonly sent: number
  /** The worst that the brake showed that day. */
  readonly worst: BrakeLevel
  /** When the step was last worked out, epoch milliseconds. */
  readonly at: number
}

/** What notices may take of a day's budget; the rest is kept for emergencies. */
export const ordinaryBudget = (perDay: number, policy: Pick<LinePolicy, 'reserve'>): number =>
  perDay - Math.ceil((perDay * policy.reserve) / whole)

/** Sends of a day after which the next may be a step further. */
export const usedFor = (policy: LinePolicy, step: number): number =>
  Math.ceil(ordinaryBudget(capsOf(policy, step).perDay, policy) * warmUpRules.usedShare)

const within = (policy: LinePolicy, step: number) => Math.min(policy.steps.length - 1, Math.max(0, step))

/** A day that was green and used leads a step further; days on which nothing may leave pass by themselves. */
const stepAfter = (day: LineDay, policy: LinePolicy): number =>
  within(policy, day.worst === 'green' && day.sent >= usedFor(policy, day.step) ? day.step + 1 : day.step)

const stepDown = (step: number, drops: number, policy: LinePolicy): number =>
  Math.min(step, Math.max(policy.floor, step - drops))

/** The step after the brake went red. */
export const stepAfterRed = (step: number, policy: LinePolicy): number => stepDown(step, warmUpRules.redDrops, policy)

/** How often the line has been idle for long enough between two looks at it. */
function idleSpells(lastSentAt: number | null, before: number, now: number): number {
  if (lastSentAt === null) return 0
  const spells = (until: number) => Math.max(0, Math.floor((until - lastSentAt) / warmUpRules.idle))
  return Math.max(0, spells(now) - spells(before))
}

/** The day of `now`: the one given while it lasts, else the next one with the step that its past allows. */
export function dayOf(
  day: LineDay,
  { policy, hours, lastSentAt }: { policy: LinePolicy; hours: SpeakingHours; lastSentAt: number | null },
  now: number,
): LineDay {
  const today = hours.dayAt(now)
  // A clock that was set back stays in the later day: nothing is counted twice into a new one.
  if (today.key <= day.key) return day
  let step = stepAfter(day, policy)
  for (
    let at = day.at;
    capsOf(policy, step).perDay === 0 && hours.dayAt(at).end < today.start;
    at = hours.dayAt(at).end
  )
    step = within(policy, step + 1)
  const cooled = stepDown(step, idleSpells(lastSentAt, day.at, now) * warmUpRules.idleDrops, policy)
  return { key: today.key, step: cooled, sent: 0, worst: 'green', at: now }
}
