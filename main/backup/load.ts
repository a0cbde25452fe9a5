import { z } from 'zod'
import { continueSequences, copiedTables, emptyTable, putRows } from '../store/copied-rows.ts'
import { type Store, StoreError, type Writer } from '../store/store.ts'
import type { Counts } from './dump.ts'

/** Values in one statement; both databases take more. */
const mostValues = 8_000
const mostRows = 500

const value = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.object({ b64: z.base64() }).transform(({ b64 }) => Buffer.from(b64, 'base64')),
])
const copied = z.union([
  z.array(value),
  z.object({ table: z.string(), columns: z.array(z.string()).min(1) }),
  z.object({ counts: z.record(z.string(), z.int()) }),
])

const newline = 0x0a

type Row = readonly z.infer<typeof value>[]
type Table = { readonly table: string; readonly columns: readonly string[] }

const damaged = (what: string) => new StoreError('STORE_DAMAGED', `The copy cannot be used: ${what}. Use another copy.`)

/**
 * Puts the lines of a `dump` into a new store of the same schema, and makes what a copy does not hold: the search
 * words. What had not left yet when the copy was made may have left since, so a person is asked about it. Returns the
 * rows by table. Throws `STORE_DAMAGED` when a line or its end is missing; the store is then of no use.
 */
export async function load(
  store: Store,
  content: AsyncIterable<Buffer>,
  progress: (rows: number) => void = () => undefined,
): Promise<Counts> {
  const known = new Set(await copiedTables(store.read, store.dialect))
  await store.transaction(async (tx) => {
    for (const table of [...known].reverse()) await emptyTable(tx, table)
  })
  const target = rowsInto(store, progress)
  let expected: Counts | null = null
  for await (const text of linesOf(content)) {
    const one = copied.parse(JSON.parse(text))
    if (Array.isArray(one)) await target.add(one)
    else if ('counts' in one) expected = one.counts
    else if (known.has(one.table)) await target.begin(one)
    else throw damaged('it has a table that its schema does not')
  }
  const counts = await target.end()
  if (!expected || Object.entries(expected).some(([table, n]) => n !== (counts[table] ?? 0)))
    throw damaged('rows are missing')
  await store.transaction((tx) => continueSequences(tx, store.dialect))
  await store.transaction(askAboutUnsent)
  await indexWords(store)
  return expected
}

/** Gathers rows and writes them some at a time. */
function rowsInto(store: Store, progress: (rows: number) => void) {
  const counts: Record<string, number> = {}
  let into: Table | null = null
  let rows: Row[] = []
  let total = 0

  const flush = async () => {
    const target = into
    if (!target || rows.length === 0) return
    await store.transaction((tx) => putRows(tx, store.dialect, target, rows))
    counts[target.table] = (counts[target.table] ?? 0) + rows.length
    total += rows.length
    rows = []
    progress(total)
  }

  return {
    async begin(table: Table): Promise<void> {
      await flush()
      into = table
    },
    async add(row: Row): Promise<void> {
      if (!into || row.length !== into.columns.length) throw damaged('a row belongs to no table')
      rows.push(row)
      if (rows.length >= Math.min(mostRows, mostValues / into.columns.length)) await flush()
    },
    async end(): Promise<Counts> {
      await flush()
      return counts
    },
  }
}

/** Nobody knows whether it left after the copy was made. */
const askAboutUnsent = async (tx: Writer) => {
  await tx
    .updateTable('outbox')
    .set({ state: 'check', failure: 'unknown_outcome' })
    .where('state', 'in', ['queued', 'sending'])
    .execute()
}

async function indexWords(store: Store): Promise<void> {
  let after = 0
  for (;;) {
    const rows = await store.read
      .selectFrom('messages')
      .select(['seq', 'text'])
      .where('seq', '>', after)
      .where('deleted_at', 'is', null)
      .orderBy('seq')
      .limit(mostRows)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    after = last.seq
    await store.transaction(async (tx) => {
      for (const { seq, text } of rows) if (text !== '') await store.search.put(tx, seq, text)
    })
  }
}

async function* linesOf(content: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of content) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (let end = held.indexOf(newline); end !== -1; end = held.indexOf(newline)) {
      yield held.subarray(0, end).toString()
      held = held.subarray(end + 1)
    }
  }
  if (held.length > 0) throw damaged('it is cut off')
}
