import { setTimeout as pause } from 'node:timers/promises'
import { type Dialect, DummyDriver, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Clock } from '../station/needs.ts'
import { makeReader, makeWriter } from './direct-executor.ts'
import { CHANGES_KEPT, makeFeed, makeWatchers } from './feed.ts'
import { migrations as allMigrations } from './migrations/all.ts'
import type { Migration } from './migrations/migration.ts'
import { refuseNetworkShare } from './network-share.ts'
import { makeQueue } from './queue.ts'
import { makeSearch, sqliteSearch } from './search.ts'
import { connect, type SqliteConnection } from './sqlite-connection.ts'
import { sqliteFailure } from './sqlite-failures.ts'
import { openSqliteFile } from './sqlite-file.ts'
import { scrubSqlite } from './sqlite-scrub.ts'
import { type Store, StoreError } from './store.ts'

export type SqliteOptions = {
  /** The database file; its folder exists. */
  readonly path: string
  /** The 32-byte master key of the data folder. */
  readonly key: Buffer
  readonly clock: Clock
  /** How many changes the feed keeps. */
  readonly keepChanges?: number
  /** The steps of the schema; all of ours unless given. */
  readonly migrations?: readonly Migration[]
  /** Throws when the file is not on a disk of this machine. */
  readonly networkShareCheck?: (path: string) => Promise<void>
}

/** How long a transaction waits for one of another process, in milliseconds, and how often it asks. */
const BUSY = { wait: 5_000, every: 5 }
/** How often, in milliseconds, a watched feed looks for commits of other processes. */
const POLL = 250

export const sqliteDialect: Dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
}

/**
 * Opens, makes or migrates an encrypted SQLite store. One connection writes, one transaction at a time; another
 * only reads, so a read sees committed rows and waits for nobody. Throws `StoreError`.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const { path, key, clock, keepChanges, migrations = allMigrations, networkShareCheck = refuseNetworkShare } = options
  await networkShareCheck(path)
  const writer = await openSqliteFile({ path, key, clock, migrations })
  const reader = connect(path, key, { readonly: true })
  const read = makeReader(sqliteDialect, reader.run)
  const queue = makeQueue()
  let noted = false
  const watchers = makeWatchers(() => pollOtherProcesses(writer, clock, () => watchers.call()))
  const changes = makeFeed({
    read,
    watchers,
    now: () => clock.now(),
    keep: keepChanges ?? CHANGES_KEPT,
    announce: () => {
      noted = true
    },
  })

  async function transact<T>(work: Parameters<typeof store.transaction<T>>[0]): Promise<{ result: T; noted: boolean }> {
    await begin(writer)
    const { tx, end } = makeWriter(sqliteDialect, writer.run)
    noted = false
    try {
      const result = await work(tx)
      writer.db.exec('commit')
      return { result, noted }
    } catch (error) {
      // SQLite has already rolled back after a full disk and the like.
      if (writer.db.inTransaction) writer.db.exec('rollback')
      throw sqliteFailure(error)
    } finally {
      end()
    }
  }

  const store: Store = {
    dialect: 'sqlite',
    read,
    changes,
    search: makeSearch(sqliteSearch, read),
    async transaction(work) {
      const { result, noted } = await queue.run(() => transact(work))
      // After the turn, so that a watcher may begin a transaction of its own.
      if (noted) queueMicrotask(watchers.call)
      return result
    },
    async snapshot(work) {
      const moment = connect(path, key, { readonly: true })
      try {
        moment.db.exec('begin')
        return await work(makeReader(sqliteDialect, moment.run))
      } finally {
        moment.db.close()
      }
    },
    scrub: () => scrubSqlite(writer, (work) => queue.run(async () => work())),
    close: () =>
      queue.close(() => {
        watchers.clear()
        // The writer is last: the last connection to close folds the log back into the file.
        reader.db.close()
        writer.db.close()
      }),
  }
  return store
}

/**
 * Takes the write lock. It asks again from a timer instead of letting SQLite wait, which would stop the whole
 * process, and with it the very transaction that may hold the lock.
 */
async function begin({ db }: SqliteConnection): Promise<void> {
  for (let waited = 0; ; waited += BUSY.every) {
    try {
      db.exec('begin immediate')
      return
    } catch (error) {
      const failure = sqliteFailure(error)
      if (!(failure instanceof StoreError && failure.code === 'STORE_IN_USE') || waited >= BUSY.wait) throw failure
    }
    await pause(BUSY.every)
  }
}

/** `data_version` of a connection moves when any other one commits, and ours is the only writer of this process. */
function pollOtherProcesses({ db }: SqliteConnection, clock: Clock, found: () => void): () => void {
  let seen = version()
  let cancel = clock.after(POLL, look)
  function version(): unknown {
    return db.pragma('data_version', { simple: true })
  }
  function look() {
    const now = version()
    if (now !== seen) {
      seen = now
      found()
    }
    cancel = clock.after(POLL, look)
  }
  return () => cancel()
}
