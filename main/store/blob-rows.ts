import { CompiledQuery } from 'kysely'
import type { Clock } from '../station/needs.ts'
import { blobSeal } from './blob-seal.ts'
import type { BlobStore } from './blobs.ts'
import type { Reader, Store, Writer } from './store.ts'

/** Names read at once. */
const page = 1_000

const ask = async <R>(db: Reader | Writer, text: string, ...values: readonly unknown[]): Promise<readonly R[]> =>
  (await db.executeQuery<R>(CompiledQuery.raw(text, [...values]))).rows

/**
 * Blobs as rows in PostgreSQL, where every computer of the town finds them; equal content is one row. Like the folder
 * of files, their table is made at first use and no part of the schema: a copy keeps them apart from its rows.
 */
export async function openBlobRows({
  store,
  key,
  clock,
}: {
  store: Store
  key: Buffer
  clock: Pick<Clock, 'now'>
}): Promise<BlobStore> {
  const { nameOf, seal, open } = blobSeal(key)
  const put = (text: string, ...values: readonly unknown[]) => store.transaction((tx) => ask(tx, text, ...values))
  await put(
    'create table if not exists blobs (name text primary key, sealed bytea not null, wanted_at bigint not null)',
  )

  const write = async (blob: string, bytes: Uint8Array) => {
    const now = clock.now()
    const known = await put('update blobs set wanted_at = $2 where name = $1 returning name', blob, now)
    if (known.length > 0) return
    const insert = `insert into blobs (name, sealed, wanted_at) values ($1, $2, $3)
      on conflict (name) do update set wanted_at = $3`
    await put(insert, blob, Buffer.concat(seal(blob, bytes)), now)
  }
  return {
    async put(bytes) {
      const blob = nameOf(bytes)
      await write(blob, bytes)
      return blob
    },
    async get(blob) {
      const [row] = await ask<{ sealed: Buffer }>(store.read, 'select sealed from blobs where name = $1', blob)
      if (!row) throw Object.assign(new Error('no such blob'), { code: 'ENOENT' })
      return open(blob, row.sealed)
    },
    async *names() {
      for (let after = ''; ; ) {
        const text = `select name from blobs where name > $1 order by name limit ${page}`
        const rows = await ask<{ name: string }>(store.read, text, after)
        for (const { name } of rows) yield name
        const last = rows.at(-1)
        if (!last || rows.length < page) return
        after = last.name
      }
    },
    has: async (blob) => (await ask(store.read, 'select 1 from blobs where name = $1', blob)).length > 0,
    putBack: write,
    async remove(blob, before) {
      await put('delete from blobs where name = $1 and wanted_at < $2', blob, before)
    },
  }
}
