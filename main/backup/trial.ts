import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RestoreTest } from '../../contract/backups.ts'
import type { Clock } from '../station/needs.ts'
import { upTo } from '../store/migrations/all.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { type Store, StoreError } from '../store/store.ts'
import { type Copy, contentsOf, loadCopy, type Progress, unreadableFiles } from './copies.ts'

export type Trial = {
  readonly folder: string
  readonly key: Buffer
  readonly clock: Clock
  /** Where a store may be made and thrown away. */
  readonly scratch: string
  /** Whether the consent ledger of a store holds. */
  readonly ledgerHolds: (store: Store) => Promise<boolean>
  readonly progress: (progress: Progress) => void
}

/** Restores a copy for real into an encrypted store of its own, looks at all of it and throws it away. */
export async function tryRestore(trial: Trial, copy: Copy): Promise<RestoreTest> {
  const { folder, key, clock } = trial
  const began = clock.now()
  const result = { backupId: copy.id, at: began, ok: false, rows: 0, files: 0, unreadableFiles: 0, ledger: null }
  const took = () => Math.max(0, clock.now() - began)
  try {
    const { counts, files } = await contentsOf(folder, copy.id, key)
    const bad = await unreadableFiles(folder, key, files)
    const ledger = await inScratchStore(trial, copy.schema, {
      fill: async (store) => void (await loadCopy({ folder, id: copy.id, key }, store, trial.progress)),
      look: trial.ledgerHolds,
    })
    const rows = Object.values(counts).reduce((sum, n) => sum + n, 0)
    const whole = { rows, files: files.length - bad.length, unreadableFiles: bad.length, ledger }
    return { ...result, ...whole, ok: ledger && bad.length === 0, took: took() }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return { ...result, took: took() }
  }
}

/** The copy comes up in the schema it was made in, and is then brought to today's, as a restore for good would do. */
async function inScratchStore<T>(
  trial: Trial,
  schema: number,
  { fill, look }: { fill: (store: Store) => Promise<void>; look: (store: Store) => Promise<T> },
): Promise<T> {
  const scratch = join(trial.scratch, `restore-test-${randomBytes(6).toString('hex')}`)
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  const options = { path: join(scratch, 'store.db'), key: randomBytes(32), clock: trial.clock }
  try {
    await using(await openSqliteStore({ ...options, migrations: upTo(schema) }), fill)
    return await using(await openSqliteStore(options), look)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function using<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
