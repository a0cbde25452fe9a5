import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { copyBeforeUpdate } from '../backup/before-update.ts'
import type { StartLineProcess } from '../channels/webjs/line-process.ts'
import { clamav } from '../media/clamav.ts'
import { deriveKey } from '../store/keys.ts'
import type { Migration } from '../store/migrations/migration.ts'
import { appliedInPostgres, openPostgresStore } from '../store/postgres.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { appliedInFile } from '../store/sqlite-file.ts'
import type { Store } from '../store/store.ts'
import type { Chosen } from './choice.ts'
import { keepingOf, keysOf } from './keeping.ts'
import type { Clock, KeyVault, NewId } from './needs.ts'
import { assembleStation, type Station } from './station.ts'

/** Where a place lies and what its station needs. */
export type PlaceOptions = {
  readonly dataDirectory: string
  /** The folder of the shipped data. */
  readonly resources: string
  readonly version: string
  readonly stationId: string
  readonly vault: KeyVault
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Logger
  /** `postgres://…`; SQLite in the data folder without it. */
  readonly databaseUrl?: string
  readonly practice: { readonly seed: number; readonly speed: 'manual' | 'max' | number }
  /** The browser of the real line, instead of the first one installed. */
  readonly browser?: string
  /** How the process of the real line is started; a forked Node unless given. */
  readonly startLineProcess?: StartLineProcess
  /** More for that browser's command line. */
  readonly browserArgs?: readonly string[]
}

/** One of the two stores of a data folder, and the station on it. */
export type Place = { readonly kind: Chosen; readonly store: Store; readonly station: Station }

/** The session of the phone lives with the town's data; its copy opens with a key of the same vault. */
const lineOptions = (options: PlaceOptions, directory: string, key: Buffer) => ({
  folder: join(directory, 'line'),
  copyKey: deriveKey(key, 'session-copy'),
  ...(options.browser !== undefined && { browser: options.browser }),
  ...(options.startLineProcess && { startProcess: options.startLineProcess }),
  ...(options.browserArgs && { browserArgs: options.browserArgs }),
})

/** Opens or makes a store and assembles a station on it, which does nothing yet. Throws `StoreError`. */
export async function openPlace(options: PlaceOptions, kind: Chosen): Promise<Place> {
  const directory = join(options.dataDirectory, kind)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const key = await options.vault.masterKey()
  const keeping = (store: Store) => keepingOf(store, { directory, machine: key, clock: options.clock })
  const copies = join(directory, 'copies')
  const open = (migrations?: readonly Migration[]) => openStore(options, directory, key, migrations)
  const applied = await appliedMigrations(options, directory, key)
  await copyBeforeUpdate({
    ...options,
    applied,
    open,
    keeping,
    usualFolder: copies,
    of: kind,
  })
  const store = await open()
  try {
    const { blobs, copyKey } = await keeping(store)
    const station = await assembleStation(
      { ...options, store, blobs, keyFor: await keysOf(store, key) },
      {
        stationId: options.stationId,
        resources: options.resources,
        version: options.version,
        copies: { folder: copies, key: copyKey, scratch: directory },
        scanner: await clamav(),
        ...(kind === 'practice' ? { practice: options.practice } : { webjs: lineOptions(options, directory, key) }),
      },
    )
    return { kind, store, station }
  } catch (error) {
    await store.close()
    throw error
  }
}

const databaseFile = (directory: string) => join(directory, 'store.db')

const openStore = (
  { databaseUrl, clock }: PlaceOptions,
  directory: string,
  key: Buffer,
  migrations?: readonly Migration[],
): Promise<Store> => {
  const schema = { clock, ...(migrations && { migrations }) }
  return databaseUrl
    ? openPostgresStore({ url: databaseUrl, ...schema })
    : openSqliteStore({ path: databaseFile(directory), key, ...schema })
}

const appliedMigrations = async ({ databaseUrl }: PlaceOptions, directory: string, key: Buffer) =>
  databaseUrl ? appliedInPostgres(databaseUrl) : appliedInFile(databaseFile(directory), key)
