import { setImmediate as rest } from 'node:timers/promises'
import type { LedgerResult } from '../../../contract/ledger.ts'
import type { Reader } from '../../store/store.ts'
import type { ChainRow, SealedFields } from './entry.ts'
import { type SignedHead, signedHead, statementOf } from './heads.ts'
import { entriesAfter, hashAt, headCovering } from './queries.ts'
import { genesis } from './rules.ts'
import { fieldKey, sha256 } from './sealing.ts'

export const evidenceFormat = 'ventanilla-evidence'

/** A field that the file shows: its value, and the key that opens its commitment and no other. */
type OpenedField = { readonly value: string; readonly key: string }

/** Links entries of the file to a signed head: the digests of all entries from `from` to the head, hex. */
export type Proof = SignedHead & {
  readonly from: number
  /** The hash of the entry before `from`, hex. */
  readonly previous: string
  readonly digests: readonly string[]
}

/** What a third party needs to check some entries of the ledger; the format is in docs/ledger.md. */
export type EvidenceFile = {
  readonly format: typeof evidenceFormat
  readonly v: 1
  readonly town: string
  /** ISO 8601, UTC. */
  readonly madeAt: string
  /** What came of verifying the whole ledger just before. */
  readonly ledger: LedgerResult
  readonly entries: readonly {
    readonly seq: number
    /** Canonical JSON, byte by byte as it was hashed. */
    readonly entry: string
    /** Null where the key of the subject was destroyed. */
    readonly opened: Readonly<Record<string, OpenedField>> | null
  }[]
  readonly proofs: readonly Proof[]
}

/** A row of the chain and the fields of it that may be shown. */
export type Shown = { readonly row: ChainRow; readonly fields: SealedFields | null }

export function openedFields({ row, fields }: Shown): EvidenceFile['entries'][number]['opened'] {
  const { key } = row
  if (key === null || fields === null) return null
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { value, key: fieldKey(key, row.seq, field) }]),
  )
}

const page = 2_000

async function digestsOf(db: Reader, from: number, to: number): Promise<readonly string[]> {
  const digests: string[] = []
  for (let seq = from - 1; seq < to; ) {
    const rows = await entriesAfter(db, { seq, upTo: to, limit: page })
    for (const { entry } of rows) digests.push(sha256(entry))
    const end = rows.at(-1)?.seq
    if (end === undefined) break
    seq = end
    await rest()
  }
  return digests
}

async function proofFrom(db: Reader, from: number, now: SignedHead): Promise<Proof> {
  const [covering] = await headCovering(db, { seq: from })
  const head = covering ? signedHead(covering) : now
  const [before] = await hashAt(db, { seq: from - 1 })
  const digests = await digestsOf(db, from, statementOf(head).entries)
  return { ...head, from, previous: before?.hash ?? genesis, digests }
}

/** One proof for all the entries that the same head covers; `now` is a head of this moment, for the newest ones. */
export async function proofsFor(db: Reader, seqs: readonly number[], now: SignedHead): Promise<readonly Proof[]> {
  const proofs: Proof[] = []
  let covered = 0
  for (const seq of seqs.toSorted((a, b) => a - b)) {
    if (seq <= covered) continue
    const proof = await proofFrom(db, seq, now)
    proofs.push(proof)
    covered = statementOf(proof).entries
  }
  return proofs
}
