import type {
  CalendarDay,
  CalendarEntry,
  CalendarEntryInput,
  CalendarEntryKind,
  Community,
  DayMark,
  DaySpan,
} from '../../../../contract/calendar.ts'
import type { Town } from '../../../../contract/settings.ts'
import { hoursFaults } from '../rules.ts'

const named: { readonly [C in Community]: true } = {
  AN: true,
  AR: true,
  AS: true,
  CB: true,
  CE: true,
  CL: true,
  CM: true,
  CN: true,
  CT: true,
  EX: true,
  GA: true,
  IB: true,
  MC: true,
  MD: true,
  ML: true,
  NC: true,
  PV: true,
  RI: true,
  VC: true,
}

/** Every community; the type of the list above keeps it complete. */
export const communities = Object.keys(named) as readonly Community[]

/** The largest file that is read, in bytes. */
export const largestFeed = 2_000_000

export const entryKinds = ['feast', 'closure', 'half_day', 'opening', 'timetable'] as const

/** An entry while it is being written: every kind's fields at once. */
export type EntryDraft = {
  readonly id: string | undefined
  readonly kind: CalendarEntryKind
  readonly from: string
  readonly to: string
  readonly name: string
  readonly hours: readonly DaySpan[]
  readonly week: Town['openingHours']
}

export function newDraft(date: string, kind: CalendarEntryKind, usual: Town['openingHours']): EntryDraft {
  return { id: undefined, kind, from: date, to: date, name: '', hours: [{ from: '09:00', to: '12:00' }], week: usual }
}

export function draftOf(entry: CalendarEntry, usual: Town['openingHours']): EntryDraft {
  const { id, kind, from, to, name } = entry
  return {
    ...newDraft(from, kind, usual),
    id,
    to,
    name,
    ...('hours' in entry && { hours: entry.hours }),
    ...('week' in entry && { week: entry.week }),
  }
}

export type EntryFault = 'from' | 'to' | 'name' | 'hours' | 'week'

export type Checked =
  | { readonly entry: CalendarEntryInput; readonly faults: readonly [] }
  | { readonly entry: null; readonly faults: readonly EntryFault[] }

/** The entry a draft stands for, or the fields that are not right yet. The station checks everything again. */
export function checked(draft: EntryDraft): Checked {
  const faults = faultsOf(draft)
  return faults.length > 0 ? { entry: null, faults } : { entry: entryOf(draft), faults: [] }
}

/** The most days that one entry may span. */
const longestDays = 366
const dayMs = 86_400_000

function faultsOf({ kind, from, to, name, hours, week }: EntryDraft): readonly EntryFault[] {
  const letters = name.trim().length
  const lasts = (Date.parse(to) - Date.parse(from)) / dayMs
  const asWeek = hours.map((span) => ({ weekday: 1, ...span }))
  const right: readonly (readonly [EntryFault, boolean])[] = [
    ['name', letters >= 2 && letters <= 80],
    ['from', isDay(from)],
    ['to', isDay(to) && (!isDay(from) || (lasts >= 0 && lasts < longestDays))],
    ['hours', !hasHours(kind) || (hours.length > 0 && hoursFaults(asWeek).size === 0)],
    ['week', kind !== 'timetable' || hoursFaults(week).size === 0],
  ]
  return right.flatMap(([field, isRight]) => (isRight ? [] : [field]))
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

const hasHours = (kind: CalendarEntryKind) => kind === 'half_day' || kind === 'opening'

function entryOf({ id, kind, from, to, name, hours, week }: EntryDraft): CalendarEntryInput {
  const common = { ...(id !== undefined && { id }), from, to, name: name.trim() }
  switch (kind) {
    case 'feast':
    case 'closure':
      return { ...common, kind }
    case 'half_day':
    case 'opening':
      return { ...common, kind, hours: [...hours] }
    case 'timetable':
      return { ...common, kind, week }
  }
}

/** The weeks of a month, Monday first: days of the year by place, null outside the month. */
export function weeksOf(days: readonly CalendarDay[], month: number): readonly (readonly (CalendarDay | null)[])[] {
  const inMonth = days.filter(({ date }) => Number(date.slice(5, 7)) === month)
  const [first] = inMonth
  if (first === undefined) return []
  const before = (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7
  const cells: (CalendarDay | null)[] = [...Array<null>(before).fill(null), ...inMonth]
  while (cells.length % 7 !== 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** Entries that touch a year, in order of date. */
export const ofYear = (entries: readonly CalendarEntry[], year: number): readonly CalendarEntry[] =>
  entries.filter(({ from, to }) => from <= `${year}-12-31` && to >= `${year}-01-01`)

/** Days of a year that an entry of one kind covers, within that year. */
export function daysOfKind(entries: readonly CalendarEntry[], kind: CalendarEntryKind, year: number): number {
  const within = ofYear(entries, year).filter((entry) => entry.kind === kind)
  const day = (date: string) => Date.parse(date) / 86_400_000
  return within.reduce((sum, { from, to }) => {
    const first = Math.max(day(from), day(`${year}-01-01`))
    return sum + Math.min(day(to), day(`${year}-12-31`)) - first + 1
  }, 0)
}

export type MarkKind = DayMark['kind']

/** A moment for Intl that falls on `date` whatever the machine's zone is, when shown in UTC. */
export const instantOf = (date: string): number => Date.parse(`${date}T12:00:00Z`)
