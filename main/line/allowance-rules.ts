import type { LimitName } from '../../contract/line-safety.ts'
import { type Brake, shareOf } from './brake-rules.ts'
import { drawGap, type Random } from './gap-rules.ts'
import { followUpPurpose, hour, minute, paceShares, urgentPurposes } from './policy.ts'
import { capsOf, isWarming, type LinePolicy } from './policy-rules.ts'
import type { SpeakingHours, When } from './speaking-rules.ts'
import { dayOf, type LineDay, ordinaryBudget } from './warm-up-rules.ts'

/** What the town starts, by what it may: an emergency leaves at any time, and like the urgent takes from the reserve. */
export type Kind = 'notice' | 'urgent' | 'emergency'

/** All that the rules look at of what a line did. */
export type LineHistory = {
  /** When the town-started sends of the last hour left, oldest first, epoch milliseconds. */
  readonly sentAt: readonly number[]
  readonly day: LineDay
  /** The newest town-started send, and what was drawn to follow it, in milliseconds. */
  readonly last: { readonly at: number; readonly gap: number; readonly rest: number } | null
  /** Sends until the next rest. */
  readonly untilRest: number
  readonly brake: Brake
  /** Since when the line is connected; null where that says nothing. */
  readonly connectedAt: number | null
}

export type Refusal = { readonly ok: false; readonly until: number; readonly limit: LimitName }
export type Word = { readonly ok: true } | Refusal

const yes: Word = { ok: true }
const no = (limit: LimitName, until: number): Refusal => ({ ok: false, until, limit })

const when: Readonly<Record<Kind, When>> = {
  notice: 'notices',
  urgent: 'notices',
  emergency: 'always',
}

/**
 * What a message is, by what it says of itself. `follow_up` follows from what the citizen asked for: it leaves at the
 * pace of answers, and only the brake holds it.
 */
export function kindOf(message: { readonly purpose: string; readonly exceptionId: string | null }): Kind | 'follow_up' {
  if (message.exceptionId !== null) return 'emergency'
  if (message.purpose === followUpPurpose) return 'follow_up'
  return urgentPurposes.has(message.purpose) ? 'urgent' : 'notice'
}

/** Whether a kind may take what is kept for emergencies. */
const takesReserve = (kind: Kind) => kind === 'emergency' || kind === 'urgent'

/** The history on the day of `now`. */
export function onDay(history: LineHistory, policy: LinePolicy, hours: SpeakingHours, now: number): LineHistory {
  const day = dayOf(history.day, { policy, hours, lastSentAt: history.last?.at ?? null }, now)
  return day === history.day ? history : { ...history, day }
}

/** What nothing happened later than: a clock that was set back makes the past recent, never the future. */
export function notAfter(history: LineHistory, now: number): LineHistory {
  const { last, sentAt, connectedAt } = history
  if ((last?.at ?? 0) <= now && (connectedAt ?? 0) <= now && (sentAt.at(-1) ?? 0) <= now) return history
  return {
    ...history,
    sentAt: sentAt.map((at) => Math.min(at, now)),
    last: last && { ...last, at: Math.min(last.at, now) },
    connectedAt: connectedAt === null ? null : Math.min(connectedAt, now),
  }
}

export type Caps = {
  readonly perMinute: number
  readonly perHour: number
  readonly perDay: number
  readonly share: number
}

/** What a line may start now: its step of the warm-up, less what the brake and a new connection take. */
export function capsAt({ day, brake, connectedAt }: LineHistory, policy: LinePolicy, now: number): Caps {
  const caps = capsOf(policy, day.step)
  const braked = shareOf(brake, now)
  const back = connectedAt === null ? 1 : (now - connectedAt) / paceShares.reconnectedOver
  const share = Math.min(braked, Math.max(back, paceShares.reconnected))
  if (share >= 1) return { ...caps, share: 1 }
  const some = (most: number, of: number) => (most === 0 ? 0 : Math.max(1, Math.floor(most * of)))
  return {
    perMinute: some(caps.perMinute, share),
    perHour: some(caps.perHour, braked),
    perDay: some(caps.perDay, braked),
    share,
  }
}

const budgetOf = (caps: Caps, policy: LinePolicy, kind: Kind) =>
  takesReserve(kind) ? caps.perDay : ordinaryBudget(caps.perDay, policy)

/** What of the day binds: its step of the warm-up, what is kept for emergencies, or all of it. */
function dayLimit(history: LineHistory, policy: LinePolicy, caps: Caps, kind: Kind): LimitName | null {
  const { step, sent } = history.day
  if (sent < budgetOf(caps, policy, kind)) return null
  if (isWarming(policy, step)) return 'warm_up'
  return sent < caps.perDay ? 'reserve' : 'day'
}

/** When the oldest of the last `most` sends is `window` ago. */
function freeAt(sentAt: readonly number[], most: number, window: number): number {
  const oldest = sentAt[sentAt.length - most]
  return oldest === undefined ? 0 : oldest + window
}

/**
 * Whether the town may start one more message now; if not, the limit that binds and when to ask again, epoch
 * milliseconds. Asked again then, another limit may bind.
 */
export function townStartedAllowance(
  before: LineHistory,
  policy: LinePolicy,
  hours: SpeakingHours,
  kind: Kind,
  now: number,
): Word {
  const history = onDay(notAfter(before, now), policy, hours, now)
  const { brake, last, sentAt } = history
  if (brake.level === 'red') return no('brake', Math.max(brake.until ?? 0, now + hour))
  const opens = hours.opensAt(when[kind], now)
  if (opens > now) return no('quiet_hours', opens)
  const caps = capsAt(history, policy, now)
  const spent = dayLimit(history, policy, caps, kind)
  if (spent) return no(spent, hours.dayAt(now).end)
  const inHour = freeAt(sentAt, caps.perHour, hour)
  if (inHour > now) return no('hour', inHour)
  const inMinute = freeAt(sentAt, caps.perMinute, minute)
  const after = last ? last.at + last.gap / caps.share + last.rest : 0
  if (Math.max(inMinute, after) <= now) return yes
  if (inMinute >= after) return no('minute', inMinute)
  return no(last && last.rest > 0 ? 'rest' : 'gap', Math.ceil(after))
}

/** What is drawn to follow a send at `now`, and its place in the day; the list of sends is the caller's. */
export function paced(
  before: LineHistory,
  policy: LinePolicy,
  hours: SpeakingHours,
  random: Random,
  now: number,
): Omit<LineHistory, 'sentAt'> {
  const { day, brake, connectedAt, untilRest } = onDay(notAfter(before, now), policy, hours, now)
  const { gap, rest, untilRest: next } = drawGap(policy, untilRest, random)
  return { day: { ...day, sent: day.sent + 1 }, brake, connectedAt, last: { at: now, gap, rest }, untilRest: next }
}

/** The history after a send at `now`. */
export function afterSend(
  before: LineHistory,
  policy: LinePolicy,
  hours: SpeakingHours,
  random: Random,
  now: number,
): LineHistory {
  const sentAt = notAfter(before, now).sentAt.filter((at) => at > now - hour)
  return { ...paced(before, policy, hours, random, now), sentAt: [...sentAt, now] }
}

/** What is left of a day for emergencies. */
export const leftForEmergencies = (history: LineHistory, policy: LinePolicy, now: number): number =>
  Math.max(0, capsAt(history, policy, now).perDay - history.day.sent)

/** What a day's notices may take in all. */
export const noticesOf = (history: LineHistory, policy: LinePolicy, now: number): number =>
  ordinaryBudget(capsAt(history, policy, now).perDay, policy)
