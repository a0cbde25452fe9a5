import Database from 'better-sqlite3'
import type { CompiledQuery, QueryResult } from 'kysely'
import type { Run } from './direct-executor.ts'
import { deriveKey } from './keys.ts'
import { sqliteFailure } from './sqlite-failures.ts'

/** How long opening waits for another process, in milliseconds. */
const OPEN_WAIT = 5_000
/** Statements kept compiled per connection; twice as many at the most. */
const STATEMENTS = 200

/** One encrypted connection and the statements it has compiled. */
export interface SqliteConnection {
  readonly db: Database.Database
  readonly run: Run
}

/**
 * Opens the file with the key derived from `master`, in SQLCipher 4's format (AES-256, each page authenticated).
 * The salt at the head of the file is derived too: a raw key needs no salt, and so the file tells its key.
 */
export function connect(path: string, master: Buffer, options: { readonly: boolean }): SqliteConnection {
  const db = new Database(path, { readonly: options.readonly, fileMustExist: options.readonly, timeout: OPEN_WAIT })
  try {
    db.pragma("cipher = 'sqlcipher'")
    db.pragma('legacy = 4')
    db.pragma(`key = "x'${deriveKey(master, 'database').toString('hex')}${keyMark(master).toString('hex')}'"`)
    // A temporary file would hold rows in the clear.
    db.pragma('temp_store = memory')
    db.pragma('foreign_keys = on')
    db.pragma('cache_size = -16000')
  } catch (error) {
    db.close()
    throw error
  }
  return { db, run: runner(db) }
}

/** The first 16 bytes of every file of this key. */
export function keyMark(master: Buffer): Buffer {
  return deriveKey(master, 'database-mark', 16)
}

function runner(db: Database.Database): Run {
  const statement = statementCache(db)
  return async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    try {
      const prepared = statement(query.sql)
      if (prepared.reader) return { rows: prepared.all(query.parameters) as R[] }
      const { changes, lastInsertRowid } = prepared.run(query.parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    } catch (error) {
      throw sqliteFailure(error)
    }
  }
}

type Statement = Database.Statement<[readonly unknown[]]>

/** Two generations: what is used survives, what is not is dropped with the older generation. */
function statementCache(db: Database.Database): (sql: string) => Statement {
  let young = new Map<string, Statement>()
  let old = new Map<string, Statement>()
  return (sql) => {
    const known = young.get(sql)
    if (known) return known
    const statement = old.get(sql) ?? db.prepare<[readonly unknown[]]>(sql)
    if (young.size >= STATEMENTS) {
      old = young
      young = new Map()
    }
    young.set(sql, statement)
    return statement
  }
}
