import { DateTime } from 'luxon'
import type { CalendarEntry, DayMark, DaySpan } from '../../contract/calendar.ts'
import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'

/** What a day is called, by language; what a town wrote itself has Spanish alone, whatever it is written in. */
export type Name = { readonly es: string } & { readonly [L in Language]?: string }

export type Feast = { readonly date: string; readonly scope: 'national' | 'regional'; readonly name: Name }

export type Mark = Omit<DayMark, 'name'> & { readonly name: Name }

/** A day `YYYY-MM-DD`: when the office is open, in order and apart, and why that differs from the usual week. */
export type Day = { readonly date: string; readonly hours: readonly DaySpan[]; readonly mark: Mark | null }

/** All that opening depends on. */
export type CalendarFacts = {
  readonly town: Pick<Town, 'openingHours' | 'timeZone'>
  readonly entries: readonly CalendarEntry[]
  /** Feasts of the country and the community in a year. */
  readonly feastsOf: (year: number) => readonly Feast[]
}

const order = { opening: 0, closure: 1, feast: 2, half_day: 3, timetable: 4 } as const

/** Whether an entry says anything of a day. Dates compare as text. */
export const covers = (entry: Pick<CalendarEntry, 'from' | 'to'>, date: string): boolean =>
  entry.from <= date && date <= entry.to

/** Intervals in order; those that touch or overlap are one. */
export function merged(spans: readonly DaySpan[]): readonly DaySpan[] {
  const joined: { from: string; to: string }[] = []
  for (const { from, to } of spans.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const last = joined.at(-1)
    if (last && from <= last.to) last.to = to > last.to ? to : last.to
    else joined.push({ from, to })
  }
  return joined
}

const usual = (week: Town['openingHours'], date: string): readonly DaySpan[] => {
  const weekday = DateTime.fromISO(date, { zone: 'utc' }).weekday
  return merged(week.filter((span) => span.weekday === weekday))
}

const markOf = ({ kind, name, id }: CalendarEntry): Mark => ({ kind, name: { es: name }, entryId: id })

/**
 * How a day is: an extra opening beats a closure, which beats a feast; half-days and timetables shorten or change what
 * would be open.
 */
export function dayOf({ town, entries, feastsOf }: CalendarFacts, date: string): Day {
  const own = entries.filter((entry) => covers(entry, date)).toSorted((a, b) => order[a.kind] - order[b.kind])
  const [first] = own
  if (first?.kind === 'opening') return { date, hours: merged(first.hours), mark: markOf(first) }
  if (first?.kind === 'closure' || first?.kind === 'feast') return { date, hours: [], mark: markOf(first) }
  const feast = feastsOf(Number(date.slice(0, 4))).find((one) => one.date === date)
  if (feast) return { date, hours: [], mark: { kind: feast.scope, name: feast.name, entryId: null } }
  const timetable = own.find((entry) => entry.kind === 'timetable')
  const hours = usual(timetable?.week ?? town.openingHours, date)
  if (first?.kind === 'half_day' && hours.length > 0) return { date, hours: merged(first.hours), mark: markOf(first) }
  return { date, hours, mark: timetable ? markOf(timetable) : null }
}

/** The day after `date`, whatever the clocks do in between. */
export const dayAfter = (date: string): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyy-MM-dd')

/** The entry that already speaks of one of the days, of the same kind: two of them would contradict each other. */
export function overlapping(
  entries: readonly CalendarEntry[],
  added: Pick<CalendarEntry, 'kind' | 'from' | 'to'> & { readonly id?: string | undefined },
): CalendarEntry | undefined {
  return entries.find(
    (entry) => entry.id !== added.id && entry.kind === added.kind && entry.from <= added.to && added.from <= entry.to,
  )
}

export function nameIn(name: Name, language: Language): string {
  return name[language] ?? (language === 'ca-valencia' ? name.ca : undefined) ?? name.es
}
