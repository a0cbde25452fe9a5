import { DateTime } from 'luxon'
import type { AppointmentService, BookingState, WeeklySlots } from '../../contract/appointments.ts'
import type { SlotRefusal } from '../../contract/problems.ts'

/** A stretch of time in which `capacity` people can be received. Epoch milliseconds, the end left out. */
export type Stretch = { readonly start: number; readonly end: number; readonly capacity: number }

type Schedule = Pick<AppointmentService, 'minutes' | 'weekly'>

const minute = 60_000
const dayFormat = 'yyyy-MM-dd'

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The town's day of a moment, `YYYY-MM-DD`. */
export const dayOf = (at: number, timeZone: string) => DateTime.fromMillis(at, { zone: timeZone }).toFormat(dayFormat)

/** When a day of the town begins; a clock may skip midnight. */
export const startOfDay = (day: string, timeZone: string) =>
  DateTime.fromFormat(day, dayFormat, { zone: timeZone }).startOf('day').toMillis()

/** `count` days from `day` on; empty for what is no day. */
export function daysFrom(day: string, count: number): readonly string[] {
  const first = DateTime.fromFormat(day, dayFormat, { zone: 'utc' })
  return first.isValid ? Array.from({ length: count }, (_, days) => first.plus({ days }).toFormat(dayFormat)) : []
}

/**
 * The moment of a local time, or null where the clock that night skips it. Of an hour that the clock repeats, the
 * first.
 */
function momentOf(day: string, minutes: number, timeZone: string): number | null {
  const time = { hour: Math.floor(minutes / 60), minute: minutes % 60 }
  const local = DateTime.fromFormat(day, dayFormat, { zone: timeZone }).set(time)
  return local.isValid && local.hour === time.hour && local.minute === time.minute ? local.toMillis() : null
}

function stretchesOf({ from, to, capacity }: WeeklySlots, day: string, minutes: number, timeZone: string): Stretch[] {
  const found: Stretch[] = []
  for (let at = minutesOf(from); at + minutes <= minutesOf(to); at += minutes) {
    const start = momentOf(day, at, timeZone)
    if (start !== null) found.push({ start, end: start + minutes * minute, capacity })
  }
  return found
}

/** The slots of a service on a day, by time; none overlaps another, also where intervals or the clock make them. */
export function slotsOn(schedule: Schedule, day: string, timeZone: string): readonly Stretch[] {
  const { weekday } = DateTime.fromFormat(day, dayFormat, { zone: timeZone })
  const all = schedule.weekly
    .filter((stretch) => stretch.weekday === weekday)
    .flatMap((stretch) => stretchesOf(stretch, day, schedule.minutes, timeZone))
    .sort((a, b) => a.start - b.start || b.capacity - a.capacity)
  const kept: Stretch[] = []
  for (const slot of all) if (slot.start >= (kept.at(-1)?.end ?? 0)) kept.push(slot)
  return kept
}

/** A place that is taken. */
export type Taken = { readonly start: number; readonly end: number; readonly seat: number }

const overlapping = (slot: Pick<Stretch, 'start' | 'end'>, taken: readonly Taken[]) =>
  taken.filter(({ start, end }) => start < slot.end && slot.start < end)

/** The lowest seat nobody has in that stretch; null when it is full. */
export function freeSeat(slot: Stretch, taken: readonly Taken[]): number | null {
  if (freeSeats(slot, taken) === 0) return null
  const seats = new Set(overlapping(slot, taken).map(({ seat }) => seat))
  let seat = 0
  while (seats.has(seat)) seat += 1
  return seat
}

/** How many more can be received; those of an older timetable that reach into the slot count. */
export const freeSeats = (slot: Stretch, taken: readonly Taken[]) =>
  Math.max(0, slot.capacity - overlapping(slot, taken).length)

/** Who books: a citizen keeps to the notice and the days ahead of a service, an operator decides. */
export type Booker = 'citizen' | 'operator'

type Terms = Pick<AppointmentService, 'daysAhead' | 'minNotice' | 'active'>

/** Why a moment is too late or too early to be booked; null when it is not. */
export function outOfTerms(terms: Terms, start: number, now: number, booker: Booker): SlotRefusal | null {
  if (start <= now) return 'past'
  if (booker === 'operator') return null
  if (!terms.active) return 'not_offered'
  if (start < now + terms.minNotice * minute) return 'too_soon'
  return start > now + terms.daysAhead * 24 * 60 * minute ? 'too_far' : null
}

export type Asked = {
  readonly start: number
  readonly now: number
  readonly timeZone: string
  readonly booker: Booker
  /** Whether the town hall works on the day of `start`. */
  readonly open: boolean
  readonly taken: readonly Taken[]
}

export type Verdict = { readonly seat: number; readonly slot: Stretch } | { readonly refused: SlotRefusal }

/** Whether a slot can be given, and which seat of it. */
export function judge(service: Schedule & Terms, { start, now, timeZone, booker, open, taken }: Asked): Verdict {
  const refused = outOfTerms(service, start, now, booker)
  if (refused) return { refused }
  const slot = slotsOn(service, dayOf(start, timeZone), timeZone).find((one) => one.start === start)
  if (!slot) return { refused: 'not_offered' }
  if (!open) return { refused: 'closed' }
  const seat = freeSeat(slot, taken)
  return seat === null ? { refused: 'full' } : { seat, slot }
}

const moves: Readonly<Record<BookingState, readonly BookingState[]>> = {
  booked: ['cancelled', 'done', 'no_show'],
  done: ['no_show'],
  no_show: ['done'],
  cancelled: [],
}

/** Whether a booking may go to a state. Nobody came or stayed away before the day of the appointment. */
export function mayMove(
  booking: { readonly state: BookingState; readonly start: number },
  to: BookingState,
  now: number,
  timeZone: string,
): boolean {
  if (!moves[booking.state].includes(to)) return false
  return to === 'cancelled' ? booking.start > now : dayOf(now, timeZone) >= dayOf(booking.start, timeZone)
}

/** Appointments to come that one citizen may hold at once. */
export const mostHeld = 3

/** No letter or digit that is taken for another, by eye or by ear. */
const alphabet = '23479ACDEFHJKMNPRTUVWXY'
const codeLength = 5

/** A code to be said over a telephone, `C-7K3M2`, made from an id. Two ids may make the same. */
export function codeFrom(id: string): string {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  let rest = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0
  let code = ''
  for (let place = 0; place < codeLength; place += 1) {
    code += alphabet[rest % alphabet.length]
    rest = Math.floor(rest / alphabet.length)
  }
  return `C-${code}`
}

/** A code as somebody writes it, with or without its letter and dash; null for what cannot be one. */
export function readCode(text: string): string | null {
  const letters = text.toUpperCase().replace(/[^\p{L}\d]/gu, '')
  const code = letters.length === codeLength + 1 && letters.startsWith('C') ? letters.slice(1) : letters
  return code.length === codeLength && [...code].every((letter) => alphabet.includes(letter)) ? `C-${code}` : null
}

/** Text as it is kept: on one line, no control characters, no broken surrogates, at most `most` characters. */
export const tidy = (text: string, most: number) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()
