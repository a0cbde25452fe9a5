import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../../contract/problems.ts'
import { type Copy, contentsOf, copiesIn, loadCopy, putFilesBack } from '../backup/copies.ts'
import { keyFromCode } from '../backup/recovery-code.ts'
import { migrations } from '../store/migrations/all.ts'
import { type Staged, stagePostgres, stageSqlite } from '../store/stage.ts'
import { StoreError } from '../store/store.ts'
import type { Chosen } from './choice.ts'
import { keepingOf } from './keeping.ts'
import type { PlaceOptions } from './place.ts'

/** A copy, where it lies, and what opens it. */
export type Restorable = { readonly folder: string; readonly copy: Copy; readonly key: Buffer }

/** The store of a copy, whole and ready to take the place of the one in use. */
export type Restored = Staged & { readonly erasures: string | null; readonly missingFiles: readonly string[] }

/** Makes ready what a copy holds, beside what is in use; nothing changes before `swap`. Throws `StoreError`. */
export async function makeReady(options: PlaceOptions, kind: Chosen, from: Restorable): Promise<Restored> {
  const { copy, folder, key } = from
  if (copy.schema > (migrations.at(-1)?.number ?? 0))
    throw new StoreError('STORE_NEWER', 'The copy was made by a newer version of the program. Install that version.')
  const master = await options.vault.masterKey()
  const { files } = await contentsOf(folder, copy.id, key)
  const erasures = await newestErasures(folder, key)
  const directory = join(options.dataDirectory, kind)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const making = { clock: options.clock, schema: copy.schema, stamp: stampOf(options.clock.now()) }
  const staged = await (options.databaseUrl
    ? stagePostgres(options.databaseUrl, making)
    : stageSqlite(join(directory, 'store.db'), master, making))
  try {
    await loadCopy({ folder, id: copy.id, key }, staged.store)
    const { blobs } = await keepingOf(staged.store, { directory, machine: master, clock: options.clock })
    const missingFiles = await putFilesBack({ folder, key }, files, blobs)
    await staged.store.close()
    return { ...staged, erasures, missingFiles }
  } catch (error) {
    await staged.discard()
    throw error
  }
}

/** Who was erased, as the newest copy of that key knows it. */
async function newestErasures(folder: string, key: Buffer): Promise<string | null> {
  for (const { id } of await copiesIn(folder)) {
    const found = (await contentsOf(folder, id, key).catch(() => null))?.erasures
    if (found) return found
  }
  return null
}

/** Where copies lie on this computer, and the code that opens them. */
export type BackupsAt = { readonly folder: string; readonly code: string }

/** The key in a recovery code. Throws `BACKUP_CODE`. */
export function keyOf(code: string): Buffer {
  const key = keyFromCode(code)
  if (!key) throw new Problem('BACKUP_CODE')
  return key
}

/** The copies of a real town in a folder, newest first. Throws `BACKUP_CODE`, or `BACKUP_FOLDER`. */
export async function townCopies({ folder, code }: BackupsAt): Promise<readonly Copy[]> {
  const key = keyOf(code)
  const found = await copiesIn(folder).catch(() => {
    throw new Problem('BACKUP_FOLDER', { folder })
  })
  const towns = found.filter((copy) => copy.of === 'town')
  const [newest] = towns
  if (newest)
    await contentsOf(folder, newest.id, key).catch(() => {
      throw new Problem('BACKUP_CODE')
    })
  return towns
}

const stampOf = (now: number) => new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
