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

/** Of a broadcast: to whom it left, and which entry allowed it. */
export type CampaignPart = {
  readonly broadcast: string
  readonly purpose: string
  /** SHA-256, hex, of one line `delivery,seq` per recipient, in their order; the record of the broadcast says the same. */
  readonly sentHash: string
  readonly recipients: readonly {
    readonly delivery: string
    /** Null where their data are blocked or destroyed. */
    readonly citizen: string | null
    /** The consent it was handed over on the strength of; null where there was none. */
    readonly seq: number | null
    /** Epoch milliseconds. */
    readonly at: number
    readonly by: 'consent' | 'exception' | 'none' | 'blocked'
    /** The entry of this file that allowed it; null where there is none, or it is not to be shown. */
    readonly entry: number | null
  }[]
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
  /** In the evidence of a broadcast. */
  readonly campaign?: CampaignPart
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

function openedFields({ row, fields }: Shown): EvidenceFile['entries'][number]['opened'] {
  const { key } = row
  if (key === null || fields === null) return null
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { value, key: fieldKey(key, row.seq, field) }]),
  )
}

/** Entries written or opened before others get a turn; a hundred take some thousandths of a second. */
const slice = 100

export async function fileEntries(shown: readonly Shown[]): Promise<EvidenceFile['entries']> {
  const entries: EvidenceFile['entries'][number][] = []
  for (const each of shown) {
    entries.push({ seq: each.row.seq, entry: each.row.entry, opened: openedFields(each) })
    if (entries.length % slice === 0) await rest()
  }
  return entries
}

/** The file as text, in pieces. */
export async function written({ entries, ...frame }: EvidenceFile): Promise<readonly string[]> {
  const pieces = [`${JSON.stringify(frame, null, 1).slice(0, -2)},\n "entries": [`]
  for (let from = 0; from < entries.length; from += slice) {
    const text = entries.slice(from, from + slice).map((entry) => JSON.stringify(entry, null, 1))
    pieces.push(from === 0 ? '' : ',', text.join(','))
    await rest()
  }
  return [...pieces, ']\n}\n']
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
