import { z } from 'zod'
import { type Community, community, type feastsState } from '../../contract/calendar.ts'
import shipped from '../../resources/calendar/feasts.json' with { type: 'json' }
import type { Feast, Name } from './rules.ts'

const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
const text = z.string().min(1)
const name = z.object({
  es: text,
  ca: text.optional(),
  gl: text.optional(),
  eu: text.optional(),
  en: text.optional(),
})
const ofCommunity = z.object({ source: text.nullable(), days: z.record(monthDay, text) })

/** Feasts as they ship: what each is called, those of every year, and those of each community by year. */
const feastsDocument = z.object({
  names: z.record(text, name),
  fixed: z.record(monthDay, text),
  years: z.record(z.string().regex(/^\d{4}$/), z.record(community, ofCommunity)),
})

const data = feastsDocument.parse(shipped)

export type YearOfFeasts = {
  readonly feasts: readonly Feast[]
  readonly state: z.infer<typeof feastsState>
  readonly source: string | null
}

function called(key: string): Name {
  const found = data.names[key]
  if (!found) throw new TypeError(`A feast without a name: ${key}`)
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Name
}

/**
 * The feasts of a year in order of date: those of the country for any year, those of the community for the years that
 * ship (`resources/calendar`).
 */
export function feastsOf(year: number, of: Community | null): YearOfFeasts {
  const national = [...Object.entries(data.fixed), [goodFriday(year), 'good_friday'] as const].map(([date, key]) => ({
    date: `${year}-${date}`,
    scope: 'national' as const,
    name: called(key),
  }))
  const known = of === null ? undefined : data.years[year]?.[of]
  const regional = Object.entries(known?.days ?? {}).map(([date, key]) => ({
    date: `${year}-${date}`,
    scope: 'regional' as const,
    name: called(key),
  }))
  const feasts = [...national, ...regional].toSorted((a, b) => a.date.localeCompare(b.date))
  if (!known) return { feasts, state: 'national', source: null }
  return { feasts, state: known.source === null ? 'expected' : 'official', source: known.source }
}

/** `MM-DD`, two days before Easter. */
function goodFriday(year: number): string {
  const sunday = easter(year)
  const date = new Date(Date.UTC(year, sunday.month - 1, sunday.day - 2))
  return date.toISOString().slice(5, 10)
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876. */
export function easter(year: number): { readonly month: number; readonly day: number } {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return { month, day: (h + l - 7 * m + 33 * month + 19) % 32 }
}

/** Feasts by year, looked up once each. */
export function feastsFor(of: Community | null): (year: number) => readonly Feast[] {
  const known = new Map<number, readonly Feast[]>()
  return (year) => {
    const found = known.get(year) ?? feastsOf(year, of).feasts
    known.set(year, found)
    return found
  }
}
