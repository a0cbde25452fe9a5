import type { ClockChange, PracticeClock } from '../../contract/practice.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from './needs.ts'
import { practiceClock } from './practice-clock.ts'
import { putAhead, storedAhead } from './practice-time-queries.ts'

/** The clock of a practice town as it was left; it begins at the machine's own speed again. */
export async function practiceTime(machine: Clock, store: Store) {
  const time = practiceClock(machine, await storedAhead(store.read))
  let kept = time.ahead()

  /** Writes down where it is, so that the next life of the station does not go back in time. */
  const keep = async (): Promise<void> => {
    const ahead = time.ahead()
    if (ahead === kept) return
    await store.transaction((tx) => putAhead(tx, ahead, machine.now()))
    kept = ahead
  }

  return {
    clock: time.clock,
    read: time.read,
    keep,
    async change(change: ClockChange): Promise<PracticeClock> {
      time.change(change)
      await keep()
      return time.read()
    },
  }
}
