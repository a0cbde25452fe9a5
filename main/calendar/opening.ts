import { DateTime } from 'luxon'
import type { Town } from '../../contract/settings.ts'
import { type CalendarFacts, covers, type Day, dayAfter, dayOf, type Name } from './rules.ts'

/** A moment of opening: the day `YYYY-MM-DD`, how many days from today, and the time `HH:MM`. */
export type OpeningMoment = { readonly date: string; readonly daysAhead: number; readonly time: string }

/** Why the office is closed on a day on which it would be open. */
export type ClosedFor = { readonly kind: 'feast' | 'closure'; readonly name: Name }

/** Open until a time of today, or closed, why, and until when; `next` is null when nobody knows. */
export type Opening =
  | { readonly open: true; readonly until: string }
  | { readonly open: false; readonly next: OpeningMoment | null; readonly reason: ClosedFor | null }

/** From and to, epoch milliseconds. */
export type OpenInterval = readonly [number, number]

/** Pure and compiled once per change: what the calendar says, with the town's own clock. Times in epoch milliseconds. */
export type OpeningCalendar = {
  /** `null` when `now` is no moment at all, or the town has given no hours. */
  openingAt(now: number): Opening | null
  /** `null` while open, and when nobody knows. */
  nextOpening(now: number): OpeningMoment | null
  /** Minutes of opening between two moments, in real time also when the clocks change; 0 when `to` is not after `from`. */
  openMinutesBetween(from: number, to: number): number
  /** When it is open between two moments, in order; `null` in a town without hours. */
  intervalsBetween(from: number, to: number): readonly OpenInterval[] | null
  /** The week in force: the usual one, or that of the timetable of the day. */
  weekAt(now: number): Town['openingHours']
  day(date: string): Day
  days(year: number): readonly Day[]
}

type Span = { readonly from: number; readonly to: number; readonly opens: string; readonly closes: string }

/** How far ahead an opening is looked for. */
const horizonDays = 400
/** Longer stretches are counted from their end: nothing waits for so long. */
const longestDays = 1_830
const dayMs = 86_400_000
const minute = 60_000
/** As many days as are kept worked out. */
const remembered = 3_000

export function openingCalendar(facts: CalendarFacts): OpeningCalendar {
  const zone = facts.town.timeZone
  const hasHours =
    facts.town.openingHours.length > 0 || facts.entries.some(({ kind }) => kind === 'timetable' || kind === 'opening')
  const known = new Map<string, { readonly day: Day; readonly spans: readonly Span[] }>()

  const at = (date: string, time: string) => DateTime.fromISO(`${date}T${time}`, { zone }).toMillis()
  const dateAt = (now: number) => DateTime.fromMillis(now, { zone })

  function worked(date: string) {
    let found = known.get(date)
    if (!found) {
      const day = dayOf(facts, date)
      const spans = day.hours.map(({ from, to }) => ({
        from: at(date, from),
        to: at(date, to),
        opens: from,
        closes: to,
      }))
      found = { day, spans }
      if (known.size >= remembered) known.clear()
      known.set(date, found)
    }
    return found
  }

  function nextAfter(now: number, today: string): OpeningMoment | null {
    for (let daysAhead = 0, date = today; daysAhead <= horizonDays; daysAhead++, date = dayAfter(date)) {
      const next = worked(date).spans.find((span) => span.from > now)
      if (next) return { date, daysAhead, time: next.opens }
    }
    return null
  }

  function openingAt(now: number): Opening | null {
    const here = dateAt(now)
    if (!hasHours || !here.isValid) return null
    const today = here.toFormat('yyyy-MM-dd')
    const { day, spans } = worked(today)
    const current = spans.find(({ from, to }) => from <= now && now < to)
    if (current) return { open: true, until: current.closes }
    return { open: false, next: nextAfter(now, today), reason: closedFor(day) }
  }

  function intervalsBetween(from: number, to: number): OpenInterval[] {
    const start = Math.max(from, to - longestDays * dayMs)
    if (!(start < to) || !dateAt(start).isValid || !dateAt(to).isValid) return []
    const last = dateAt(to).toFormat('yyyy-MM-dd')
    const found: OpenInterval[] = []
    for (let date = dateAt(start).toFormat('yyyy-MM-dd'); date <= last; date = dayAfter(date)) {
      for (const span of worked(date).spans) {
        const begins = Math.max(span.from, start)
        const ends = Math.min(span.to, to)
        if (begins < ends) found.push([begins, ends])
      }
    }
    return found
  }

  return {
    openingAt,
    nextOpening(now) {
      const opening = openingAt(now)
      return opening && !opening.open ? opening.next : null
    },
    openMinutesBetween: (from, to) =>
      intervalsBetween(from, to).reduce((sum, [begins, ends]) => sum + (ends - begins), 0) / minute,
    intervalsBetween: (from, to) => (hasHours ? intervalsBetween(from, to) : null),
    weekAt(now) {
      const here = dateAt(now)
      const date = here.isValid ? here.toFormat('yyyy-MM-dd') : ''
      const timetable = facts.entries.find((entry) => entry.kind === 'timetable' && covers(entry, date))
      return timetable?.kind === 'timetable' ? timetable.week : facts.town.openingHours
    },
    day: (date) => worked(date).day,
    days(year) {
      const days: Day[] = []
      for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = dayAfter(date)) days.push(worked(date).day)
      return days
    },
  }
}

function closedFor({ mark }: Day): ClosedFor | null {
  switch (mark?.kind) {
    case 'national':
    case 'regional':
    case 'feast':
      return { kind: 'feast', name: mark.name }
    case 'closure':
      return { kind: 'closure', name: mark.name }
    default:
      return null
  }
}
