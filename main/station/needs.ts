import type { Logger } from 'pino'
import type { BlobStore } from '../store/blobs.ts'
import type { KeyUse } from '../store/keys.ts'
import type { Store } from '../store/store.ts'

/** Time, so that rules and tests never read the wall clock. */
export interface Clock {
  /** UTC epoch milliseconds. */
  now(): number
  /** Calls `work` once after `ms` milliseconds; returns how to cancel it. */
  after(ms: number, work: () => void): () => void
  /** What the time is taken from, for the audit trail; the machine's own clock unless said. */
  readonly source?: string
}

/** Makes ids: UUID version 7, so they sort by the time they were made. */
export type NewId = () => string

/** Keeps the secret everything at rest is encrypted with: Electron `safeStorage`, or a 0600 file. */
export interface KeyVault {
  /** The 32-byte master key of the data folder, made at first use. Throws `StoreError('STORE_WRONG_KEY')` when it cannot be read. */
  masterKey(): Promise<Buffer>
}

/** Makes the key of one use. */
export type KeyFor = (use: KeyUse) => Buffer

/** Everything the station takes from outside. */
export type Needs = {
  readonly store: Store
  readonly blobs: BlobStore
  readonly keyFor: KeyFor
  readonly clock: Clock
  /** The machine's, where `clock` is that of a practice town: for sessions, and for who holds the line. */
  readonly machine?: Clock
  readonly newId: NewId
  readonly log: Logger
  /** Of the program, for the audit trail. */
  readonly version?: string
}
