import type { Clock } from '../../station/needs.ts'

/** Timers by name: setting one again moves it. */
export function namedTimers(clock: Clock) {
  const timers = new Map<string, () => void>()
  const cancel = (name: string) => {
    timers.get(name)?.()
    timers.delete(name)
  }
  return {
    set(name: string, ms: number, work: () => void): void {
      cancel(name)
      timers.set(name, clock.after(ms, work))
    },
    cancel,
    cancelAll(): void {
      for (const name of [...timers.keys()]) cancel(name)
    },
  }
}
