import type { PageStatus } from './page.ts'
import { limits } from './rules.ts'

/** What was seen of one document on its way to ready; times are epoch milliseconds. */
export type Waiting = {
  readonly syncedAt: number | null
  readonly nudgedAt: number | null
}

export const nothingSeen: Waiting = { syncedAt: null, nudgedAt: null }

export type Verdict = { readonly waiting: Waiting; readonly act: 'wait' | 'nudge' | 'give_up' }

/**
 * A sync that ended before anybody listened is never told again: after a moment the page is nudged, once, and if that
 * does not help either, the browser starts afresh.
 */
export function watch(waiting: Waiting, page: PageStatus | null, now: number): Verdict {
  if (!page?.hasSynced) return { waiting, act: 'wait' }
  const syncedAt = waiting.syncedAt ?? now
  const seen = { ...waiting, syncedAt }
  if (waiting.nudgedAt === null) {
    if (now - syncedAt < limits.nudgeAfter) return { waiting: seen, act: 'wait' }
    return { waiting: { ...seen, nudgedAt: now }, act: 'nudge' }
  }
  return { waiting: seen, act: now - waiting.nudgedAt > limits.readyAfterNudge ? 'give_up' : 'wait' }
}
