import type { ImportField } from '../../../contract/citizens.ts'

const consentStates = ['requested', 'given', 'refused', 'withdrawn', 'expired'] as const

/** A state of a consent as cards name it; one that nobody knows is shown as not confirmed. */
export const consentState = (state: string) => consentStates.find((known) => known === state) ?? 'requested'

/** What stands in the way of checking a list with these columns. */
export function columnFault(columns: readonly (ImportField | null)[]): 'noPhone' | 'twice' | null {
  const used = columns.filter((column) => column !== null)
  if (!used.includes('phone')) return 'noPhone'
  return new Set(used).size === used.length ? null : 'twice'
}

/** Where each piece of a file begins and ends. */
export function piecesOf(bytes: number, piece: number): readonly { readonly from: number; readonly to: number }[] {
  const count = Math.ceil(bytes / piece)
  return Array.from({ length: count }, (_, index) => ({
    from: index * piece,
    to: Math.min(bytes, (index + 1) * piece),
  }))
}
