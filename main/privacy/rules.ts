import { DateTime } from 'luxon'
import type { IdentityProof, RightsKind, RightsState } from '../../contract/rights.ts'

/** Months a request may take, and how many more a complex one may (GDPR art. 12.3). */
const ordinary = 1
const extension = 2

/**
 * The end of the last day, in the town's time zone, on which a request received at `receivedAt` may be answered: the
 * same day of a later month, or the last of a month that has none such (31 January → the end of February).
 */
export function dueAt(receivedAt: number, timeZone: string, extended = false): number {
  const months = extended ? ordinary + extension : ordinary
  return DateTime.fromMillis(receivedAt, { zone: timeZone }).plus({ months }).endOf('day').toMillis()
}

/** An extension is told within the first month, once, of a request still open. */
export const mayExtend = (
  request: { readonly receivedAt: number; readonly extendedAt: number | null; readonly state: RightsState },
  timeZone: string,
  now: number,
): boolean => isOpen(request.state) && request.extendedAt === null && now <= dueAt(request.receivedAt, timeZone)

export const isOpen = (state: RightsState): boolean => state !== 'answered' && state !== 'refused'

const next: Readonly<Record<RightsState, readonly RightsState[]>> = {
  received: ['identity', 'working', 'refused'],
  identity: ['working', 'refused'],
  working: ['answered', 'refused'],
  answered: [],
  refused: [],
}

export const mayMove = (from: RightsState, to: RightsState): boolean => next[from].includes(to)

/**
 * Whether a proof of identity is enough for a right. Holding the phone is weak: phones are shared and numbers pass on to
 * others. It is enough to ask to be left alone, and for nothing that shows, changes or removes what is written.
 */
export const isEnough = (proof: IdentityProof, kind: RightsKind): boolean =>
  proof !== 'phone' || kind === 'objection' || kind === 'restriction'

/** `D-26-0001`. */
export const numberOf = ({ year, sequence }: { readonly year: number; readonly sequence: number }): string =>
  `D-${String(year % 100).padStart(2, '0')}-${String(sequence).padStart(4, '0')}`

/** The moment a record blocked at `at` is destroyed: the same day `years` later. */
export const destroyAfter = (at: number, years: number): number =>
  DateTime.fromMillis(at, { zone: 'utc' }).plus({ years }).toMillis()

export const yearAt = (at: number, timeZone: string): number => DateTime.fromMillis(at, { zone: timeZone }).year
