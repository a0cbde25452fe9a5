import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { named } from './named-query.ts'
import type { Reader, SearchIndex, SearchQuery, Writer } from './store.ts'
import { words } from './words.ts'

type Dialect = {
  /** Adds or replaces the words of a message that is in `messages`. */
  readonly put: (seq: number, found: readonly string[]) => CompiledQuery
  /** Matches rows of `message_search` with every term, the last one by its beginning. */
  readonly match: (terms: readonly string[]) => RawBuilder<boolean>
  /** The column of `message_search` that holds the `seq` of the message. */
  readonly seq: RawBuilder<number>
}

/**
 * Begins the terms that are no words of the text: the direction of the message and its conversation. With them in the
 * index a search in one conversation reads that conversation, not every message that has the word.
 */
export const MARK = '\ue000'
/** How far apart, in milliseconds, the order of `seq` and that of `at` may be because a clock was set back. */
const SLACK = 86_400_000

/** What SQLite's plainest tokenizer takes for one term: ASCII letters and digits, and everything beyond ASCII. */
const token = /[a-z0-9\u0080-\uffff]+/gi

/** The index holds no text of its own, only which message has which term. */
export const sqliteSearch: Dialect = {
  put: (seq, found) =>
    CompiledQuery.raw(
      `insert or replace into message_search (rowid, words)
       select seq, ? || ' ${MARK}' || direction || ' ${MARK}' || replace(conversation_id, '-', '')
       from messages where seq = ?`,
      [found.join(' '), seq],
    ),
  match: (terms) => {
    // As the tokenizer cuts: an id of another shape than ours is several terms.
    const tokens = terms.flatMap((term) => term.replaceAll('-', '').match(token) ?? [])
    return sql`message_search match ${`${tokens.map((each) => `"${each}"`).join(' AND ')} *`}`
  },
  seq: sql.ref('message_search.rowid'),
}

const postgresPut = named(
  CompiledQuery.raw(`insert into message_search (seq, words)
  select seq, array_to_tsvector($1::text[] || array['${MARK}' || direction, '${MARK}' || conversation_id])
  from messages where seq = $2
  on conflict (seq) do update set words = excluded.words`),
)

/** Words go in as they are: PostgreSQL's own parser would cut numbers, dates and addresses otherwise than SQLite. */
export const postgresSearch: Dialect = {
  put: (seq, found) => ({ ...postgresPut, parameters: [found, seq] }),
  match: (terms) => {
    const lexemes = terms.map((term) => `'${term.replace(/['\\]/g, '$&$&')}'`)
    return sql`message_search.words @@ ${`${lexemes.join(' & ')}:*`}::tsquery`
  },
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

/**
 * Messages are looked at only for filters that the index does not answer: PostgreSQL would look up the message of every
 * match before it sorts. `cross join` keeps SQLite from asking the index once for every message of a period.
 */
function select(dialect: Dialect, found: readonly string[], query: SearchQuery): RawBuilder<{ seq: number }> {
  const { seq } = dialect
  const filters = messageFilters(query)
  const isFiltered = filters.length > 0
  const conditions = [
    dialect.match([...marks(query), ...found]),
    ...(isFiltered ? [sql<boolean>`messages.seq = ${seq}`, ...filters] : []),
    ...bounds(query, seq),
  ]
  return sql`select ${seq} as seq from message_search ${isFiltered ? sql`cross join messages` : sql``}
    where ${sql.join(conditions, sql` and `)} order by ${seq} desc limit ${query.limit}`
}

/** What the index itself can tell about the filters. */
function marks({ direction, conversationId }: SearchQuery): string[] {
  return [direction, conversationId].flatMap((value) => (value === undefined ? [] : [MARK + value]))
}

/** What the messages tell: the last word on every filter. */
function messageFilters({ direction, conversationId, from, to }: SearchQuery): RawBuilder<boolean>[] {
  const filters: RawBuilder<boolean>[] = []
  if (direction !== undefined) filters.push(sql`messages.direction = ${direction}`)
  if (conversationId !== undefined) filters.push(sql`messages.conversation_id = ${conversationId}`)
  if (from !== undefined) filters.push(sql`messages.at >= ${from}`)
  if (to !== undefined) filters.push(sql`messages.at <= ${to}`)
  return filters
}

/** The stretch of the index to look through. Messages are numbered as they come, so times are numbers too. */
function bounds({ before, from, to }: SearchQuery, seq: RawBuilder<number>): RawBuilder<boolean>[] {
  const limits: RawBuilder<boolean>[] = []
  // A bigint, because the driver hands numbers over as floating point, by which FTS5 does not skip ahead.
  if (before !== undefined) limits.push(sql`${seq} < ${BigInt(before)}`)
  if (from !== undefined) {
    limits.push(sql`${seq} >= (select m.seq from messages m where m.at >= ${from - SLACK} order by m.at limit 1)`)
  }
  if (to !== undefined) {
    limits.push(sql`${seq} <= (select m.seq from messages m where m.at <= ${to + SLACK} order by m.at desc limit 1)`)
  }
  return limits
}
