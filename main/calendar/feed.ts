import ical from 'ical.js'
import { mostImported } from '../../contract/calendar.ts'
import { Problem } from '../../contract/problems.ts'

/** A stretch of whole days that a feed names; both days included. */
export type FeedEvent = { readonly from: string; readonly to: string; readonly name: string }

export type ReadFeed = {
  readonly events: readonly FeedEvent[]
  readonly left: { readonly timed: number; readonly outside: number }
}

/** Occurrences of one event that are looked at: a daily one for three years, and no more. */
const mostOccurrences = 1_200
const longestName = 80
/** A stretch longer than a year is a mistake. */
const longestDays = 366

/**
 * The whole-day events of an iCalendar text that touch the days from `first` to `last`, in order of date, each day and
 * name once. Throws `FEED_UNREADABLE`: nothing of a bad file is used.
 */
export function readFeed(text: string, first: string, last: string): ReadFeed {
  const events = orBroken(() => eventsOf(text))
  const left = { timed: 0, outside: 0 }
  const found = new Map<string, FeedEvent>()
  for (const event of events) {
    const days = orBroken(() => (isWholeDays(event) ? occurrences(event, last) : null))
    const within = days?.filter(({ from, to }) => to >= first && from <= last)
    if (within === undefined) left.timed++
    if (within?.length === 0) left.outside++
    for (const one of within ?? []) found.set(`${one.from} ${one.to} ${one.name}`, one)
    if (found.size > mostImported) throw new Problem('FEED_UNREADABLE', { reason: 'too_many' })
  }
  if (events.length === 0) throw new Problem('FEED_UNREADABLE', { reason: 'empty' })
  return { events: [...found.values()].toSorted((a, b) => a.from.localeCompare(b.from)), left }
}

/** The library throws errors of its own for what it cannot read. */
function orBroken<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('FEED_UNREADABLE', { reason: 'broken' })
  }
}

function eventsOf(text: string): readonly ical.Event[] {
  // A mark of byte order before the first line is not of the format, but common.
  const clean = text.replace(/^\uFEFF/, '').trimStart()
  if (!/^BEGIN:VCALENDAR\r?$/im.test(clean.slice(0, 200))) throw new Problem('FEED_UNREADABLE', { reason: 'not_ical' })
  return new ical.Component(ical.parse(clean)).getAllSubcomponents('vevent').map((event) => new ical.Event(event))
}

/** False for an event at a time of the day. Throws for a day that does not exist: the library would move it. */
function isWholeDays(event: ical.Event): boolean {
  for (const name of ['dtstart', 'dtend']) {
    const written: unknown = event.component.getFirstProperty(name)?.jCal[3]
    if (typeof written !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(written)) continue
    if (!isDay(written)) throw new Problem('FEED_UNREADABLE', { reason: 'broken' })
  }
  return event.startDate.isDate
}

const isDay = (text: string) => {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function occurrences(event: ical.Event, last: string): readonly FeedEvent[] {
  const name = nameOf(event.summary)
  const lasts = event.endDate.subtractDateTz(event.startDate).toSeconds() / 86_400
  const days = Math.max(1, Math.min(longestDays, Math.round(lasts)))
  const starts = event.isRecurring() ? startsOf(event, last) : [event.startDate]
  return starts.map((start) => {
    const end = start.clone()
    end.adjust(days - 1, 0, 0, 0)
    return { from: iso(start), to: iso(end), name }
  })
}

function startsOf(event: ical.Event, last: string): ical.Time[] {
  const dates = event.iterator()
  const starts: ical.Time[] = []
  for (let seen = 0; seen < mostOccurrences; seen++) {
    const next = dates.next()
    if (!next || iso(next) > last) return starts
    starts.push(next.clone())
  }
  throw new Problem('FEED_UNREADABLE', { reason: 'too_many' })
}

const iso = ({ year, month, day }: { year: number; month: number; day: number }) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function nameOf(summary: unknown): string {
  const line = (typeof summary === 'string' ? summary : '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return [...line].slice(0, longestName).join('').trim()
}
