import { DateTime } from 'luxon'
import type { Language } from '../../contract/common.ts'

const locales: Readonly<Record<Language, string>> = {
  es: 'es-ES',
  ca: 'ca',
  'ca-valencia': 'ca',
  gl: 'gl',
  eu: 'eu',
  en: 'en-GB',
}

const moment = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const

/** "martes, 3 de marzo, 9:30": a moment by the town's clock, in a citizen's language. */
export const momentInWords = (at: number, language: Language, timeZone: string) =>
  new Intl.DateTimeFormat(locales[language], { ...moment, hourCycle: 'h23', timeZone }).format(at)

/** "15 de septiembre de 2026". */
export const fullDayInWords = (at: number, language: Language, timeZone: string) =>
  new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at)

/** The last moment of a day of the town, `YYYY-MM-DD`: epoch milliseconds. */
export const endOfDay = (date: string, timeZone: string) =>
  DateTime.fromISO(date, { zone: timeZone }).endOf('day').toMillis()

/** "3 de marzo". */
export const dayInWords = (at: number, language: Language, timeZone: string) =>
  new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', timeZone }).format(at)
