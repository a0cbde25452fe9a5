import { DateTime } from 'luxon'

/** How fast a channel may speak. */
export type Pace = {
  /** Answers in any 60 seconds; Infinity where nobody can be harmed. */
  readonly perMinute: number
  /** Milliseconds between two automatic messages in one conversation. */
  readonly chatSpacing: number
  /** Milliseconds an automatic answer waits for what else the citizen writes in one go; 0 reads every message alone. */
  readonly burstWindow: number
  /** Messages claimed at once: 1 wherever each must be weighed again. */
  readonly batch: number
}

/**
 * Every pacing number of the product. A linked device answers at most 8 times a minute, 2 s apart in one chat:
 * practitioners' conservative figures, nobody outside Meta knows the real ones. The practice town cannot be harmed.
 */
export const paces = {
  practice: { perMinute: Number.POSITIVE_INFINITY, chatSpacing: 0, burstWindow: 400, batch: 16 },
  webjs: { perMinute: 8, chatSpacing: 2000, burstWindow: 3000, batch: 1 },
  cloud: { perMinute: 60, chatSpacing: 1000, burstWindow: 3000, batch: 8 },
} as const satisfies Record<string, Pace>

const hour = 3_600_000

/** How much a line may say after a restriction: milliseconds since it speaks again, and answers a minute until then. */
const ramp = [
  { until: hour, perMinute: 1 },
  { until: 6 * hour, perMinute: 2 },
  { until: 24 * hour, perMinute: 4 },
] as const

/** A line that speaks again after a restriction begins slowly; `resumedAt` is null when it never had one. */
export function paceAfter(pace: Pace, resumedAt: number | null, now: number): Pace {
  if (resumedAt === null || pace.perMinute === Number.POSITIVE_INFINITY) return pace
  const step = ramp.find(({ until }) => now - resumedAt < until)
  return step ? { ...pace, perMinute: Math.min(pace.perMinute, step.perMinute) } : pace
}

/** The stretch of time, in milliseconds, in which sends are counted. */
export const paceWindow = 60_000

export type Allowance = { readonly count: number; readonly retryAt: number }

/** How many may leave now, given when the last ones left (oldest first), and if none, when to ask again. */
export function allowance(pace: Pace, sentAt: readonly number[], now: number): Allowance {
  if (pace.perMinute === Number.POSITIVE_INFINITY) return { count: pace.batch, retryAt: now }
  const recent = sentAt.filter((at) => at > now - paceWindow && at <= now)
  const free = pace.perMinute - recent.length
  if (free > 0) return { count: Math.min(pace.batch, free), retryAt: now }
  return { count: 0, retryAt: (recent[recent.length - pace.perMinute] ?? now) + paceWindow }
}

/** What is still worth remembering of past sends. */
export const forgetOld = (sentAt: readonly number[], now: number) => sentAt.filter((at) => at > now - paceWindow)

/** When a citizen who is not waiting for us may be written to: from 9 to 21 h in the town. */
export function isDaytime(now: number, timeZone: string): boolean {
  const { hour } = DateTime.fromMillis(now, { zone: timeZone })
  return hour >= 9 && hour < 21
}

/** The town's last midnight, epoch milliseconds. */
export const dayStart = (now: number, timeZone: string) =>
  DateTime.fromMillis(now, { zone: timeZone }).startOf('day').toMillis()
