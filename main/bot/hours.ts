import { DateTime } from 'luxon'
import type { Town } from '../../contract/settings.ts'
import type { Opening } from './ports.ts'
import { put } from './put.ts'
import type { CalendarWords } from './words.ts'

type Interval = { readonly from: string; readonly to: string }
type Moment = { readonly date: string; readonly daysAhead: number; readonly time: string }

/** A weekday's intervals in order; those that touch or overlap are one. Weekdays run from 1 (Monday) to 7. */
export function intervalsOf(town: Pick<Town, 'openingHours'>, weekday: number): readonly Interval[] {
  const merged: { from: string; to: string }[] = []
  const day = town.openingHours.filter((interval) => interval.weekday === weekday)
  for (const { from, to } of day.sort((a, b) => a.from.localeCompare(b.from))) {
    const last = merged.at(-1)
    if (last && from <= last.to) last.to = to > last.to ? to : last.to
    else merged.push({ from, to })
  }
  return merged
}

/**
 * By the usual week, without feasts or closures: open until, or closed until the next opening of the coming week.
 * `now` in epoch milliseconds; `null` when it is no moment at all, or the town has given no hours.
 */
export function openingAt(town: Pick<Town, 'openingHours' | 'timeZone'>, now: number): Opening | null {
  const here = DateTime.fromMillis(now, { zone: town.timeZone })
  if (!here.isValid || town.openingHours.length === 0) return null
  const time = here.toFormat('HH:mm')
  const current = intervalsOf(town, here.weekday).find(({ from, to }) => from <= time && time < to)
  if (current) return { open: true, until: current.to }
  for (let daysAhead = 0; daysAhead <= 7; daysAhead++) {
    const weekday = ((here.weekday - 1 + daysAhead) % 7) + 1
    const next = intervalsOf(town, weekday).find(({ from }) => daysAhead > 0 || from > time)
    if (next) return { open: false, next: { date: isoDay(here.plus({ days: daysAhead })), daysAhead, time: next.from } }
  }
  return { open: false, next: null }
}

const isoDay = (date: DateTime) => date.toFormat('yyyy-MM-dd')

const clock = (time: string) => time.replace(/^0/, '')

const fill = (template: string, values: Readonly<Record<string, string>>) => put(template, (name) => values[name] ?? '')

function dayValues(date: string, words: CalendarWords) {
  const { weekday, day, month } = DateTime.fromISO(date, { zone: 'utc' })
  return { weekday: words.weekdays[weekday - 1] ?? '', day: String(day), month: words.months[month - 1] ?? '' }
}

/** "el martes 3 de marzo", of `YYYY-MM-DD`. */
export const dayInWords = (date: string, words: CalendarWords): string => fill(words.date, dayValues(date, words))

function momentInWords({ date, daysAhead, time }: Moment, words: CalendarWords): string {
  const template = [words.today, words.tomorrow][daysAhead] ?? words.moment
  return fill(template, { ...dayValues(date, words), time: clock(time) })
}

/** "Ahora está abierto hasta las 14:00."; empty when the town has given no hours. */
export function openNow(opening: Opening | null, words: CalendarWords): string {
  if (!opening) return ''
  if (opening.open) return fill(words.openNow, { time: clock(opening.until) })
  if (!opening.next) return words.closed
  return fill(words.closedNow, { moment: momentInWords(opening.next, words) })
}

/** "el martes 3 de marzo, a las 9:00"; empty while open, or when nobody knows. */
export function nextOpening(opening: Opening | null, words: CalendarWords): string {
  return opening && !opening.open && opening.next ? momentInWords(opening.next, words) : ''
}

/** The usual week, one line per run of weekdays with the same hours; closed days are left out. */
export function weekInWords(town: Pick<Town, 'openingHours'>, words: CalendarWords): string {
  const runs: { first: number; last: number; hours: string }[] = []
  for (let weekday = 1; weekday <= 7; weekday++) {
    const hours = intervalsOf(town, weekday)
      .map(({ from, to }) => fill(words.hours, { from: clock(from), to: clock(to) }))
      .join(words.and)
    const run = runs.at(-1)
    if (run && run.last === weekday - 1 && run.hours === hours) run.last = weekday
    else if (hours !== '') runs.push({ first: weekday, last: weekday, hours })
  }
  return runs.map((run) => `${capitalised(daysInWords(run.first, run.last, words))}: ${run.hours}`).join('\n')
}

function daysInWords(first: number, last: number, words: CalendarWords): string {
  const from = words.weekdays[first - 1] ?? ''
  const to = words.weekdays[last - 1] ?? ''
  if (first === last) return from
  return last - first === 1 ? `${from}${words.and}${to}` : fill(words.days, { from, to })
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
