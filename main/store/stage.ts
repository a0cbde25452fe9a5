import { existsSync } from 'node:fs'
import { copyFile, link, rename, rm } from 'node:fs/promises'
import pg from 'pg'
import type { Clock } from '../station/needs.ts'
import { upTo } from './migrations/all.ts'
import { openPostgresStore } from './postgres.ts'
import { openSqliteStore } from './sqlite.ts'
import { type Store, StoreError } from './store.ts'

/** A store that lies ready beside the one in use, in the schema it was made in. */
export interface Staged {
  readonly store: Store
  /** Gives it up; nothing changed. */
  discard(): Promise<void>
  /** Puts it in the place of the other, which is kept. Nobody may have either open. */
  swap(): Promise<void>
  /** Undoes `swap`; what was put there is gone. */
  swapBack(): Promise<void>
}

type Making = { readonly clock: Clock; readonly schema: number; readonly stamp: string }

/** Beside a SQLite file; the one in use becomes `<file>.before-restore-<stamp>`. */
export async function stageSqlite(path: string, key: Buffer, { clock, schema, stamp }: Making): Promise<Staged> {
  const beside = `${path}.restoring`
  const kept = `${path}.before-restore-${stamp}`
  await removeFile(beside)
  const store = await openSqliteStore({ path: beside, key, clock, migrations: upTo(schema) })
  return {
    store,
    async discard() {
      await store.close()
      await removeFile(beside)
    },
    async swap() {
      if (existsSync(`${path}-wal`))
        throw new StoreError('STORE_IN_USE', 'Another program has the store open. Close Ventanilla everywhere else.')
      if (existsSync(path)) await keepAs(path, kept)
      // One step: whoever loses power here finds the one or the other.
      await rename(beside, path)
    },
    async swapBack() {
      await removeFile(`${path}-wal`)
      await rename(kept, path)
    },
  }
}

/** A second name for the file, or a second file where the disk knows no such thing. */
const keepAs = (path: string, kept: string) => link(path, kept).catch(() => copyFile(path, kept))

async function removeFile(path: string): Promise<void> {
  for (const part of ['', '-wal', '-shm']) await rm(`${path}${part}`, { force: true })
}

const beside = 'ventanilla_restoring'

/** In a schema of its own of the same database; the one in use becomes `before_restore_<stamp>`. */
export async function stagePostgres(url: string, { clock, schema, stamp }: Making): Promise<Staged> {
  const kept = `before_restore_${stamp.replaceAll(/\W/g, '_').toLowerCase()}`
  await ask(url, `drop schema if exists ${beside} cascade; create schema ${beside}`)
  const inIt = new URL(url)
  inIt.searchParams.set('options', `-c search_path=${beside}`)
  const store = await openPostgresStore({ url: inIt.href, clock, migrations: upTo(schema) })
  return {
    store,
    async discard() {
      await store.close()
      await ask(url, `drop schema if exists ${beside} cascade`)
    },
    async swap() {
      await refuseOthers(url)
      await ask(url, `begin; alter schema public rename to ${kept}; alter schema ${beside} rename to public; commit`)
    },
    async swapBack() {
      await ask(url, `begin; drop schema public cascade; alter schema ${kept} rename to public; commit`)
    },
  }
}

/** Another station would go on writing into what is put away. */
async function refuseOthers(url: string): Promise<void> {
  const rows = await ask(
    url,
    `select 1 from pg_stat_activity
     where datname = current_database() and application_name = 'ventanilla' and pid <> pg_backend_pid()`,
  )
  if (rows.length > 0)
    throw new StoreError(
      'STORE_IN_USE',
      'Another station has this database open. Close Ventanilla on the other computers.',
    )
}

async function ask(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'ventanilla restore' })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
