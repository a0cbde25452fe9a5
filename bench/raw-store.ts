import pg from 'pg'
import { systemClock } from '../main/station/clock.ts'
import { migrations } from '../main/store/migrations/all.ts'
import { MARK, postgresSearch, sqliteSearch } from '../main/store/search.ts'
import { openSqliteFile } from '../main/store/sqlite-file.ts'
import { words } from '../main/store/words.ts'

export type Values = Readonly<Record<string, string | number | null>>

/** A statement with its values, in their order. */
export type Step = { readonly sql: string; readonly values: readonly unknown[] }

export type IndexedMessage = {
  readonly seq: number
  readonly text: string
  readonly direction: string
  readonly conversation_id: string
}

const termsOf = ({ text, direction, conversation_id: id }: IndexedMessage): string[] => [
  ...words(text),
  MARK + direction,
  MARK + id,
]

/** A database behind its bare driver: statements prepared once and run one after the other. */
export interface RawStore {
  insert(table: string, row: Values): Step
  update(table: string, key: string, row: Values): Step
  /** Puts the words of a message that is there into the search index, with the statement of our own store. */
  index(seq: number, text: string): Step
  /** All steps in one transaction. */
  commit(steps: readonly Step[]): Promise<void>
  /** Many rows at once, as fast as the database takes them. */
  load(table: string, rows: readonly Values[]): Promise<void>
  /** As `load`, into the search index. */
  loadIndex(messages: readonly IndexedMessage[]): Promise<void>
  /** Loads much with what only slows that down put aside: foreign keys, indexes that can be made afterwards. */
  loading(work: () => Promise<void>): Promise<void>
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
    async loadIndex(messages) {
      const sql = 'insert into message_search (rowid, words) values (?, ?)'
      const values = (message: IndexedMessage) => [message.seq, termsOf(message).join(' ').replaceAll('-', '')]
      commit(messages.map((message) => ({ sql, values: values(message) })))
    },
    async loading(work) {
      db.pragma('foreign_keys = off')
      db.pragma('cache_size = -500000')
      db.pragma('synchronous = off')
      db.pragma('wal_autocheckpoint = 50000')
      await work()
      // Long after: in life the index is folded together little by little, with every message.
      db.exec("insert into message_search (message_search, rank) values ('merge', -16)")
      db.pragma('wal_checkpoint(truncate)')
    },
    async close() {
      db.close()
    },
  }
}

export async function rawPostgres(url: string): Promise<RawStore> {
  const client = new pg.Client(url)
  // A connection that breaks is told by the query that fails.
  client.on('error', () => undefined)
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
    async loadIndex(messages) {
      const sql = `insert into message_search (seq, words) select (row ->> 'seq')::bigint,
        array_to_tsvector(array(select json_array_elements_text(row -> 'terms'))) from json_array_elements($1) row`
      const rows = messages.map((message) => ({ seq: message.seq, terms: termsOf(message) }))
      await client.query(sql, [JSON.stringify(rows)])
    },
    async loading(work) {
      const { rows: indexes } = await client.query(
        `select indexname, indexdef from pg_indexes where schemaname = 'public' and indexdef not like '%UNIQUE%'`,
      )
      for (const { indexname } of indexes) await client.query(`drop index ${indexname}`)
      await client.query('set session_replication_role = replica')
      await work()
      for (const { indexdef } of indexes) await client.query(indexdef)
      await client.query(`select setval(pg_get_serial_sequence('messages', 'seq'), max(seq)) from messages`)
      await client.query(`select setval(pg_get_serial_sequence('changes', 'seq'), max(seq)) from changes`)
      await client.query('vacuum analyze')
    },
    close: () => client.end(),
  }
}
