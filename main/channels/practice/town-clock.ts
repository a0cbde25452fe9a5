import type { Speed } from '../../../contract/practice.ts'
import type { Clock } from '../../station/needs.ts'

/**
 * The time of the town, in milliseconds since it began: it stands still at `manual`, runs as many times faster than
 * the clock as the speed says, and at `max` jumps from one moment in which something happens to the next.
 */
export function townClock(clock: Clock) {
  let speed: Speed = 'manual'
  let base = 0
  let since = clock.now()
  const rate = () => (typeof speed === 'number' ? speed : 0)
  const now = () => base + (clock.now() - since) * rate()
  const set = (time: number) => {
    base = time
    since = clock.now()
  }
  return {
    now,
    /** Makes it `time` now. */
    set,
    setSpeed(next: Speed) {
      set(now())
      speed = next
    },
    /** Milliseconds of the clock until the town's time is `time`; null when it never will be by itself. */
    until: (time: number): number | null => (rate() === 0 ? null : Math.max(0, Math.ceil((time - now()) / rate()))),
  }
}

export type TownClock = ReturnType<typeof townClock>
