import { DateTime } from 'luxon'

/** Why a copy was made. */
export const copyKinds = ['scheduled', 'manual', 'before_update'] as const
export type CopyKind = (typeof copyKinds)[number]

export type Kept = { readonly id: string; readonly madeAt: number; readonly kind: CopyKind }

const day = 86_400_000

/**
 * Which copies may go: of the last 7 days all stay, before that the newest of each week, and after 4 weeks the newest
 * of each month, up to `keepDays`. The newest three stay whatever their age.
 */
export function outdated(copies: readonly Kept[], keepDays: number, now: number): readonly Kept[] {
  const newestFirst = [...copies].sort((a, b) => b.madeAt - a.madeAt)
  const taken = new Set<string>()
  return newestFirst.filter(({ madeAt }, rank) => {
    const age = (now - madeAt) / day
    if (rank < 3 || age <= 7) return false
    if (age > keepDays) return true
    const stretch = stretchOf(madeAt, age)
    if (taken.has(stretch)) return true
    taken.add(stretch)
    return false
  })
}

const stretchOf = (madeAt: number, age: number) =>
  DateTime.fromMillis(madeAt, { zone: 'utc' }).toFormat(age <= 28 ? "kkkk-'W'WW" : 'yyyy-MM')

/** When the next copy of every day is due: at `hour` of the town, or now when one was missed. */
export function nextCopyAt(lastAt: number | null, hour: number, timeZone: string, now: number): number {
  const today = DateTime.fromMillis(now, { zone: timeZone }).set({ hour, minute: 0, second: 0, millisecond: 0 })
  const last = today.toMillis() <= now ? today : today.minus({ days: 1 })
  return lastAt === null || lastAt < last.toMillis() ? now : last.plus({ days: 1 }).toMillis()
}

/** The name of a copy: its time and why it was made; names sort by time. */
export const copyId = (madeAt: number, kind: CopyKind) =>
  `${new Date(madeAt).toISOString().replaceAll(':', '-').replace('.', '-')}-${kind}`
