import { copiedTables, rowsOf } from '../store/copied-rows.ts'
import type { Store } from '../store/store.ts'

/** Rows by table. */
export type Counts = Readonly<Record<string, number>>

/** How a copy writes a value: bytes as base64, the rest as JSON has it. */
const written = (value: unknown) =>
  value instanceof Uint8Array ? { b64: Buffer.from(value).toString('base64') } : value

const line = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`)

/**
 * A store as lines of JSON, all of one moment: for each table an object with its name and columns, then its rows as
 * arrays; the last line counts them. `counted` hears how many rows there were, and `progress` how many so far.
 */
export async function dump(
  store: Store,
  to: (lines: AsyncGenerator<Buffer>) => Promise<void>,
  progress: (rows: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Counts> {
  const counts: Record<string, number> = {}
  await store.snapshot(async (read) => {
    async function* lines(): AsyncGenerator<Buffer> {
      let total = 0
      for (const table of await copiedTables(read, store.dialect)) {
        counts[table] = 0
        let columns: readonly string[] | null = null
        for await (const rows of rowsOf(read, store.dialect, table)) {
          signal?.throwIfAborted()
          columns ??= Object.keys(rows[0] ?? {})
          if (counts[table] === 0) yield line({ table, columns })
          const order = columns
          yield Buffer.concat(rows.map((row) => line(order.map((column) => written(row[column])))))
          counts[table] += rows.length
          total += rows.length
          progress(total)
        }
      }
      yield line({ counts })
    }
    await to(lines())
  })
  return counts
}
