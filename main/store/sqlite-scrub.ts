import type { SqliteConnection } from './sqlite-connection.ts'

/** Pages of the index rewritten while other transactions wait. */
const STEP = 64
/** Rows written by a step that found nothing left to do: FTS5 says so in its manual. */
const IDLE = 2

type Turn = <T>(work: () => T | Promise<T>) => Promise<T>

/**
 * A deleted row of a contentless index leaves its terms in the segment that has them until that segment is rewritten.
 * Merging all segments into one, step by step, drops them; freed pages are overwritten (`secure_delete`), and cutting
 * the log at last takes away the older pages in it.
 */
export async function scrubSqlite({ db }: SqliteConnection, inTurn: Turn): Promise<boolean> {
  const merge = db.prepare<[number]>(`insert into message_search (message_search, rank) values ('merge', ?)`)
  const written = db.prepare<[], number>('select total_changes()').pluck()
  const step = (pages: number) => {
    const before = written.get() ?? 0
    merge.run(pages)
    return (written.get() ?? 0) - before
  }
  // A negative number begins a merge of everything; the steps after it go on with that.
  for (let left = await inTurn(() => step(-STEP)); left >= IDLE; ) left = await inTurn(() => step(STEP))
  return inTurn(() => {
    const [result] = db.pragma('wal_checkpoint(truncate)') as readonly { readonly busy: number }[]
    return result?.busy === 0
  })
}
