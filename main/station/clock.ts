import type { Clock } from './needs.ts'

/** The clock of the machine. */
export const systemClock = (): Clock => ({
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, Math.min(ms, 2 ** 31 - 1))
    return () => clearTimeout(timer)
  },
})
