import { setImmediate as rest } from 'node:timers/promises'
import type { LedgerFault, LedgerResult } from '../../../contract/ledger.ts'
import type { Reader } from '../../store/store.ts'
import type { ChainRow } from './entry.ts'
import { isSound, statementOf } from './heads.ts'
import { allHeads, chainAfter, destroyedAfter, endsAtOnce, type HeadRow } from './queries.ts'
import { checkRow, genesis, type Progress, start } from './rules.ts'
import { sha256 } from './sealing.ts'

export type VerifyOptions = {
  /** Rows read and checked before others get a turn; a thousand take some hundredths of a second. */
  readonly slice?: number
  readonly signal?: AbortSignal | undefined
  readonly progress?: (checked: number, of: number) => void
}

const broken = (seq: number, fault: LedgerFault): LedgerResult => ({ ok: false, seq, fault })

/**
 * Reads the whole ledger and finds the first entry that is not as it was written. What is appended meanwhile is not
 * looked at. Memory does not grow with the ledger. Throws when `signal` aborts.
 */
export async function verifyLedger(
  db: Reader,
  { slice = 1_000, signal, progress }: VerifyOptions = {},
): Promise<LedgerResult> {
  // Heads first: each of them is of entries that were there before.
  const heads = await allHeads(db, {})
  const [ends] = await endsAtOnce(db, {})
  const last = ends?.lastSeq ?? 0
  const bySeq = Map.groupBy(heads, ({ seq }) => seq)
  let seen = start()
  while (seen.seq < last) {
    signal?.throwIfAborted()
    progress?.(seen.seq, last)
    const after = checkSlice(seen, await chainAfter(db, { seq: seen.seq, upTo: last, limit: slice }), bySeq)
    if ('ok' in after) return after
    seen = after
    await rest()
  }
  return (await destroyedUnsaid(db, seen)) ?? cutOff(seen, ends, heads) ?? whole(seen)
}

type HeadsBySeq = ReadonlyMap<number, readonly HeadRow[]>

function checkSlice(before: Progress, rows: readonly ChainRow[], heads: HeadsBySeq): Progress | LedgerResult {
  if (rows.length === 0) return broken(before.seq + 1, 'gap')
  let seen = before
  for (const row of rows) {
    const check = checkRow(seen, row, sha256)
    if (!check.ok) return broken(seen.seq + 1, check.fault)
    seen = check.after
    const faulty = faultyHead(heads.get(seen.seq) ?? [], seen.hash)
    if (faulty) return faulty
  }
  return seen
}

const whole = ({ seq, hash }: Progress): LedgerResult => ({ ok: true, entries: seq, head: hash })

function faultyHead(heads: readonly HeadRow[], hash: string): LedgerResult | null {
  const faulty = heads.find((row) => !isSound(row) || statementOf(row).head !== hash)
  return faulty ? broken(faulty.seq, 'head') : null
}

/** A key is destroyed by an act that the ledger tells of; one that is only gone was taken away. */
async function destroyedUnsaid(db: Reader, { keyless, seq }: Progress): Promise<LedgerResult | null> {
  const suspects = [...keyless].toSorted(([, a], [, b]) => a - b)
  for (const [citizenId, first] of suspects) {
    const later = await destroyedAfter(db, { citizenId, seq })
    if (!later.some(({ entry }) => entry.includes(',"event":"destroyed",'))) return broken(first, 'key_destroyed')
  }
  return null
}

type Ends = { readonly tipSeq: number | null; readonly tipHash: string | null } | undefined

/** Whether the last entries are missing: the tip, or a signed head, knows of more. */
function cutOff({ seq, hash }: Progress, ends: Ends, heads: readonly HeadRow[]): LedgerResult | null {
  const tip = { seq: ends?.tipSeq ?? 0, hash: ends?.tipHash ?? genesis }
  if (tip.seq !== seq || tip.hash !== hash) return broken(tip.seq > seq ? seq + 1 : Math.max(1, tip.seq), 'end')
  return heads.some((head) => head.seq > seq) ? broken(seq + 1, 'end') : null
}
