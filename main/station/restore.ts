import { join } from 'node:path'
import { type Copy, contentsOf, loadCopy, putFilesBack } from '../backup/copies.ts'
import { type Staged, stagePostgres, stageSqlite } from '../backup/stage.ts'
import { openBlobFiles } from '../store/blob-files.ts'
import { deriveKey } from '../store/keys.ts'
import { migrations } from '../store/migrations/all.ts'
import { StoreError } from '../store/store.ts'
import type { Chosen } from './choice.ts'
import type { PlaceOptions } from './place.ts'

/** A copy, and where it lies. `key` opens it: that of this data folder, unless it comes from another computer. */
export type Restorable = { readonly folder: string; readonly copy: Copy; readonly key?: Buffer }

/** The store of a copy, whole and ready to take the place of the one in use. */
export type Restored = Staged & { readonly erasures: readonly string[]; readonly missingFiles: readonly string[] }

/** Makes ready what a copy holds, beside what is in use; nothing changes before `swap`. Throws `StoreError`. */
export async function makeReady(options: PlaceOptions, kind: Chosen, from: Restorable): Promise<Restored> {
  const { copy, folder } = from
  if (copy.schema > (migrations.at(-1)?.number ?? 0))
    throw new StoreError('STORE_NEWER', 'The copy was made by a newer version of the program. Install that version.')
  const master = await options.vault.masterKey()
  const key = from.key ?? deriveKey(master, 'backup')
  const { files, erasures } = await contentsOf(folder, copy.id, key)
  const directory = join(options.dataDirectory, kind)
  const making = { clock: options.clock, schema: copy.schema, stamp: stampOf(options.clock.now()) }
  const staged = await (options.databaseUrl
    ? stagePostgres(options.databaseUrl, making)
    : stageSqlite(join(directory, 'store.db'), master, making))
  try {
    await loadCopy({ folder, id: copy.id, key }, staged.store)
    const blobs = openBlobFiles({ directory: join(directory, 'media'), key: master })
    const missingFiles = await putFilesBack({ folder, key }, files, blobs)
    await staged.store.close()
    return { ...staged, erasures, missingFiles }
  } catch (error) {
    await staged.discard()
    throw error
  }
}

const stampOf = (now: number) => new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
