import type { Reader, Writer } from '../store/store.ts'
import type { Ledger } from './ledger/ledger.ts'
import { consentsOf } from './queries.ts'

type Needs = {
  readonly ledger: Pick<Ledger, 'entriesOf'>
  readonly custody: { forget(tx: Writer, citizenId: string): Promise<void> }
}

const iso = (at: number) => new Date(at).toISOString()

/** What a citizen agreed to, and what the ledger says of it in clear. */
export function consentPersonalData({ ledger, custody }: Needs) {
  return {
    name: 'consents',

    async collect(db: Reader | Writer, citizenId: string) {
      const consents = (await consentsOf(db, citizenId)).map(({ purpose, state, version, since, expires_at }) => ({
        purpose,
        state,
        since: iso(since),
        version,
        ...(expires_at !== null && { expires: iso(expires_at) }),
      }))
      const register = (await ledger.entriesOf(db, citizenId)).map(({ at, event, purpose, method, clear, seq }) => ({
        at: iso(at),
        action: event,
        purpose: purpose?.id ?? null,
        channel: method,
        number: seq,
        text: clear && Object.values(clear).filter(Boolean).join(' · '),
      }))
      return { json: { consents, register }, files: [] }
    },

    /** The ledger keeps its own, sealed, until the term is over. Before the identifiers: the suppression is made of them. */
    async erase(tx: Writer, citizenId: string) {
      const removed = (await consentsOf(tx, citizenId)).length
      const some = (await ledger.entriesOf(tx, citizenId)).length > 0
      await custody.forget(tx, citizenId)
      const kept = [
        { what: 'register', why: 'proof' },
        { what: 'suppression', why: 'wish' },
      ]
      return { removed, kept: some ? kept : [] }
    },
  }
}
