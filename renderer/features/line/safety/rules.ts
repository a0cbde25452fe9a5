import type { Breaker, ComingBroadcast, LineBudget, LineCalendarDay } from '../../../../contract/line-safety.ts'

/** The bar of a day's budget, in shares of it: what left, what notices may still take, what is kept for emergencies. */
export function gaugeParts({ sent, allowed, reserve }: Pick<LineBudget, 'sent' | 'allowed' | 'reserve'>) {
  const whole = Math.max(1, allowed, sent)
  const ordinary = Math.max(0, allowed - reserve)
  const free = Math.max(0, ordinary - sent)
  return {
    sent: sent / whole,
    free: free / whole,
    reserve: Math.max(0, allowed - Math.max(ordinary, sent)) / whole,
    left: free,
  }
}

/** Whether a breaker has seen enough to say anything. */
export const isWatching = ({ name, sample, least }: Breaker): boolean => name !== 'disconnects' && sample < least

/** What a field of numbers holds; no number at all while it is empty. */
export const numberIn = (written: string): number => (written.trim() === '' ? Number.NaN : Number(written))

/** Days `YYYY-MM-DD` in weeks from Monday to Sunday; null fills what comes before the first. */
export function inWeeks<D extends { readonly day: string }>(days: readonly D[]): readonly (readonly (D | null)[])[] {
  const [first] = days
  if (!first) return []
  const before = (new Date(`${first.day}T12:00:00Z`).getUTCDay() + 6) % 7
  const cells: (D | null)[] = [...Array.from({ length: before }, () => null), ...days]
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** Noon of a day `YYYY-MM-DD` where the console is, in epoch milliseconds: it is that day there. */
export const noon = (day: string): number => new Date(`${day}T12:00:00`).getTime()

/** What the first so many days leave free. */
export const freeOf = (days: readonly Pick<LineCalendarDay, 'free'>[], count: number): number =>
  days.slice(0, count).reduce((sum, { free }) => sum + free, 0)

/** The last day on which a broadcast leaves, and whether all of it does within these days. */
export function placeOf(
  { id, left }: Pick<ComingBroadcast, 'id' | 'left'>,
  days: readonly Pick<LineCalendarDay, 'day' | 'planned'>[],
): { readonly last: string | null; readonly fits: boolean } {
  const mine = days.flatMap(({ day, planned }) =>
    planned.flatMap((one) => (one.id === id ? [{ day, count: one.count }] : [])),
  )
  return { last: mine.at(-1)?.day ?? null, fits: mine.reduce((sum, { count }) => sum + count, 0) >= left }
}

export const monthsOfYear = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

/** How many days a month has, in the years when February has most. */
export const daysIn = (month: number): number => new Date(Date.UTC(2024, month, 0)).getUTCDate()

/** Month and day, both from 1, of a day of any year `MM-DD`. */
export function partsOf(monthDay: string): readonly [month: number, day: number] {
  const [month = 1, day = 1] = monthDay.split('-').map(Number)
  return [month, day]
}

/** A day of any year `MM-DD`; the last of the month where the month has no such day. */
export const monthDayOf = (month: number, day: number): string =>
  [month, Math.min(day, daysIn(month))].map((part) => String(part).padStart(2, '0')).join('-')
