import type { LedgerEntry } from '../../../contract/ledger.ts'
import type { Clock } from '../../station/needs.ts'
import type { Reader, Writer } from '../../store/store.ts'
import type { ChainedEntry, ChainRow, MessageSeen, NewEntry, SealedFields } from './entry.ts'
import { chainOf, destroySubjectKey, ends, insertEntry, insertSubjectKey, moveTip, subjectKey } from './queries.ts'
import { canonicalJson, genesis, linked, sealedFields } from './rules.ts'
import { commitments, newSubjectKey, seal, sha256, unseal } from './sealing.ts'

/** The append-only record of consents; everything in the caller's transaction. */
export interface Ledger {
  /** Throws when the subject's key was destroyed: whoever comes back is somebody new. */
  append(tx: Writer, entry: NewEntry): Promise<{ readonly seq: number; readonly hash: string }>
  /** Forgets the subject's key, after a `destroyed` entry: the chain still verifies, the content is unreadable. */
  destroyKey(tx: Writer, citizenId: string): Promise<void>
  /** Oldest first. */
  entriesOf(db: Reader | Writer, citizenId: string): Promise<readonly LedgerEntry[]>
}

async function keyFor(tx: Writer, citizenId: string): Promise<string> {
  const [known] = await subjectKey(tx, { citizenId })
  if (known?.key === null) throw new Error('The key of this subject was destroyed')
  if (known) return known.key
  const key = newSubjectKey()
  await insertSubjectKey(tx, { citizenId, key })
  return key
}

const isSame = (a: { seq: number; hash: string } | null, b: { seq: number; hash: string } | null) =>
  a?.seq === b?.seq && a?.hash === b?.hash

export function consentLedger({ clock }: { readonly clock: Pick<Clock, 'now'> }): Ledger {
  return {
    async append(tx, { citizenId, clear, messages, ...said }) {
      const key = await keyFor(tx, citizenId)
      const { last, tip } = await ends(tx)
      const seq = (last?.seq ?? 0) + 1
      const fields = sealedFields({ clear, messages })
      const sealed = seal(key, seq, fields)
      const chained: ChainedEntry = {
        ...said,
        v: 1,
        seq,
        at: clock.now(),
        subject: citizenId,
        key: sha256(key),
        commitments: commitments(key, seq, fields),
        sealed: sha256(sealed),
      }
      const entry = canonicalJson(chained)
      const hash = linked(last?.hash ?? genesis, sha256(entry), sha256)
      await insertEntry(tx, { seq, citizenId, entry, hash, sealed })
      // A tip that does not fit is evidence of a broken chain: consents go on being written, and it stays as it is.
      if (isSame(last, tip)) await moveTip(tx, { seq, hash })
      return { seq, hash }
    },

    async destroyKey(tx, citizenId) {
      await destroySubjectKey(tx, citizenId)
    },

    async entriesOf(db, citizenId) {
      return (await chainOf(db, { citizenId })).map((row) => readable(row, opened(row)))
    },
  }
}

/** What a row says in clear; null when nobody can read it any more, or what is sealed was damaged. */
export function opened({ seq, key, sealed }: ChainRow): SealedFields | null {
  if (key === null || sealed === null) return null
  try {
    return unseal(key, seq, sealed)
  } catch {
    return null
  }
}

/** An entry with what it says in clear. */
export function readable({ entry, hash }: ChainRow, fields: SealedFields | null): LedgerEntry {
  const chained = JSON.parse(entry) as ChainedEntry
  const { messages = '[]', ...clear } = fields ?? {}
  return {
    seq: chained.seq,
    at: chained.at,
    event: chained.event,
    purpose: chained.purpose,
    basis: chained.basis,
    notice: chained.notice,
    method: chained.method,
    actor: chained.actor,
    expiresAt: chained.expiresAt,
    hash,
    clear: fields && clear,
    messages: JSON.parse(messages) as MessageSeen[],
  }
}
