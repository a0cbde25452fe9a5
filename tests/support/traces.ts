import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { connect } from '../../main/store/sqlite-connection.ts'
import type { Store } from '../../main/store/store.ts'

/** Every file under a folder. */
const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Those of the texts that are in the bytes of any file of the folders, as they lie on the disk. */
export function tracesOnDisk(folders: readonly string[], texts: readonly string[]): string[] {
  const contents = folders.flatMap(filesUnder).map((file) => readFileSync(file))
  return texts.filter((text) => contents.some((bytes) => bytes.includes(text)))
}

/**
 * Those of the texts that are anywhere in the pages of an encrypted SQLite file once its encryption is taken off a copy,
 * free pages and free space included. What its log still holds cannot be seen so: it has to be empty.
 */
export function tracesInPages(path: string, key: Buffer, texts: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-traces-'))
  try {
    const copy = join(folder, 'store.db')
    copyFileSync(path, copy)
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`)
    const { db } = connect(copy, key, { readonly: false })
    db.pragma('journal_mode = delete')
    db.pragma(`rekey = ''`)
    db.close()
    const bytes = readFileSync(copy)
    if (!bytes.subarray(0, 15).equals(Buffer.from('SQLite format 3'))) throw new Error('the copy is still encrypted')
    return texts.filter((text) => bytes.includes(text))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The bytes of the log of a SQLite file. */
export const logSize = (path: string): number => (existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0)

/** Those of the texts that are in any row of any table, the search index included. */
export async function tracesInRows(store: Store, texts: readonly string[]): Promise<string[]> {
  const everything: string[] = []
  for (const table of await tablesOf(store)) {
    const query = sql`select * from ${sql.id(table)}`.compile({ getExecutor: () => store.read.getExecutor() })
    const { rows } = await store.read.executeQuery(query)
    everything.push(JSON.stringify(rows, (_, value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value)))
  }
  return texts.filter((text) => everything.some((rows) => rows.includes(text)))
}

async function tablesOf({ dialect, read }: Store): Promise<string[]> {
  const query =
    dialect === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'message_search%'`
      : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`
  const { rows } = await read.executeQuery(query.compile({ getExecutor: () => read.getExecutor() }))
  return (rows as { name: string }[]).map(({ name }) => name)
}
