import type { Reader, Writer } from '../store/store.ts'

/** A file about somebody, read when it is needed. */
export type PersonalFile = {
  /** Unique among the files of one part. */
  readonly name: string
  readonly mime: string
  readonly bytes: () => Promise<Uint8Array>
}

/** What one part of the town holds about somebody: plain JSON values, times as ISO 8601. */
export type Collected = { readonly json: unknown; readonly files: readonly PersonalFile[] }

/** `what` and `why` are names in `resources/privacy`, where people read them. */
export type Kept = { readonly what: string; readonly why: string }

export type Erased = {
  /** How many things are gone: messages, files, bookings. */
  readonly removed: number
  readonly kept: readonly Kept[]
  /** Encrypted files that nothing in the store names any more. */
  readonly blobs?: readonly string[]
}

/** One part of the town that holds personal data. */
export interface PersonalData {
  /** A name in `resources/privacy`: the heading of its part of an export. */
  readonly name: string
  collect(db: Reader | Writer, citizenId: string): Promise<Collected>
  /** Removes it for good, in the caller's transaction, and says what stays and why. */
  erase(tx: Writer, citizenId: string): Promise<Erased>
  /** What is still under way and ought to be settled before: a name in `resources/privacy` and how many. */
  underWay?(db: Reader | Writer, citizenId: string): Promise<readonly { readonly what: string; readonly n: number }[]>
}
