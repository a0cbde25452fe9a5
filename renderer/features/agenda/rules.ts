import { DateTime } from 'luxon'
import type { AppointmentService, Booking, Slot, WeeklySlots } from '../../../contract/appointments.ts'

const format = 'yyyy-MM-dd'
const utc = (day: string) => DateTime.fromFormat(day, format, { zone: 'utc' })

/** The town's day of a moment, `YYYY-MM-DD`. */
export const dayAt = (at: number, timeZone: string): string =>
  DateTime.fromMillis(at, { zone: timeZone }).toFormat(format)

export const isDay = (text: string | undefined): text is string => text !== undefined && utc(text).isValid

export const plusDays = (day: string, days: number): string => utc(day).plus({ days }).toFormat(format)

export const mondayOf = (day: string): string => utc(day).startOf('week').toFormat(format)

export const weekOf = (day: string): readonly string[] =>
  Array.from({ length: 7 }, (_, days) => plusDays(mondayOf(day), days))

/** Noon of a day as a console with any clock shows it. */
export const noonOf = (day: string, timeZone: string): number =>
  DateTime.fromFormat(day, format, { zone: timeZone }).set({ hour: 12 }).toMillis()

/** A moment of a day's timetable: who comes then, and how many more could. */
export type Row = {
  readonly start: number
  readonly bookings: readonly Booking[]
  /** Null where the timetable has no slot (any more). */
  readonly slot: Slot | null
}

/** The slots and appointments of one service and day, by time; cancelled ones take no place and are left out. */
export function rowsOf(slots: readonly Slot[], bookings: readonly Booking[]): readonly Row[] {
  const coming = bookings.filter(({ state }) => state !== 'cancelled')
  const starts = new Set([...slots, ...coming].map(({ start }) => start))
  return [...starts]
    .sort((a, b) => a - b)
    .map((start) => ({
      start,
      bookings: coming.filter((booking) => booking.start === start),
      slot: slots.find((slot) => slot.start === start) ?? null,
    }))
}

export type BookingFault = 'start' | 'name'

export function bookingFaults(form: { readonly start: number | null; readonly name: string }): readonly BookingFault[] {
  const name = form.name.trim().length
  return [...(form.start === null ? ['start' as const] : []), ...(name < 2 || name > 120 ? ['name' as const] : [])]
}

export type ServiceForm = Omit<AppointmentService, 'id'>
export type ServiceFault = 'name' | 'minutes' | 'daysAhead' | 'minNotice' | 'weekly'

const within = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most

/** The fields of a service that are not right yet. The station checks everything again. */
export function serviceFaults(form: ServiceForm): readonly ServiceFault[] {
  const hours = form.weekly.every(({ from, to, capacity }) => from !== '' && from < to && within(capacity, 1, 20))
  const right: readonly (readonly [ServiceFault, boolean])[] = [
    ['name', within(form.name.trim().length, 2, 80)],
    ['minutes', within(form.minutes, 5, 240)],
    ['daysAhead', within(form.daysAhead, 1, 180)],
    ['minNotice', within(form.minNotice, 0, 10_080)],
    ['weekly', hours && form.weekly.length <= 42],
  ]
  return right.flatMap(([field, isRight]) => (isRight ? [] : [field]))
}

/** A usual service to begin with. */
export const newService: ServiceForm = {
  name: '',
  department: '',
  minutes: 15,
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '13:30', capacity: 1 })),
  daysAhead: 30,
  minNotice: 60,
  active: true,
}

/** More hours: the day after the last ones, at the same time. */
export function moreHours(weekly: readonly WeeklySlots[]): WeeklySlots {
  const last = weekly.at(-1)
  if (!last) return { weekday: 1, from: '09:00', to: '13:30', capacity: 1 }
  return { ...last, weekday: (last.weekday % 7) + 1 }
}
