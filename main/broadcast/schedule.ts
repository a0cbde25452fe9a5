import ical from 'ical.js'
import { DateTime } from 'luxon'

export type ScheduleFault = 'past' | 'too_far' | 'endless' | 'too_many' | 'unreadable' | 'no_start'

/** The most times a series happens, and how far ahead anything is planned. */
export const mostOccurrences = 104
const furthest = 2 * 366 * 24 * 60 * 60 * 1000

const frequencies = new Set(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])

export type Schedule = { readonly at: number | null; readonly rule: string | null; readonly timeZone: string }

/** What is wrong with a schedule; null when it can be kept. `at` is in epoch milliseconds. */
export function scheduleFault({ at, rule, timeZone }: Schedule, now: number): ScheduleFault | null {
  if (at === null) return rule === null ? null : 'no_start'
  if (at <= now) return 'past'
  if (at > now + furthest) return 'too_far'
  return rule === null ? null : ruleFault(rule, at, timeZone)
}

function ruleFault(text: string, at: number, timeZone: string): ScheduleFault | null {
  const rule = readRule(text)
  if (rule === null) return 'unreadable'
  if (!rule.isFinite()) return 'endless'
  const times = timesOf(rule, at, timeZone, mostOccurrences + 1)
  if (times.length === 0) return 'unreadable'
  return times.length > mostOccurrences || (times.at(-1) ?? 0) > at + furthest ? 'too_many' : null
}

/** An iCalendar rule by days, weeks, months or years; null for anything else. */
function readRule(text: string): ical.Recur | null {
  try {
    const rule = ical.Recur.fromString(text.replace(/^RRULE:/i, ''))
    return frequencies.has(rule.freq) && !/BY(HOUR|MINUTE|SECOND)/i.test(text) ? rule : null
  } catch {
    return null
  }
}

/**
 * The times of a series that begins at `at`: the same time of the town's day each, so its hour of the world moves with
 * daylight saving. An hour that a spring day skips becomes the next; one that an autumn day has twice is the first.
 */
function timesOf(rule: ical.Recur, at: number, timeZone: string, most: number): readonly number[] {
  const first = DateTime.fromMillis(at, { zone: timeZone })
  const start = ical.Time.fromDateTimeString(first.toFormat("yyyy-MM-dd'T'HH:mm:ss"))
  const times: number[] = []
  const next = rule.iterator(start)
  for (let time = next.next(); time && times.length < most; time = next.next()) {
    const { year, month, day, hour, minute, second } = time
    const instant = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone: timeZone }).toMillis()
    if (instant >= at) times.push(instant)
  }
  return times
}

/** The times of a series after occurrence `n`, until a moment; none of what happens once. */
export function occurrencesUntil(
  { at, rule: text, timeZone }: { at: number; rule: string | null; timeZone: string },
  n: number,
  until: number,
): readonly number[] {
  const rule = text === null ? null : readRule(text)
  if (rule === null) return []
  return timesOf(rule, at, timeZone, mostOccurrences)
    .slice(n + 1)
    .filter((time) => time <= until)
}

/** When occurrence `n` of a series is, from 0; null when there are no more. */
export function occurrenceAt(series: { at: number; rule: string; timeZone: string }, n: number): number | null {
  const rule = readRule(series.rule)
  return rule === null ? null : (timesOf(rule, series.at, series.timeZone, n + 1)[n] ?? null)
}
