import { useQuery } from '@tanstack/react-query'
import { useStation } from '../../client/react.tsx'

/** From and to, epoch ms, in order and apart. */
export type OpenIntervals = readonly (readonly [number, number])[]

/** When the office was and will be open, known from one moment to another; `open` is null in a town without hours. */
export type Openings = { readonly from: number; readonly to: number; readonly open: OpenIntervals | null }

/**
 * Milliseconds of opening that passed between two moments: every one of them in a town without hours, and outside what is
 * known, so that nobody waits unseen.
 */
export function openTime(openings: Openings | null, since: number, now: number): number {
  if (now <= since) return 0
  if (!openings?.open) return now - since
  const known = openings.open.reduce((sum, [from, to]) => sum + overlap(from, to, since, now), 0)
  return known + overlap(since, now, Number.NEGATIVE_INFINITY, openings.from) + overlap(since, now, openings.to, now)
}

const overlap = (from: number, to: number, since: number, now: number) =>
  Math.max(0, Math.min(to, now) - Math.max(from, since))

const sixHours = 6 * 3_600_000

/** How long somebody has waited in open time, epoch ms in and ms out; in real time until the calendar is known. */
export function useOpenings(): Openings | null {
  const { api } = useStation()
  return useQuery(api.calendar.intervals.queryOptions({ refetchInterval: sixHours })).data ?? null
}
