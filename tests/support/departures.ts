import type { Store } from '../../main/store/store.ts'

/** A message of a broadcast that reached a phone. */
export type Departure = {
  readonly phone: string
  /** When the line let it leave, by the clock of its station. */
  readonly at: number
  /** The same moment on a clock that was never set back. */
  readonly elapsed: number
}

/**
 * What left, read off the far side's own rows while it happens. A station that begins with a clock behind the last send
 * begins, as far as anybody can prove, right after that send: its times are shifted by as much.
 */
export function departures() {
  const all: Departure[] = []
  let seen = 0
  let shift = 0
  return {
    all,
    /** Adds what reached phones since the last look; returns it. */
    async look(store: Store): Promise<readonly Departure[]> {
      const rows = await store.read
        .selectFrom('practice_messages as p')
        .innerJoin('outbox as o', 'o.provider_id', 'p.id')
        .innerJoin('line_sends as s', 's.outbox_id', 'o.id')
        .select(['p.seq', 'p.phone', 's.at'])
        .where('p.direction', '=', 'received')
        .where('p.seq', '>', seen)
        .orderBy('p.seq')
        .execute()
      const fresh = rows.map(({ phone, at }) => ({ phone, at, elapsed: at + shift }))
      seen = rows.at(-1)?.seq ?? seen
      all.push(...fresh)
      return fresh
    },
    /** From now on a station sends whose clock said `now` when it began. */
    begins(now: number): void {
      shift = Math.max(shift, (all.at(-1)?.elapsed ?? 0) - now)
    },
  }
}

export type Departures = ReturnType<typeof departures>

/** The most of the times, which are in order, that fall in any stretch of `window` milliseconds. */
export function mostWithin(times: readonly number[], window: number): number {
  let [first, most] = [0, 0]
  for (const [last, at] of times.entries()) {
    while (at - (times[first] ?? at) >= window) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** The shortest time between two that follow each other; infinity for fewer than two. */
export const shortestGap = (times: readonly number[]): number =>
  times.reduce((least, at, place) => Math.min(least, at - (times[place - 1] ?? Number.NEGATIVE_INFINITY)), Infinity)
