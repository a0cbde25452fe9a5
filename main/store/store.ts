import type { Kysely, Transaction } from 'kysely'
import type { ChangeKind, Schema } from './schema.ts'

/** Reads committed rows only. */
export type Reader = Pick<Kysely<Schema>, 'selectFrom' | 'with' | 'executeQuery' | 'getExecutor' | 'fn'>

/** Reads and writes inside one transaction. */
export type Writer = Transaction<Schema>

export type Change = {
  readonly kind: ChangeKind
  readonly conversationId?: string
  readonly objectId?: string
  readonly inbound?: boolean
}

export type RecordedChange = Change & { readonly seq: number }

/** The change feed: what happened in the store, in commit order, whichever station wrote it. */
export interface ChangeFeed {
  /** Writes changes in the transaction that makes them. Their order is the order of commits. */
  note(tx: Writer, changes: readonly Change[]): Promise<void>
  /** The newest sequence; 0 in an empty feed. */
  latest(): Promise<number>
  /** Changes after `since`, oldest first, or `null` when the feed no longer reaches that far back. */
  after(since: number, limit: number): Promise<readonly RecordedChange[] | null>
  /** Calls `listener` soon after any commit that noted changes, here or in another process. Returns how to stop. */
  watch(listener: () => void): () => void
}

export type SearchQuery = {
  readonly q: string
  readonly limit: number
  /** Only messages older than this `seq`. */
  readonly before?: number
  readonly direction?: 'in' | 'out' | 'note'
  readonly conversationId?: string
  readonly from?: number
  readonly to?: number
}

/** Full-text search that ignores accents and case; the last word counts as a prefix. */
export interface SearchIndex {
  /** Adds or replaces the words of a message already in `messages`. Only the first 10,000 characters are indexed. */
  put(tx: Writer, seq: number, text: string): Promise<void>
  remove(tx: Writer, seq: number): Promise<void>
  /** `seq` of matching messages, newest first. An empty or wordless `q` matches nothing. */
  find(query: SearchQuery): Promise<readonly number[]>
}

/**
 * The database behind every area. Opening one may throw a `StoreError`; nothing is overwritten then.
 */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  readonly read: Reader
  /** All of `work` or nothing. Transactions queue; never start one inside another. */
  transaction<T>(work: (tx: Writer) => Promise<T>): Promise<T>
  /** All that `work` reads is the store of one moment; nobody waits for it. */
  snapshot<T>(work: (read: Reader) => Promise<T>): Promise<T>
  readonly changes: ChangeFeed
  readonly search: SearchIndex
  /**
   * Rewrites what still holds words of deleted rows: the search index, the write-ahead log and, where the server lets
   * us, dead rows. In small steps between other transactions. False when somebody reading kept the log from being cut.
   */
  scrub(): Promise<boolean>
  /** Finishes what runs and closes; SQLite checkpoints its log. */
  close(): Promise<void>
}

/** Why a store cannot be opened or written, in codes a person gets a sentence for. */
export type StoreErrorCode =
  | 'STORE_WRONG_KEY'
  | 'STORE_DAMAGED'
  | 'STORE_NEWER'
  | 'STORE_DISK_FULL'
  | 'STORE_READ_ONLY'
  | 'STORE_NETWORK_SHARE'
  | 'STORE_IN_USE'
  | 'STORE_UNREACHABLE'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
