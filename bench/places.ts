import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock } from '../main/station/clock.ts'
import { openPostgresStore } from '../main/store/postgres.ts'
import { openSqliteStore } from '../main/store/sqlite.ts'
import type { Store } from '../main/store/store.ts'
import linkPostgresLibraries from '../tests/support/postgres-libraries.ts'
import { startServer } from '../tests/support/postgres-server.ts'
import { type RawStore, rawPostgres, rawSqlite } from './raw-store.ts'

/** One empty or filled database and the two ways in: the product's store, and its driver without the product. */
export type Database = {
  readonly dialect: Store['dialect']
  open(): Promise<Store>
  raw(): Promise<RawStore>
}

/** Where the numbers are taken. Everything lies in temporary folders that `end` removes. */
export interface Places {
  /** An empty folder. */
  folder(): Promise<string>
  /** An encrypted database with the newest schema and nothing in it. */
  sqlite(): Promise<Database>
  /** A database on a PostgreSQL of this run; null, and a word on standard error, where there is none. */
  postgres(): Promise<Database | null>
  end(): Promise<void>
}

type PlacesNeeds = { readonly say: (text: string) => void; readonly withPostgres: boolean }
type Server = Awaited<ReturnType<typeof startServer>>

export function temporaryPlaces({ say, withPostgres }: PlacesNeeds): Places {
  const folders: string[] = []
  const removeFolders = () => {
    for (const each of folders) rmSync(each, { recursive: true, force: true })
  }
  // A run that is broken off leaves no gigabyte behind.
  process.once('exit', removeFolders)
  let server: Promise<Server | null> | undefined

  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'ventanilla-bench-'))
    folders.push(made)
    return made
  }

  const start = async (): Promise<Server | null> => {
    try {
      await linkPostgresLibraries()
      return await startServer()
    } catch (error) {
      say(`no PostgreSQL here: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`)
      return null
    }
  }

  return {
    folder,
    sqlite: async () => sqliteAt(join(await folder(), 'store.db'), randomBytes(32)),
    async postgres() {
      server ??= withPostgres ? start() : Promise.resolve(null)
      const running = await server
      return running && postgresOn(running.url)
    },
    async end() {
      await (await server)?.stop()
      removeFolders()
    },
  }
}

export async function sqliteAt(path: string, key: Buffer): Promise<Database> {
  const open = () => openSqliteStore({ path, key, clock: systemClock() })
  await (await open()).close()
  return { dialect: 'sqlite', open, raw: () => rawSqlite(path, key) }
}

async function postgresOn(serverUrl: string): Promise<Database> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(serverUrl)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const open = () => openPostgresStore({ url: url.href, clock: systemClock() })
  await (await open()).close()
  return { dialect: 'postgres', open, raw: () => rawPostgres(url.href) }
}
