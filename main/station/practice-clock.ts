import type { ClockChange, PracticeClock } from '../../contract/practice.ts'
import type { Clock } from './needs.ts'

type Timer = { readonly due: number; readonly work: () => void; cancel: () => void }

/** Between two looks at what is due, in milliseconds of the machine, however fast the clock runs. */
const finest = 4

/**
 * The clock of a practice town: the machine's, until somebody makes it run faster or go on. Timers follow it. `ahead` is
 * how far it was when the town was closed, in milliseconds.
 */
export function practiceClock(machine: Clock, ahead = 0) {
  let speed = 1
  let base = machine.now() + ahead
  let since = machine.now()
  const timers = new Set<Timer>()

  const now = () => Math.round(base + (machine.now() - since) * speed)
  const set = (time: number) => {
    base = time
    since = machine.now()
  }

  const arm = (timer: Timer) => {
    const left = Math.max(0, timer.due - now()) / speed
    timer.cancel = machine.after(speed === 1 ? left : Math.max(finest, left), () => {
      timers.delete(timer)
      timer.work()
    })
  }

  const armAll = () => {
    for (const timer of timers) {
      timer.cancel()
      arm(timer)
    }
  }

  const clock: Clock = {
    now,
    after(ms, work) {
      const timer: Timer = { due: now() + ms, work, cancel: () => undefined }
      timers.add(timer)
      arm(timer)
      return () => {
        timers.delete(timer)
        timer.cancel()
      }
    },
  }

  return {
    clock,
    read: (): PracticeClock => ({ now: now(), speed }),
    /** How far it is ahead of the machine, in milliseconds. */
    ahead: () => now() - machine.now(),
    change(change: ClockChange): PracticeClock {
      set(now() + ('advance' in change ? change.advance : 0))
      if ('speed' in change) speed = change.speed
      armAll()
      return { now: now(), speed }
    },
  }
}

export type PracticeTime = ReturnType<typeof practiceClock>
