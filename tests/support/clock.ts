import type { Clock } from '../../main/station/needs.ts'

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Moves on by `ms`, doing on the way what is due, in its order. Work that was started is given time to run. */
  advance(ms: number): Promise<void>
  /** How many pieces of work wait. */
  waiting(): number
}

type Timer = { readonly at: number; readonly order: number; readonly work: () => void }

export function manualClock(start = Date.UTC(2026, 2, 2, 8, 0, 0)): ManualClock {
  let now = start
  let order = 0
  const timers = new Set<Timer>()
  const next = (until: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0]
  return {
    now: () => now,
    after(ms, work) {
      order += 1
      const timer = { at: now + Math.max(0, ms), order, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(ms) {
      const until = now + ms
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer)
        now = timer.at
        timer.work()
        await settle()
      }
      now = until
      await settle()
    },
    waiting: () => timers.size,
  }
}

/** The clock of the machine, for what waits for the outside world. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    after(ms, work) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  }
}

/** The clock of the machine, set forward by as much as it is told to; timers run as ever. */
export function shiftedClock(): Clock & { jump(ms: number): void } {
  const machine = systemClock()
  let ahead = 0
  return {
    ...machine,
    now: () => machine.now() + ahead,
    jump(ms) {
      ahead += ms
    },
  }
}

/** Lets promises and I/O that are ready go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
