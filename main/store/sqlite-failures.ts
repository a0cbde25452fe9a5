import Database from 'better-sqlite3'
import { StoreError, type StoreErrorCode } from './store.ts'

/** What the primary result codes of SQLite mean to a person. Codes not named here stay as they are. */
const meanings: Readonly<Record<string, { code: StoreErrorCode; message: string }>> = {
  SQLITE_CORRUPT: {
    code: 'STORE_DAMAGED',
    message: 'The store is damaged: part of the file cannot be read. Stop, keep the file and restore the last backup.',
  },
  SQLITE_NOTADB: {
    code: 'STORE_DAMAGED',
    message: 'The store is damaged: its beginning cannot be read. Stop, keep the file and restore the last backup.',
  },
  SQLITE_FULL: {
    code: 'STORE_DISK_FULL',
    message: 'The disk is full: nothing more can be saved. Free some space; what was saved is safe.',
  },
  SQLITE_IOERR_SHMSIZE: {
    code: 'STORE_DISK_FULL',
    message: 'The disk is full: the store cannot be opened. Free some space; what was saved is safe.',
  },
  SQLITE_IOERR_WRITE: {
    code: 'STORE_DISK_FULL',
    message: 'The disk takes no more: it is over a quota or it fails. Free some space; what was saved is safe.',
  },
  SQLITE_READONLY: {
    code: 'STORE_READ_ONLY',
    message: 'The folder of the store cannot be written. Give this user permission to write in it.',
  },
  SQLITE_CANTOPEN: {
    code: 'STORE_READ_ONLY',
    message: 'The store cannot be opened for writing. Give this user permission to write in its folder.',
  },
  SQLITE_PERM: {
    code: 'STORE_READ_ONLY',
    message: 'The store cannot be opened for writing. Give this user permission to write in its folder.',
  },
  SQLITE_BUSY: {
    code: 'STORE_IN_USE',
    message: 'Another program keeps the store busy. Close it and try again.',
  },
}

/** The same error as a `StoreError` where its cause is one a person can act upon. */
export function sqliteFailure(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const primary = error.code.split('_').slice(0, 2).join('_')
  const meaning = meanings[error.code] ?? meanings[primary]
  return meaning ? new StoreError(meaning.code, meaning.message, { cause: error }) : error
}
