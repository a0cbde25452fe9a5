import type { Breaker, LineBudget } from '../../../../contract/line-safety.ts'

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
