import pg from 'pg'
import { makeReader } from './direct-executor.ts'
import { connectionTo, postgresDialect, runOn } from './postgres.ts'
import { postgresFailure } from './postgres-failures.ts'
import { sqliteDialect } from './sqlite.ts'
import { connect } from './sqlite-connection.ts'
import { sqliteFailure } from './sqlite-failures.ts'
import type { Reader } from './store.ts'

/** A store that is only looked at, whoever has it open: it is neither made, nor migrated, nor written. */
export type StoreReader = { readonly read: Reader; close(): Promise<void> }

/** `key`: the 32-byte master key of the data folder. Throws `StoreError`. */
export async function readSqliteStore({ path, key }: { path: string; key: Buffer }): Promise<StoreReader> {
  try {
    const { db, run } = connect(path, key, { readonly: true })
    db.prepare('select 1 from sqlite_master').get()
    return { read: makeReader(sqliteDialect, run), close: async () => void db.close() }
  } catch (error) {
    throw sqliteFailure(error)
  }
}

/** Throws `StoreError`. */
export async function readPostgresStore(url: string): Promise<StoreReader> {
  const pool = new pg.Pool({ ...connectionTo(url), max: 1, options: '-c default_transaction_read_only=on' })
  pool.on('error', () => undefined)
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw postgresFailure(error)
  }
  return { read: makeReader(postgresDialect, runOn(pool)), close: () => pool.end() }
}
