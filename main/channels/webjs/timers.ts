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

/** Does `work` every `ms` milliseconds from `begin` to `end`. */
export function repeating(clock: Clock, ms: number, work: () => void) {
  let cancel: (() => void) | null = null
  const again = () => {
    cancel = clock.after(ms, () => {
      again()
      work()
    })
  }
  const end = () => {
    cancel?.()
    cancel = null
  }
  return {
    begin(): void {
      end()
      again()
    },
    end,
  }
}
