import pg from 'pg'
import { systemClock } from '../main/station/clock.ts'
import { migrations } from '../main/store/migrations/all.ts'
import { postgresSearch, sqliteSearch } from '../main/store/search.ts'
import { openSqliteFile } from '../main/store/sqlite-file.ts'
import { words } from '../main/store/words.ts'

export type Values = Readonly<Record<string, string | number | null>>

/** A statement with its values, in their order. */
export type Step = { readonly sql: string; readonly values: readonly unknown[] }

/** A database behind its bare driver: statements prepared once and run one after the other. */
export interface RawStore {
  insert(table: string, row: Values): Step
  update(table: string, key: string, row: Values): Step
  /** Puts the words of a message that is there into the search index, with the statement of our own store. */
  index(seq: number, text: string): Step
  /** All steps in one transaction. */
  commit(steps: readonly Step[]): Promise<void>
  /** Many rows at once, as fast as the database takes them; no index but the unique ones needs to be kept meanwhile. */
  load(table: string, rows: readonly Values[]): Promise<void>
  run(sql: string): Promise<readonly Values[]>
  close(): Promise<void>
}

const placesFor = {
  sqlite: () => '?',
  postgres: (index: number) => `$${index + 1}`,
} as const

/** The text of a statement is made once for a table and its columns. */
function statements(place: (index: number) => string) {
  const known = new Map<string, string>()
  const once = (key: string, make: () => string) => {
    const found = known.get(key) ?? make()
    known.set(key, found)
    return found
  }
  return {
    insert(table: string, row: Values): Step {
      const columns = Object.keys(row)
      const sql = once(`insert ${table} ${columns}`, () => {
        return `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => place(index)).join(', ')})`
      })
      return { sql, values: Object.values(row) }
    },
    update(table: string, key: string, { [key]: id = null, ...row }: Values): Step {
      const columns = Object.keys(row)
      const sql = once(`update ${table} ${columns}`, () => {
        const set = columns.map((column, index) => `${column} = ${place(index)}`).join(', ')
        return `update ${table} set ${set} where ${key} = ${place(columns.length)}`
      })
      return { sql, values: [...Object.values(row), id] }
    },
  }
}

export async function rawSqlite(path: string, key: Buffer): Promise<RawStore> {
  const { db } = await openSqliteFile({ path, key, clock: systemClock(), migrations })
  const prepared = new Map<string, ReturnType<typeof db.prepare>>()
  const statement = (sql: string) => {
    const found = prepared.get(sql) ?? db.prepare(sql)
    prepared.set(sql, found)
    return found
  }
  const make = statements(placesFor.sqlite)
  const commit = (steps: readonly Step[]) => {
    db.exec('begin immediate')
    for (const { sql, values } of steps) statement(sql).run(values)
    db.exec('commit')
  }
  return {
    ...make,
    index(seq, text) {
      const { sql, parameters } = sqliteSearch.put(seq, words(text))
      return { sql, values: parameters }
    },
    commit: async (steps) => commit(steps),
    load: async (table, rows) => commit(rows.map((row) => make.insert(table, row))),
    run: async (sql) => (statement(sql).reader ? (db.prepare(sql).all() as Values[]) : (db.exec(sql), [])),
    async close() {
      db.close()
    },
  }
}

export async function rawPostgres(url: string): Promise<RawStore> {
  const client = new pg.Client(url)
  await client.connect()
  const names = new Map<string, string>()
  const nameOf = (sql: string) => {
    const name = names.get(sql) ?? `bench_${names.size}`
    names.set(sql, name)
    return name
  }
  return {
    ...statements(placesFor.postgres),
    index(seq, text) {
      const { sql, parameters } = postgresSearch.put(seq, words(text))
      return { sql, values: parameters }
    },
    async commit(steps) {
      await client.query('begin')
      for (const { sql, values } of steps) await client.query({ name: nameOf(sql), text: sql, values: [...values] })
      await client.query('commit')
    },
    async load(table, rows) {
      if (rows.length === 0) return
      const columns = Object.keys(rows[0] ?? {}).join(', ')
      const sql = `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`
      await client.query(sql, [JSON.stringify(rows)])
    },
    run: async (sql) => (await client.query(sql)).rows,
    close: () => client.end(),
  }
}
