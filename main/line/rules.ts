import { type Pace, paceWindow, restrictionRamp } from './policy.ts'

/** A line that speaks again after a restriction begins slowly; `resumedAt` is null when it never had one. */
export function paceAfter(pace: Pace, resumedAt: number | null, now: number): Pace {
  if (resumedAt === null || pace.perMinute === Number.POSITIVE_INFINITY) return pace
  const step = restrictionRamp.find(({ until }) => now - resumedAt < until)
  return step ? { ...pace, perMinute: Math.min(pace.perMinute, step.perMinute) } : pace
}

export type Allowance = { readonly count: number; readonly retryAt: number }

/** How many answers may leave now, given when the last ones left (oldest first), and if none, when to ask again. */
export function allowance(pace: Pace, sentAt: readonly number[], now: number): Allowance {
  if (pace.perMinute === Number.POSITIVE_INFINITY) return { count: pace.batch, retryAt: now }
  const recent = sentAt.filter((at) => at > now - paceWindow && at <= now)
  const free = pace.perMinute - recent.length
  if (free > 0) return { count: Math.min(pace.batch, free), retryAt: now }
  return { count: 0, retryAt: (recent[recent.length - pace.perMinute] ?? now) + paceWindow }
}

/** What is still worth remembering of past answers. */
export const forgetOld = (sentAt: readonly number[], now: number) => sentAt.filter((at) => at > now - paceWindow)
