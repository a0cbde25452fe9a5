import type { AppointmentService, Slot } from '../../contract/appointments.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { AppointmentsNeeds } from './needs.ts'
import { takenBetween } from './queries.ts'
import { dayOf, daysFrom, freeSeats, outOfTerms, slotsOn, startOfDay } from './rules.ts'

export type DayOfSlots = { readonly day: string; readonly open: boolean; readonly slots: readonly Slot[] }

const dayMs = 24 * 3_600_000

/** What can be booked, as it stands in `db`. */
export function offering({ clock, town, isOpenDay }: Pick<AppointmentsNeeds, 'clock' | 'town' | 'isOpenDay'>) {
  /** Free and full slots of `count` days; a closed day has none. */
  const days = async (
    db: Reader | Writer,
    service: AppointmentService,
    from: string,
    count: number,
  ): Promise<DayOfSlots[]> => {
    const { timeZone } = await town()
    const wanted = daysFrom(from, count)
    const [first = from] = wanted
    const start = startOfDay(first, timeZone)
    const taken = await takenBetween(db, { serviceId: service.id, from: start, to: start + (count + 1) * dayMs })
    const found: DayOfSlots[] = []
    for (const day of wanted) {
      const open = await isOpenDay(day)
      const slots = open ? slotsOn(service, day, timeZone) : []
      found.push({ day, open, slots: slots.map((slot) => ({ ...slot, free: freeSeats(slot, taken) })) })
    }
    return found
  }

  return {
    days,

    /** The next slots a citizen may book, from a moment on, by time. */
    async next(db: Reader | Writer, service: AppointmentService, from: number, limit: number): Promise<Slot[]> {
      const now = clock.now()
      const { timeZone } = await town()
      const found: Slot[] = []
      const begin = dayOf(Math.max(now, from), timeZone)
      for (const day of daysFrom(begin, service.daysAhead + 1)) {
        if (found.length >= limit) break
        const [today] = await days(db, service, day, 1)
        for (const slot of today?.slots ?? []) {
          const bookable = outOfTerms(service, slot.start, now, 'citizen') === null
          if (bookable && slot.start >= from && slot.free > 0) found.push(slot)
        }
      }
      return found.slice(0, limit)
    },
  }
}
