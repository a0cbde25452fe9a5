import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, inject } from 'vitest'
import type { Clock } from '../../main/station/needs.ts'
import type { Migration } from '../../main/store/migrations/migration.ts'
import { openPostgresStore } from '../../main/store/postgres.ts'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import type { Store } from '../../main/store/store.ts'
import { systemClock } from './clock.ts'

export type OpenOptions = {
  /** The clock of the store; that of the machine unless given. */
  readonly clock?: Clock
  /** Opens the database of that store once more, as a second station would. */
  readonly sharing?: Store
  readonly keepChanges?: number
  /** The steps of the schema; all of ours unless given. */
  readonly migrations?: readonly Migration[]
}

/** Opens an empty store, encrypted if SQLite. It is closed and removed after the test, or the hook's suite, that opened it. */
export type OpenStore = (options?: OpenOptions) => Promise<Store>

/** A master key that opens nothing of value. */
export const testKey = createHash('sha256').update('practice only').digest()

/** Runs the same specs on SQLite and on PostgreSQL. */
export function describeOnEachStore(name: string, specs: (open: OpenStore) => void): void {
  describe(`${name} [sqlite]`, () => specs(opener(sqlitePlace)))
  describe(`${name} [postgres]`, () => specs(opener(postgresPlace)))
}

/** Where one database lives, and how it is made ready for the next spec or goes for good. */
type Place = {
  open(options: Omit<OpenOptions, 'sharing'> & { clock: Clock }): Promise<Store>
  clear(): Promise<void>
  remove(): Promise<void>
}

/** `migrated` false makes a database with nothing in it at all. */
type MakePlace = (needs: { migrated: boolean }) => Promise<Place>

/** Call inside `describe`. Databases are reused from spec to spec, because making one in PostgreSQL takes a while. */
function opener(makePlace: MakePlace): OpenStore {
  const places = new Map<Store, Place>()
  const free: Place[] = []
  const ofSuite: Ending[] = []
  let ofTest: Ending[] | undefined
  beforeEach(() => {
    ofTest = []
  })
  afterEach(async () => {
    await undo(ofTest ?? [])
    ofTest = undefined
  })
  afterAll(async () => {
    await undo(ofSuite)
    for (const place of free) await place.remove()
  })

  async function takePlace(endings: Ending[], migrated: boolean): Promise<Place> {
    const place = (migrated && free.pop()) || (await makePlace({ migrated }))
    endings.push(async () => {
      if (!migrated) return place.remove()
      await place.clear()
      free.push(place)
    })
    return place
  }

  return async ({ clock = systemClock(), sharing, ...options } = {}) => {
    const endings = ofTest ?? ofSuite
    const shared = sharing && places.get(sharing)
    const place = shared ?? (await takePlace(endings, options.migrations === undefined))
    const store = await place.open({ clock, ...options })
    places.set(store, place)
    endings.push(() => store.close())
    return store
  }
}

type Ending = () => Promise<void>

async function undo(endings: Ending[]): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end()
}

const sqlitePlace: MakePlace = async ({ migrated }) => {
  let folder = ''
  async function begin() {
    folder = newFolder()
    if (migrated) writeFileSync(fileIn(folder), await migratedFile())
  }
  async function remove() {
    rmSync(folder, { recursive: true, force: true })
  }
  await begin()
  return {
    open: (options) => openSqliteStore({ path: fileIn(folder), key: testKey, ...options }),
    async clear() {
      await remove()
      await begin()
    },
    remove,
  }
}

const fileIn = (folder: string) => join(folder, 'store.db')

let migratedOnce: Promise<Buffer> | undefined

/** A database with the newest schema and nothing in it; copying it is faster than migrating. */
function migratedFile(): Promise<Buffer> {
  migratedOnce ??= makeMigratedFile()
  return migratedOnce
}

async function makeMigratedFile(): Promise<Buffer> {
  const folder = newFolder()
  const store = await openSqliteStore({ path: fileIn(folder), key: testKey, clock: systemClock() })
  await store.close()
  const bytes = readFileSync(fileIn(folder))
  rmSync(folder, { recursive: true, force: true })
  return bytes
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'ventanilla-store-'))

const postgresPlace: MakePlace = async ({ migrated }) => {
  const { url, remove } = await postgresDatabase(migrated ? inject('postgresTemplate') : 'template1')
  return { open: (options) => openPostgresStore({ url, ...options }), clear: () => query(url, clearTables), remove }
}

/** As superuser, with triggers and foreign keys asleep: the audit trail refuses to be emptied otherwise. */
const clearTables = `do $$
declare name text;
begin
  set local session_replication_role = replica;
  for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migrations' loop
    execute format('delete from %I', name);
  end loop;
  for name in select sequencename from pg_sequences where schemaname = 'public' loop
    perform setval(format('%I', name)::regclass, 1, false);
  end loop;
end $$`

/** A new database on the server of this run, with nothing in it unless it is copied from the migrated one. */
export async function postgresDatabase(template = 'template1'): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `spec_${randomUUID().replaceAll('-', '')}`
  await query(inject('postgresUrl'), `create database ${name} template ${template}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return { url: url.href, remove: () => query(inject('postgresUrl'), `drop database if exists ${name} with (force)`) }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
