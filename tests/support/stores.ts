import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
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
import { TEMPLATE } from './postgres-server.ts'

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

/** Where one database lives, and how it goes. */
type Place = {
  open(options: Omit<OpenOptions, 'sharing'> & { clock: Clock }): Promise<Store>
  remove(): Promise<void>
}

/** Call inside `describe`. */
function opener(makePlace: (needs: { empty: boolean }) => Promise<Place>): OpenStore {
  const places = new Map<Store, Place>()
  const ofSuite: (() => Promise<void>)[] = []
  let ofTest: (() => Promise<void>)[] | undefined
  beforeEach(() => {
    ofTest = []
  })
  afterEach(async () => {
    await undo(ofTest ?? [])
    ofTest = undefined
  })
  afterAll(() => undo(ofSuite))
  return async ({ clock = systemClock(), sharing, ...options } = {}) => {
    const endings = ofTest ?? ofSuite
    const place = (sharing && places.get(sharing)) ?? (await makePlace({ empty: options.migrations !== undefined }))
    if (!sharing) endings.push(() => place.remove())
    const store = await place.open({ clock, ...options })
    places.set(store, place)
    endings.push(() => store.close())
    return store
  }
}

async function undo(endings: (() => Promise<void>)[]): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end()
}

async function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-store-'))
  return {
    open: (options) => openSqliteStore({ path: join(folder, 'store.db'), key: testKey, ...options }),
    async remove() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function postgresPlace({ empty }: { empty: boolean }): Promise<Place> {
  const { url, remove } = await postgresDatabase(empty ? 'template1' : TEMPLATE)
  return { open: (options) => openPostgresStore({ url, ...options }), remove }
}

/** A new database on the server of this run, with nothing in it unless it is copied from the migrated one. */
export async function postgresDatabase(template = 'template1'): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `spec_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name} template ${template} strategy file_copy`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return { url: url.href, remove: () => onServer(`drop database if exists ${name} with (force)`) }
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client(inject('postgresUrl'))
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
