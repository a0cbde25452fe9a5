import { createHash } from 'node:crypto'
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

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const checkLength = 4

/** The key of the copies as a person copies it from paper: groups of four letters and digits, the last one checks the others. */
export function recoveryCode(key: Buffer): string {
  const text = encoded(key)
  return (text + checkOf(text)).match(/.{1,4}/g)?.join('-') ?? ''
}

/** The key in a code as somebody typed it; null when it is none. */
export function keyFromCode(code: string): Buffer | null {
  const text = code.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const body = text.slice(0, -checkLength)
  if (text.slice(-checkLength) !== checkOf(body)) return null
  const bits = [...body].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []
  return bytes.length === 32 ? Buffer.from(bytes) : null
}

function encoded(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

const checkOf = (text: string) => encoded(createHash('sha256').update(text).digest()).slice(0, checkLength)
