import type { Clock } from '../station/needs.ts'
import type { BlobStore } from '../store/blobs.ts'
import { type AppliedMigrations, pending } from '../store/migrate.ts'
import { migrations } from '../store/migrations/all.ts'
import type { Migration } from '../store/migrations/migration.ts'
import type { Store } from '../store/store.ts'
import { makeCopy } from './copies.ts'
import { folderIn } from './queries.ts'
import { copyId } from './rules.ts'

type Update = {
  readonly applied: AppliedMigrations
  /** Opens the store with these steps of the schema and no others. */
  readonly open: (migrations: readonly Migration[]) => Promise<Store>
  /** Its files, and what its copies are sealed with. */
  readonly keeping: (store: Store) => Promise<{ readonly blobs: BlobStore; readonly copyKey: Buffer }>
  readonly clock: Clock
  /** Of the program that is about to change the store. */
  readonly version: string
  readonly usualFolder: string
  readonly of: 'practice' | 'town'
}

/**
 * Copies a store that this program will bring to a newer schema, so that there is a way back. Nothing is brought
 * anywhere when it cannot be made. Throws `StoreError`.
 */
export async function copyBeforeUpdate({
  applied,
  open,
  keeping,
  clock,
  usualFolder,
  ...update
}: Update): Promise<void> {
  if (applied.length === 0 || pending(applied, migrations).length === 0) return
  const store = await open(migrations.filter(({ number }) => applied.includes(number)))
  try {
    const madeAt = clock.now()
    const header = {
      id: copyId(madeAt, 'before_update'),
      madeAt,
      kind: 'before_update',
      version: update.version,
    } as const
    const folder = (await folderIn(store.read)) ?? usualFolder
    const { blobs, copyKey } = await keeping(store)
    await makeCopy(
      { folder, key: copyKey, store, blobs, erasures: null },
      { ...header, of: update.of, schema: Math.max(...applied) },
    )
  } finally {
    await store.close()
  }
}
