import type { AuditTrail } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { BlobStore } from '../store/blobs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'

/** What a citizen said to one purpose, as their card shows it. */
export type ConsentSeen = {
  readonly purpose: string
  readonly name: string
  readonly state: string
  readonly since: number
}

/**
 * The consents of citizens, seen from here. None of these may ever give one: a merge, an import or another number can
 * only take away or leave pending.
 */
export interface CitizenConsents {
  /** The purposes citizens can be asked about, in the town's language. */
  purposes(db: Reader): Promise<readonly { readonly id: string; readonly name: string }[]>
  /** Every purpose this citizen was asked about. */
  seen(db: Reader, citizenId: string): Promise<readonly ConsentSeen[]>
  /** Those of these numbers (E.164) that must not be brought back by a list: who left for good, or was erased. */
  suppressed(db: Reader | Writer, phones: readonly string[]): Promise<ReadonlySet<string>>
  /** A list says that somebody wants these purposes, in its own words: remembered as pending, gives nothing. */
  pendingFromImport(tx: Writer, citizenId: string, purposes: readonly string[]): Promise<void>
  /**
   * Two records are one from now on. The consents are those of the kept one; where both have one for a purpose the
   * stricter wins, and so do a pause, a doubt, a block or having left of either. Undoing the merge gives nothing back.
   */
  afterMerge(tx: Writer, keptId: string, mergedId: string): Promise<void>
  /** A number is no longer this citizen's: what was agreed to from it must not be used before it is confirmed again. */
  numberChanged(tx: Writer, citizenId: string): Promise<void>
}

/** Threads of the inbox, as a merge needs them moved. What `join` returns is plain data that `part` understands. */
export interface ThreadMerges {
  /** Two threads on one line become one; their messages are moved by the caller. */
  join(tx: Writer, absorbedId: string, intoId: string): Promise<unknown>
  part(tx: Writer, joined: unknown): Promise<void>
  /** A thread of this citizen on the line of another thread; its id. */
  open(tx: Writer, besideId: string, citizenId: string): Promise<string>
  /** The last words of a thread, after messages were moved. */
  recount(tx: Writer, id: string): Promise<void>
}

export type RegisterNeeds = {
  readonly store: Store
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly consents: CitizenConsents
}
