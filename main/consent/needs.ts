import type { Town } from '../../contract/settings.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Store, Writer } from '../store/store.ts'
import type { Ledger } from './ledger/ledger.ts'

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
  readonly ledger: Pick<Ledger, 'append' | 'destroyKey'>
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
