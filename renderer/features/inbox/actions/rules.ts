import { DateTime } from 'luxon'

export type SnoozeChoice = 'hour' | 'afternoon' | 'tomorrow' | 'monday'
export type SnoozeOption = { readonly choice: SnoozeChoice; readonly until: number }

/**
 * The moments a desk thinks in, in the town's own time zone, soonest first. "This afternoon" (16:00) is offered
 * only while it is more than half an hour away, and next Monday not when it is tomorrow.
 */
export function snoozeOptions(now: number, timeZone: string): readonly SnoozeOption[] {
  const local = DateTime.fromMillis(now, { zone: timeZone })
  const afternoon = at(local, 16)
  const tomorrow = at(local.plus({ days: 1 }), 9)
  const monday = at(local.plus({ days: 8 - local.weekday }), 9)
  const options: SnoozeOption[] = [{ choice: 'hour', until: local.plus({ hours: 1 }).toMillis() }]
  if (afternoon.diff(local).as('minutes') > 30) options.push({ choice: 'afternoon', until: afternoon.toMillis() })
  options.push({ choice: 'tomorrow', until: tomorrow.toMillis() })
  if (!monday.hasSame(tomorrow, 'day')) options.push({ choice: 'monday', until: monday.toMillis() })
  return options.toSorted((a, b) => a.until - b.until)
}

function at(moment: DateTime, hour: number): DateTime {
  return moment.startOf('day').set({ hour })
}

/** `YYYY-MM-DDTHH:MM` as the town's clock reads it; null when it is not a moment after `now`. */
export function pickedMoment(value: string, now: number, timeZone: string): number | null {
  const moment = DateTime.fromISO(value, { zone: timeZone })
  return moment.isValid && moment.toMillis() > now ? moment.toMillis() : null
}

/** A moment as a `datetime-local` field wants it. */
export function pickerValue(moment: number, timeZone: string): string {
  return DateTime.fromMillis(moment, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm")
}
