import type { PlanForecast } from '../../contract/broadcast.ts'
import type { BroadcastNeeds, LineRun } from './needs.ts'
import { isTooSlow } from './rules.ts'

/** A broadcast that takes a part of the line's days, or would once it is resumed. */
export type Coming = {
  readonly id: string
  readonly title: string
  readonly state: 'running' | 'paused' | 'scheduled'
  /** Each of its times, the first one first. */
  readonly runs: readonly LineRun[]
}

/** The turns that a new one waits for: what is paused takes none. */
export const turnsOf = (coming: readonly Coming[]): readonly LineRun[] =>
  coming.flatMap(({ state, runs }) => (state === 'paused' ? [] : runs))

/** When a run leaves at the safe pace, and what it waits behind. */
export async function planOf(
  { line, clock }: Pick<BroadcastNeeds, 'line' | 'clock'>,
  { lineId, run, others }: { readonly lineId: string; readonly run: LineRun; readonly others: readonly Coming[] },
): Promise<PlanForecast> {
  const waitsFor = others.filter(({ id }) => id !== run.id)
  const { beginsAt, endsAt, behind, ...plan } = await line.plan({ lineId, run, others: turnsOf(waitsFor) })
  const startsAt = Math.max(clock.now(), run.restsUntil)
  const begins = behind.length > 0 ? (beginsAt ?? startsAt) : startsAt
  return {
    ...plan,
    recipients: run.left,
    startsAt,
    beginsAt,
    endsAt,
    behind: waitsFor.flatMap(({ id, title }) => (behind.includes(id) ? [{ id, title }] : [])),
    perDay: [...plan.perDay],
    // What waits for others is not slow by itself.
    tooSlow: run.left > 0 && isTooSlow(begins, endsAt),
  }
}
