import type { Language } from '../../contract/common.ts'
import type { Method } from '../../contract/consents.ts'
import type { Town } from '../../contract/settings.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Store, Writer } from '../store/store.ts'
import type { By } from './desk.ts'
import type { ConsentEvent } from './rules.ts'

/** A message that proves something of an entry. */
export type Evidence = {
  readonly messageId: string
  readonly providerId: string | null
  readonly direction: 'in' | 'out'
  readonly status: string | null
  /** Epoch milliseconds. */
  readonly at: number
}

/** One event of the ledger. `clear` is encrypted under the citizen's own key; the chain holds commitments of it. */
export type NewEntry = {
  readonly event: ConsentEvent
  readonly citizenId: string
  /** Null: about all of them. */
  readonly purpose: { readonly id: string; readonly version: number } | null
  readonly basis: string | null
  readonly notice: {
    readonly id: string
    readonly version: number
    readonly language: Language
    readonly sha256: string
  } | null
  readonly method: Method
  readonly actor: By
  readonly messages: readonly Evidence[]
  readonly expiresAt: number | null
  readonly clear: {
    readonly identity?: string
    readonly shown?: string
    readonly question?: string
    readonly answer?: string
    readonly age?: string
    readonly detail?: string
  }
}

/** Where everything that happens to a consent is written down for good. */
export interface Ledger {
  append(tx: Writer, entry: NewEntry): Promise<{ readonly seq: number }>
  /** What it says of them in clear can be read by nobody from now on. */
  destroyKey(tx: Writer, citizenId: string): Promise<void>
}

/** The queue of what leaves, seen from here. */
export interface TownStartedQueue {
  /** Takes back what the town started and has not left, of these purposes or of all. */
  stopTownStarted(tx: Writer, citizenId: string, purposes: readonly string[] | 'all'): Promise<void>
}

export type ConsentNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  readonly ledger: Ledger
  readonly outbox: TownStartedQueue
  /** Somebody left some of it or all, in the transaction that notes it. */
  readonly left: (tx: Writer, citizenId: string) => Promise<void>
  /** 32 random bytes made at first use. */
  readonly townSecret: (tx: Writer, name: string) => Promise<Buffer>
  /** The folder `consent` of the shipped data. */
  readonly resources: string
  /** An invented town: its notice needs nobody's approval. */
  readonly practice: boolean
}
