import { DateTime } from 'luxon'
import type { Scene } from './scene.ts'
import { tokens } from './text.ts'
import { mentions, read, type Vocabulary } from './understand.ts'

/** A day is looked for from today on, or back from today when `past`; `within` days of it. */
export type Wanted = {
  /** Epoch milliseconds. */
  readonly now: number
  readonly zone: string
  readonly past: boolean
  readonly within?: number | undefined
}

/** The day `text` names where and when the citizen writes, as `dateIn` says it. */
export const dayIn = (
  { flows, context: { now, town } }: Pick<Scene, 'flows' | 'context'>,
  text: string,
  wanted: Pick<Wanted, 'past' | 'within'>,
): string | null => dateIn(flows.front.dates, text, { ...wanted, now, zone: town.timeZone })

/** How much of a message is searched for a day. */
const searched = 300

/**
 * The day the words name ("mañana", "el jueves", "3 de mayo", "3/5"), as `YYYY-MM-DD`; null when they name none, one
 * that does not exist, or one that is not wanted.
 */
export function dateIn(words: Vocabulary, text: string, wanted: Wanted): string | null {
  const today = DateTime.fromMillis(wanted.now, { zone: wanted.zone }).startOf('day')
  if (!today.isValid) return null
  const start = text.slice(0, searched)
  const date = written(start, today, wanted.past) ?? spoken(words, start, today, wanted.past)
  if (!date?.isValid) return null
  const ahead = Math.round(date.diff(today, 'days').days) * (wanted.past ? -1 : 1)
  return ahead >= 0 && ahead <= (wanted.within ?? 3660) ? date.toFormat('yyyy-MM-dd') : null
}

/** "3/5", "3-5-2026", "2026-05-03". */
function written(text: string, today: DateTime, past: boolean): DateTime | null {
  const iso = /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text)
  if (iso) return dayOf(today, Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const short = /(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}|\d{2}))?(?![\d/])/.exec(text)
  if (!short) return null
  const [, day, month, year] = short.map(Number)
  return inYear(today, past, Number.isNaN(year) ? undefined : year, Number(month), Number(day))
}

/** "a las 10", "10 h": numbers that are no days. */
const hours =
  /(?<!\p{L})(?:a\s+l[ae]s?|ás|as|at)\s+\d{1,2}(?![\d/])|(?<!\d)\d{1,2}\s?(?:h|horas?|hores|am|pm)(?!\p{L})/giu

function spoken(words: Vocabulary, text: string, today: DateTime, past: boolean): DateTime | null {
  const reading = read(words, tokens(text))
  const says = (meaning: string) => mentions(reading, meaning)
  const among = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => i + 1).find((number) => says(`date_${name}_${number}`))
  const numbers = [...text.replace(hours, ' ').matchAll(/(?<![\d:.,])\d{1,4}(?![\d:])/g)].map(([digits]) =>
    Number(digits),
  )
  const day = numbers.find((number) => number >= 1 && number <= 31)
  const month = among('month', 12)
  const weekday = among('weekday', 7)
  if (month !== undefined) {
    return day === undefined
      ? null
      : inYear(
          today,
          past,
          numbers.find((number) => number > 1900),
          month,
          day,
        )
  }
  if (says('date_after_tomorrow')) return today.plus({ days: past ? -2 : 2 })
  if (says('date_yesterday')) return today.minus({ days: 1 })
  if (says('date_today')) return today
  if (weekday !== undefined) return onWeekday(today, past, weekday, day)
  if (says('date_tomorrow')) return today.plus({ days: 1 })
  return day === undefined || numbers.length > 1 ? null : onDay(today, past, day)
}

function dayOf(today: DateTime, year: number, month: number, day: number): DateTime | null {
  const date = DateTime.fromObject({ year, month, day }, { zone: today.zone })
  return date.isValid ? date : null
}

/** Without a year it is the next such day, or the last one. */
function inYear(today: DateTime, past: boolean, year: number | undefined, month: number, day: number) {
  if (year !== undefined)
    return dayOf(today, year < 100 ? year + (past && year > today.year % 100 ? 1900 : 2000) : year, month, day)
  const years = [0, 1, 2, 3, 4].map((ahead) => today.year + (past ? -ahead : ahead))
  const dates = years.flatMap((candidate) => dayOf(today, candidate, month, day) ?? [])
  return dates.find((date) => (past ? date <= today : date >= today)) ?? null
}

/** "el jueves" is the next one; "el jueves 7" must be one. */
function onWeekday(today: DateTime, past: boolean, weekday: number, day: number | undefined): DateTime | null {
  if (day !== undefined) {
    const date = onDay(today, past, day)
    return date?.weekday === weekday ? date : null
  }
  const away = past ? (today.weekday - weekday + 7) % 7 || 7 : (weekday - today.weekday + 7) % 7 || 7
  return today.plus({ days: past ? -away : away })
}

/** "el 7": of this month, or of the nearest one that has it. */
function onDay(today: DateTime, past: boolean, day: number): DateTime | null {
  const months = [0, 1, 2].map((ahead) => today.startOf('month').plus({ months: past ? -ahead : ahead }))
  const dates = months.flatMap((first) => dayOf(today, first.year, first.month, day) ?? [])
  return dates.find((date) => (past ? date <= today : date >= today)) ?? null
}
