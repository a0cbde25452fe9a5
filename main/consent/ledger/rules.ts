import type { LedgerFault } from '../../../contract/ledger.ts'
import type { ChainRow, NewEntry, SealedFields } from './entry.ts'

/** SHA-256 of a text's UTF-8 bytes, hex. */
export type Sha256 = (text: string) => string

/** What stands before the first entry. */
export const genesis = '0'.repeat(64)

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/**
 * JSON in one way only (RFC 8785): no blanks, names sorted by their UTF-16 units. Throws `RangeError` for a number that
 * JSON cannot say.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('JSON has no such number')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const named = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${named.map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`).join(',')}}`
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value)

/** The hash of an entry: that of the one before it and the entry's own, joined as hex. */
export const linked = (previous: string, digest: string, sha256: Sha256): string => sha256(previous + digest)

/** What an entry seals: its clear fields that are there, and the messages it rests on. */
export function sealedFields({ clear, messages }: Pick<NewEntry, 'clear' | 'messages'>): SealedFields {
  const said = Object.entries(clear).filter((field): field is [string, string] => field[1] !== undefined)
  return Object.fromEntries([...said, ...(messages.length > 0 ? [['messages', canonicalJson(messages)]] : [])])
}

/** How the chain stands after the rows seen so far. */
export type Progress = {
  readonly seq: number
  readonly hash: string
  /** Subjects without a key of whom no entry has said so far that it was destroyed, and the first entry of each. */
  readonly keyless: Map<string, number>
}

export const start = (): Progress => ({ seq: 0, hash: genesis, keyless: new Map() })

type Check = { readonly ok: true; readonly after: Progress } | { readonly ok: false; readonly fault: LedgerFault }

const wrong = (fault: LedgerFault): Check => ({ ok: false, fault })

/**
 * Holds the next row of the chain against those before it. Every stored byte counts: the entry and its link, the
 * column that says whose it is, what is sealed, and the subject's key. `keyless` grows and shrinks in place.
 */
export function checkRow(before: Progress, row: ChainRow, sha256: Sha256): Check {
  const seq = before.seq + 1
  if (row.seq !== seq) return wrong('gap')
  if (linked(before.hash, sha256(row.entry), sha256) !== row.hash) return wrong('entry')
  if (!row.entry.endsWith(`,"seq":${seq},"subject":${JSON.stringify(row.citizenId)},"v":1}`)) return wrong('subject')
  if (row.sealed === null || !row.entry.includes(`,"sealed":"${sha256(row.sealed)}",`)) return wrong('sealed')
  if (row.key !== null && !row.entry.includes(`,"key":"${sha256(row.key)}",`)) return wrong('key')
  if (row.key === null) noteKeyless(before.keyless, row)
  return { ok: true, after: { seq, hash: row.hash, keyless: before.keyless } }
}

function noteKeyless(keyless: Map<string, number>, { citizenId, entry, seq }: ChainRow): void {
  if (entry.includes(',"event":"destroyed",')) keyless.delete(citizenId)
  else if (!keyless.has(citizenId)) keyless.set(citizenId, seq)
}
