import { CompiledQuery } from 'kysely'
import type { Reader, Store, Writer } from './store.ts'

type Dialect = Store['dialect']
type Row = Readonly<Record<string, unknown>>

/** How many rows are read or written at once. */
const slice = 500

const ask = async <R>(db: Reader | Writer, text: string, parameters: readonly unknown[] = []): Promise<readonly R[]> =>
  (await db.executeQuery<R>(CompiledQuery.raw(text, [...parameters]))).rows

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * What a new store makes for itself, what must not come back (who holds a line, who is signed in, search words), and
 * files, which copies share.
 */
const left: ReadonlySet<string> = new Set(['migrations', 'leases', 'sessions', 'stations', 'blobs'])
const isCopied = (table: string) => !left.has(table) && !table.startsWith('message_search')

type Pointer = { readonly from: string; readonly to: string }

const names = {
  sqlite: `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
  postgres: 'select tablename as name from pg_tables where schemaname = current_schema() order by tablename',
}
const pointers = {
  sqlite: `select m.name as "from", f."table" as "to" from sqlite_master m, pragma_foreign_key_list(m.name) f
    where m.type = 'table'`,
  postgres: `select conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint
    where contype = 'f' and connamespace = current_schema()::regnamespace`,
}

/** The tables of a store that a copy holds, each after those it points to. */
export async function copiedTables(db: Reader | Writer, dialect: Dialect): Promise<readonly string[]> {
  const all = (await ask<{ name: string }>(db, names[dialect])).map(({ name }) => name).filter(isCopied)
  return inOrder(all, await ask<Pointer>(db, pointers[dialect]))
}

/** Each after those it points to; one that points to itself is no obstacle. */
export function inOrder(tables: readonly string[], points: readonly Pointer[]): readonly string[] {
  const ordered = new Set<string>()
  const visit = (table: string, seen: ReadonlySet<string>): void => {
    if (ordered.has(table) || seen.has(table)) return
    for (const { from, to } of points) if (from === table && to !== table) visit(to, new Set([...seen, table]))
    if (tables.includes(table)) ordered.add(table)
  }
  for (const table of tables) visit(table, new Set())
  return [...ordered]
}

/** All rows of a table, some at a time, within one snapshot. */
export async function* rowsOf(db: Reader, dialect: Dialect, table: string): AsyncGenerator<readonly Row[]> {
  if (dialect === 'postgres') return yield* byCursor(db, table)
  let after = Number.MIN_SAFE_INTEGER
  for (;;) {
    const text = `select rowid as "rowid ", * from ${quoted(table)} where rowid > ? order by rowid limit ${slice}`
    const rows = await ask<Row>(db, text, [after])
    const last = rows.at(-1)
    if (!last) return
    after = Number(last['rowid '])
    yield rows.map(({ 'rowid ': _, ...row }) => row)
  }
}

async function* byCursor(db: Reader, table: string): AsyncGenerator<readonly Row[]> {
  await ask(db, `declare copied no scroll cursor for select * from ${quoted(table)}`)
  try {
    for (;;) {
      const rows = await ask<Row>(db, `fetch ${slice} from copied`)
      if (rows.length === 0) return
      yield rows
    }
  } finally {
    await ask(db, 'close copied')
  }
}

/** Puts rows of a copy into a table. */
export async function putRows(
  tx: Writer,
  dialect: Dialect,
  into: { readonly table: string; readonly columns: readonly string[] },
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const mark = dialect === 'sqlite' ? () => '?' : (at: number) => `$${at + 1}`
  const width = into.columns.length
  const tuples = rows.map((_, row) => `(${into.columns.map((_, column) => mark(row * width + column)).join(', ')})`)
  const columns = into.columns.map(quoted).join(', ')
  await ask(tx, `insert into ${quoted(into.table)} (${columns}) values ${tuples.join(', ')}`, rows.flat())
}

/** Numbers that grow by themselves go on after the highest one that came back; SQLite sees to that by itself. */
export async function continueSequences(tx: Writer, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') return
  const columns = await ask<{ table_name: string; column_name: string }>(
    tx,
    `select table_name, column_name from information_schema.columns
     where table_schema = current_schema() and is_identity = 'YES'`,
  )
  for (const { table_name: table, column_name: column } of columns)
    await ask(
      tx,
      `select setval(pg_get_serial_sequence('${quoted(table)}', '${column}'), greatest(max(${quoted(column)}), 1))
       from ${quoted(table)} having max(${quoted(column)}) is not null`,
    )
}

/** Makes a table of a new store empty, where a migration put something in it. */
export async function emptyTable(tx: Writer, table: string): Promise<void> {
  const [found] = await ask<{ n: number }>(tx, `select count(*) as n from ${quoted(table)}`)
  if (Number(found?.n ?? 0) > 0) await ask(tx, `delete from ${quoted(table)}`)
}
