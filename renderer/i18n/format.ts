import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

const minute = 60_000
const hour = 60 * minute
const dayMs = 24 * hour
const byteUnits = [
  [1e6, 'megabyte'],
  [1e3, 'kilobyte'],
] as const

export type Format = {
  /** 9:05 */
  readonly time: (at: number) => string
  /** Today and yesterday by name, otherwise the date. `now` in epoch ms. */
  readonly day: (at: number, now: number) => string
  /** 3 mar 2026, 9:05 */
  readonly dateTime: (at: number) => string
  /** The shortest that says when: the time today, otherwise the day. */
  readonly moment: (at: number, now: number) => string
  /** How long somebody has been waiting: 12 min, 3 h, 2 d. */
  readonly waiting: (since: number, now: number) => string
  readonly number: (value: number) => string
  /** 0.25 → 25 % */
  readonly percent: (value: number) => string
  /** 1,2 MB */
  readonly bytes: (value: number) => string
}

/** Dates and numbers as `language` writes them. The time zone is the machine's unless one is given. */
export function formatFor(language: string, timeZone?: string): Format {
  // Whoever reads English here lives in Europe.
  const locale = language === 'en' ? 'en-GB' : language
  const zone = timeZone === undefined ? {} : { timeZone }
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, ...zone })
  const time = date({ hour: 'numeric', minute: '2-digit' })
  const thisYear = date({ weekday: 'long', day: 'numeric', month: 'long' })
  const otherYear = date({ day: 'numeric', month: 'long', year: 'numeric' })
  const short = date({ day: 'numeric', month: 'short' })
  const full = date({ dateStyle: 'medium', timeStyle: 'short' })
  const key = date({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: locale.startsWith('en') ? 'narrow' : 'short',
    })
  const units = { minute: unit('minute'), hour: unit('hour'), day: unit('day') }
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent' })
  const sameDay = (one: number, other: number) => key.format(one) === key.format(other)

  const day = (at: number, now: number) => {
    if (sameDay(at, now)) return capital(relative.format(0, 'day'), locale)
    if (sameDay(at, now - dayMs)) return capital(relative.format(-1, 'day'), locale)
    return capital((Math.abs(now - at) < 300 * dayMs ? thisYear : otherYear).format(at), locale)
  }

  return {
    time: (at) => time.format(at),
    day,
    dateTime: (at) => full.format(at),
    moment: (at, now) => (sameDay(at, now) ? time.format(at) : short.format(at)),
    waiting: (since, now) => {
      const waited = Math.max(0, now - since)
      if (waited < hour) return units.minute.format(Math.floor(waited / minute))
      if (waited < 2 * dayMs) return units.hour.format(Math.floor(waited / hour))
      return units.day.format(Math.floor(waited / dayMs))
    },
    number: (value) => number.format(value),
    percent: (value) => percent.format(value),
    bytes: (value) => {
      const [divisor, name] = byteUnits.find(([size]) => value >= size) ?? [1, 'byte']
      return new Intl.NumberFormat(locale, { style: 'unit', unit: name, maximumFractionDigits: 1 }).format(
        value / divisor,
      )
    },
  }
}

const capital = (text: string, locale: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)

/** The formats of the console's language. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  return useMemo(() => formatFor(i18n.language), [i18n.language])
}
