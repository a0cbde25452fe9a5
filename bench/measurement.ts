import { setImmediate } from 'node:timers/promises'
import type { Size } from './fill.ts'
import type { FilledTowns } from './filled-town.ts'
import type { Places } from './places.ts'

export type Verdict = 'kept' | 'missed' | 'no target'

/** One line of the table; every text is ready to be read. */
export type Row = {
  readonly what: string
  readonly measured: string
  readonly comparedWith: string
  /** How the measured compares with the limit or the peer; null where there is nothing to compare with. */
  readonly ratio: number | null
  readonly target: string
  readonly verdict: Verdict
}

export type Context = {
  readonly size: Size
  readonly places: Places
  readonly filled: FilledTowns
  /** Says on standard error what is being done. */
  readonly say: (text: string) => void
}

/** One thing we measure. What it needs and cannot have, it says in a row instead of failing. */
export type Measurement = { readonly name: string; run(context: Context): Promise<readonly Row[]> }

/** The value below which `share` (0–1) of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Work that never waits for the machine would keep this process from hearing that it shall end. */
export const breath = (): Promise<void> => setImmediate()

/** Milliseconds of every side in every round, the sides one after the other; a first round is not counted. */
export async function inTurn<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<unknown>>>,
): Promise<Readonly<Record<Side, readonly number[]>>> {
  const names = Object.keys(sides) as Side[]
  const took = Object.fromEntries(names.map((side) => [side, [] as number[]])) as Record<Side, number[]>
  // The first round compiles the code and fills the caches.
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of names) {
      await breath()
      const duration = await timed(sides[side])
      if (round > 0) took[side].push(duration)
    }
  }
  return took
}

/** How many in a second. */
export const rate = (count: number, milliseconds: number): string =>
  Math.round((count * 1000) / milliseconds).toLocaleString('en')

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`

/** How often a thing is measured, so that one turn taken by another program does not count. */
const tries = 3

/** Milliseconds that `work` takes: the middle one of three times in a row. */
export async function usuallyTakes(work: () => Promise<unknown>): Promise<number> {
  const durations: number[] = []
  while (durations.length < tries) durations.push(await timed(work))
  return median(durations)
}

/** As `usuallyTakes` for durations that were taken otherwise: of every three in a row the middle one. */
export function usual(durations: readonly number[]): readonly number[] {
  const groups = Array.from({ length: Math.floor(durations.length / tries) }, (_, group) => group * tries)
  return groups.map((from) => median(durations.slice(from, from + tries)))
}

/** A row of durations in milliseconds held against a limit for all but the slowest twentieth of them. */
export function latencyRow(what: string, durations: readonly number[], limit: number): Row {
  const p95 = percentile(durations, 0.95)
  return {
    what,
    measured: `p50 ${ms(median(durations))}, p95 ${ms(p95)}`,
    comparedWith: `limit ${limit} ms`,
    ratio: p95 / limit,
    target: `p95 < ${limit} ms`,
    verdict: p95 < limit ? 'kept' : 'missed',
  }
}

/** A row whose ratio to a peer must be at least so much. */
export const against = (least: number, row: Row): Row => ({
  ...row,
  target: `≥ ${least}`,
  verdict: row.ratio !== null && row.ratio >= least ? 'kept' : 'missed',
})

/** A row that only says why there is no number. */
export function absentRow(what: string, why: string): Row {
  return { what, measured: 'not measured', comparedWith: why, ratio: null, target: '–', verdict: 'no target' }
}
