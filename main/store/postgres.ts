import {
  CompiledQuery,
  type Dialect,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { Clock } from '../station/needs.ts'
import { makeReader, makeWriter, type Run } from './direct-executor.ts'
import { CHANGES_KEPT, makeFeed, makeWatchers } from './feed.ts'
import { type AppliedMigrations, apply, pending } from './migrate.ts'
import { migrations as allMigrations } from './migrations/all.ts'
import type { Migration } from './migrations/migration.ts'
import { nameOf } from './named-query.ts'
import { postgresFailure } from './postgres-failures.ts'
import { CHANNEL, listen } from './postgres-listener.ts'
import { scrubPostgres } from './postgres-scrub.ts'
import { makeQueue } from './queue.ts'
import { makeSearch, postgresSearch } from './search.ts'
import type { Reader, Store, Writer } from './store.ts'

export type PostgresOptions = {
  /** `postgres://user:password@host:port/database`; the database exists. */
  readonly url: string
  readonly clock: Clock
  /** How many changes the feed keeps. */
  readonly keepChanges?: number
  /** The steps of the schema; all of ours unless given. */
  readonly migrations?: readonly Migration[]
}

/**
 * Key of the advisory lock every writing transaction takes at its beginning and PostgreSQL drops at its end. Writers
 * of all stations so go one by one, as in SQLite: what a transaction read stays true until it commits, and the
 * sequence of the change feed is the order of commits.
 */
const WRITER_LOCK = 0x56_45_4e_54

/** A station that stops in the middle of a transaction must not stop the others for longer than this. */
const settings = {
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  application_name: 'ventanilla',
  connectionTimeoutMillis: 10_000,
  keepAlive: true,
} as const

export const postgresDialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

/** How every connection of ours is made. */
export const connectionTo = (url: string) => ({ connectionString: url, types: { getTypeParser }, ...settings })

/** Opens or migrates a store in PostgreSQL, shared by as many stations as connect to it. Throws `StoreError`. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const { url, clock, keepChanges, migrations = allMigrations } = options
  const connection = connectionTo(url)
  const pool = new pg.Pool({ ...connection, max: 8 })
  // The pool replaces a connection that breaks. Who uses it learns from the query; nobody else needs to.
  pool.on('error', ignore).on('connect', (client) => client.on('error', ignore))
  try {
    await migrate(pool, migrations, clock)
  } catch (error) {
    await pool.end()
    throw postgresFailure(error)
  }
  const read = makeReader(postgresDialect, runOn(pool))
  const queue = makeQueue()
  const watchers = makeWatchers(() => listen({ connection, clock, heard: () => watchers.call() }))
  const changes = makeFeed({
    read,
    watchers,
    now: () => clock.now(),
    keep: keepChanges ?? CHANGES_KEPT,
    announce: async (tx) => {
      await tx.executeQuery(announcement)
    },
  })
  return {
    dialect: 'postgres',
    read,
    changes,
    search: makeSearch(postgresSearch, read),
    // One at a time here too: waiting transactions of this station would take the connections readers need.
    transaction: (work) => queue.run(() => transact(pool, work)),
    snapshot: (work) => snapshot(pool, work),
    scrub: () => withClient(pool, scrubPostgres),
    close: () =>
      queue.close(async () => {
        watchers.clear()
        await pool.end()
      }),
  }
}

const announcement = CompiledQuery.raw(`select pg_notify('${CHANNEL}', '')`)

/** Whole numbers come as numbers: times and sequences stay below 2^53. Sums of them are numerics. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  const { builtins } = pg.types
  if (oid === builtins.INT8 || oid === builtins.NUMERIC) return Number
  return pg.types.getTypeParser(oid, format ?? 'text')
}

function ignore(): void {
  // Told already, by the query that failed.
}

type Connection = Pick<pg.PoolClient, 'query'>

/** Runs queries on one connection, or on whichever a pool has free. */
export function runOn(connection: Connection): Run {
  return async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    try {
      const { rows, rowCount, command } = await connection.query(statement(query))
      return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) }
    } catch (error) {
      throw postgresFailure(error)
    }
  }
}

/** With a name, a connection parses and plans the text once; that is a third of the time of a short statement. */
function statement(query: CompiledQuery): pg.QueryConfig {
  const name = nameOf(query)
  return { text: query.sql, values: query.parameters.map(storable), ...(name !== undefined && { name }) }
}

/** PostgreSQL refuses NUL in a text, whatever the text is for; made visible, it finds nothing and breaks nothing. */
const storable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '\u2400') : value)

async function transact<T>(pool: pg.Pool, work: (tx: Writer) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query(`begin; select pg_advisory_xact_lock(${WRITER_LOCK})`)
    const { tx, end } = makeWriter(postgresDialect, runOn(client))
    try {
      const result = await work(tx)
      await client.query('commit')
      return result
    } finally {
      end()
    }
  })
}

async function snapshot<T>(pool: pg.Pool, work: (read: Reader) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const result = await work(makeReader(postgresDialect, runOn(client)))
    await client.query('commit')
    return result
  })
}

/** Gives a connection of the pool to `work`, and throws it away, with whatever it had begun, when that fails. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw postgresFailure(error)
  })
  try {
    const result = await work(client)
    client.release()
    return result
  } catch (error) {
    const ended = await client.query('rollback').then(
      () => true,
      () => false,
    )
    client.release(!ended)
    throw postgresFailure(error)
  }
}

/** What a database has of the schema; nothing is written. Throws `StoreError`. */
export async function appliedInPostgres(url: string): Promise<AppliedMigrations> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser }, ...settings })
  try {
    await client.connect()
    const { rows: tables } = await client.query(`select to_regclass('migrations') is not null as there`)
    if (!tables[0]?.there) return []
    return (await client.query('select number from migrations')).rows.map((row) => Number(row.number))
  } catch (error) {
    throw postgresFailure(error)
  } finally {
    await client.end().catch(ignore)
  }
}

/** One station migrates while the others that start wait for it. */
async function migrate(pool: pg.Pool, migrations: readonly Migration[], clock: Clock): Promise<void> {
  await withClient(pool, async (client) => {
    await client.query(`begin; select pg_advisory_xact_lock(${WRITER_LOCK})`)
    const { rows: tables } = await client.query(`select to_regclass('migrations') is not null as there`)
    const { rows } = tables[0]?.there ? await client.query('select number from migrations') : { rows: [] }
    const steps = pending(
      rows.map((row) => row.number),
      migrations,
    )
    if (steps.length > 0) {
      await apply(steps, 'postgres', clock.now(), {
        run: async (sql) => {
          await client.query(sql)
        },
        query: runOn(client),
      })
    }
    await client.query('commit')
  })
}
