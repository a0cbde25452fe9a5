import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import type { Clock } from '../station/needs.ts'
import { type AppliedMigrations, apply, pending } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { connect, keyMark, type SqliteConnection } from './sqlite-connection.ts'
import { sqliteFailure } from './sqlite-failures.ts'
import { StoreError } from './store.ts'

type FileOptions = {
  readonly path: string
  readonly key: Buffer
  readonly clock: Clock
  readonly migrations: readonly Migration[]
}

/** Opens the file for writing, with the newest schema in it. Nothing is written before the file is known to be ours. */
export async function openSqliteFile({ path, key, clock, migrations }: FileOptions): Promise<SqliteConnection> {
  const applied = appliedInFile(path, key)
  const existed = applied.length > 0
  const steps = pending(applied, migrations)
  const connection = guarded(path, key, () => connect(path, key, { readonly: false }))
  try {
    guarded(path, key, () => tune(connection))
    if (steps.length > 0) {
      if (existed) backUp(connection, path, steps[0]?.number ?? 0)
      await migrate(connection, migrations, clock)
    }
    // From here on transactions wait without stopping the process.
    connection.db.pragma('busy_timeout = 0')
    return connection
  } catch (error) {
    connection.db.close()
    throw sqliteFailure(error)
  }
}

/** What a file that is there has of the schema; nothing is written. Throws `StoreError`. */
export function appliedInFile(path: string, key: Buffer): AppliedMigrations {
  if (!existsSync(path) || statSync(path).size === 0) return []
  return guarded(path, key, () => {
    const { db } = connect(path, key, { readonly: true })
    try {
      return appliedIn({ db })
    } finally {
      db.close()
    }
  })
}

function appliedIn({ db }: Pick<SqliteConnection, 'db'>): AppliedMigrations {
  const table = db.prepare("select 1 from sqlite_master where name = 'migrations'").get()
  return table ? db.prepare<[], number>('select number from migrations').pluck().all() : []
}

/**
 * A commit is on the disk before it is acknowledged: a power cut loses nothing that WhatsApp believes received. What
 * is deleted is overwritten, in pages that stay and in those that are freed: neither a destroyed key nor a word of an
 * erased person is left in free space.
 */
function tune({ db }: SqliteConnection): void {
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = full')
  db.pragma('fullfsync = on')
  db.pragma('secure_delete = on')
  db.pragma('journal_size_limit = 67108864')
}

/** Another process may have migrated in the meantime, so what is left is asked again inside the transaction. */
async function migrate(connection: SqliteConnection, migrations: readonly Migration[], clock: Clock): Promise<void> {
  const { db } = connection
  // A migration may rebuild a table that others point to; that is checked at the end instead.
  db.pragma('foreign_keys = off')
  db.exec('begin immediate')
  try {
    await apply(pending(appliedIn(connection), migrations), 'sqlite', clock.now(), {
      run: async (sql) => {
        db.exec(sql)
      },
      query: connection.run,
    })
    const orphans = db.pragma('foreign_key_check') as readonly unknown[]
    if (orphans.length > 0) throw new Error(`A migration left ${orphans.length} rows that point nowhere`)
    db.exec('commit')
  } finally {
    if (db.inTransaction) db.exec('rollback')
    db.pragma('foreign_keys = on')
  }
}

/** A copy, encrypted with the same key, of the store as it was before migration `number`. */
function backUp({ db }: SqliteConnection, path: string, number: number): void {
  const copy = `${path}.before-${number}`
  const part = `${copy}.part`
  try {
    rmSync(part, { force: true })
    db.prepare('vacuum into ?').run(part)
    renameSync(part, copy)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** Does `work` and, when the file cannot be read, looks at its first bytes to tell a wrong key from damage. */
function guarded<T>(path: string, key: Buffer, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const failure = sqliteFailure(error)
    if (failure instanceof StoreError && failure.code === 'STORE_DAMAGED' && hasForeignMark(path, key)) {
      throw new StoreError(
        'STORE_WRONG_KEY',
        'The key of this user does not open the store. Use the account and computer that made it, or restore its key.',
        { cause: error },
      )
    }
    throw failure
  }
}

/** Whole pages that begin with neither our mark nor a sign of damage: written with another key. */
function hasForeignMark(path: string, key: Buffer): boolean {
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  try {
    if (readSync(file, head) < head.length || statSync(path).size % 4096 !== 0) return false
  } finally {
    closeSync(file)
  }
  const blank = new Set(head).size === 1
  return !(blank || head.equals(keyMark(key)) || head.toString('latin1').startsWith('SQLite format 3'))
}
