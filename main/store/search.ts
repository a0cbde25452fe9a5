import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { Reader, SearchIndex, SearchQuery, Writer } from './store.ts'
import { words } from './words.ts'

type Dialect = {
  /** Adds or replaces the words of one message. */
  readonly put: (seq: number, found: readonly string[]) => CompiledQuery
  /** Matches rows of `message_search` with every word, the last one by its beginning. */
  readonly match: (found: readonly string[]) => RawBuilder<boolean>
  /** The column of `message_search` that holds the `seq` of the message. */
  readonly seq: RawBuilder<number>
}

/** The index holds no text of its own, only which message has which word. */
export const sqliteSearch: Dialect = {
  put: (seq, found) =>
    CompiledQuery.raw('insert or replace into message_search (rowid, words) values (?, ?)', [seq, found.join(' ')]),
  match: (found) => sql`message_search match ${`${found.map((w) => `"${w}"`).join(' AND ')} *`}`,
  seq: sql.ref('message_search.rowid'),
}

/** Words go in as they are: PostgreSQL's own parser would cut numbers, dates and addresses otherwise than SQLite. */
export const postgresSearch: Dialect = {
  put: (seq, found) =>
    CompiledQuery.raw(
      `insert into message_search (seq, words) values ($1, array_to_tsvector($2))
       on conflict (seq) do update set words = excluded.words`,
      [seq, found],
    ),
  match: (found) => sql`message_search.words @@ ${`${found.map((w) => `'${w}'`).join(' & ')}:*`}::tsquery`,
  seq: sql.ref('message_search.seq'),
}

export function makeSearch(dialect: Dialect, read: Reader): SearchIndex {
  async function remove(tx: Writer, seq: number): Promise<void> {
    await sql`delete from message_search where ${dialect.seq} = ${seq}`.execute(tx)
  }
  return {
    remove,
    async put(tx, seq, text) {
      const found = words(text)
      if (found.length === 0) await remove(tx, seq)
      else await tx.executeQuery(dialect.put(seq, found))
    },
    async find(query) {
      const found = words(query.q)
      if (found.length === 0) return []
      const statement = select(dialect, found, query).compile({ getExecutor: () => read.getExecutor() })
      const { rows } = await read.executeQuery(statement)
      return rows.map((row) => row.seq)
    },
  }
}

function select(dialect: Dialect, found: readonly string[], query: SearchQuery): RawBuilder<{ seq: number }> {
  const about = messageFilters(query)
  const conditions = [dialect.match(found), ...about]
  if (query.before !== undefined) conditions.push(sql`${dialect.seq} < ${query.before}`)
  const join = about.length > 0 ? sql`join messages on messages.seq = ${dialect.seq}` : sql``
  return sql`select ${dialect.seq} as seq from message_search ${join}
    where ${sql.join(conditions, sql` and `)} order by ${dialect.seq} desc limit ${query.limit}`
}

function messageFilters({ direction, conversationId, from, to }: SearchQuery): RawBuilder<boolean>[] {
  const filters: RawBuilder<boolean>[] = []
  if (direction !== undefined) filters.push(sql`messages.direction = ${direction}`)
  if (conversationId !== undefined) filters.push(sql`messages.conversation_id = ${conversationId}`)
  if (from !== undefined) filters.push(sql`messages.at >= ${from}`)
  if (to !== undefined) filters.push(sql`messages.at <= ${to}`)
  return filters
}
