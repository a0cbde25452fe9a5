import { DateTime } from 'luxon'
import type { LedgerHead } from '../../../contract/ledger.ts'
import type { Clock, KeyFor } from '../../station/needs.ts'
import type { Store } from '../../store/store.ts'
import { endsAtOnce, type HeadRow, headOfDay, insertHead, newestHeads } from './queries.ts'
import { canonicalJson, genesis } from './rules.ts'
import { fingerprint, isSigned, signer } from './signature.ts'

/** What is signed: how the ledger stood at a moment. */
export type Statement = {
  readonly v: 1
  /** Epoch milliseconds. */
  readonly at: number
  readonly day: string
  readonly entries: number
  readonly head: string
  readonly town: string
}

/** A statement as it was signed; key and signature are base64. */
export type SignedHead = { readonly statement: string; readonly publicKey: string; readonly signature: string }

export const statementOf = ({ statement }: Pick<SignedHead, 'statement'>): Statement => JSON.parse(statement)

export const signedHead = (row: HeadRow): SignedHead => ({
  statement: row.statement,
  publicKey: row.public_key,
  signature: row.signature,
})

/** Whether a stored head is signed and says what its row says. */
export function isSound(row: HeadRow): boolean {
  if (!isSigned(row.statement, row.public_key, row.signature)) return false
  const { day, entries } = statementOf(row)
  return day === row.day && entries === row.seq
}

type Needs = {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly keyFor: KeyFor
  readonly town: () => Promise<{ readonly name: string; readonly timeZone: string }>
}

export type Heads = ReturnType<typeof ledgerHeads>

/** Signs how the ledger stands, with the key of this data folder. */
export function ledgerHeads({ store, clock, keyFor, town }: Needs) {
  const { publicKey, sign } = signer(keyFor('ledger-signature'))

  const stateNow = async () => {
    const [ends] = await endsAtOnce(store.read, {})
    return { entries: ends?.lastSeq ?? 0, head: ends?.lastHash ?? genesis }
  }

  const signNow = async (): Promise<SignedHead> => {
    const { name, timeZone } = await town()
    const at = clock.now()
    const day = DateTime.fromMillis(at, { zone: timeZone }).toISODate() ?? ''
    const statement: Statement = { v: 1, at, day, ...(await stateNow()), town: name }
    const text = canonicalJson(statement)
    return { statement: text, publicKey, signature: sign(text) }
  }

  return {
    /** Of the key this station signs with. */
    fingerprint: fingerprint(publicKey),

    signNow,

    /** How many entries there are, and the hash of the last. */
    stateNow,

    /** Signs once a day, as soon as there is something; with a clock set back the day may have its head already. */
    async signToday(): Promise<void> {
      const head = await signNow()
      const { day, entries } = statementOf(head)
      if (entries === 0) return
      await store.transaction(async (tx) => {
        const [known] = await headOfDay(tx, { day })
        if (known) return
        await insertHead(tx, {
          day,
          seq: entries,
          statement: head.statement,
          public_key: publicKey,
          signature: head.signature,
        })
        await store.changes.note(tx, [{ kind: 'privacy' }])
      })
    },

    /** The newest first. */
    async list(limit: number): Promise<readonly LedgerHead[]> {
      return (await newestHeads(store.read, { limit })).map((row) => {
        const { day, entries, head, at } = statementOf(row)
        return { day, entries, head, at, fingerprint: fingerprint(row.public_key) }
      })
    },
  }
}
