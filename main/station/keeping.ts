import { join } from 'node:path'
import { openBlobFiles } from '../store/blob-files.ts'
import { openBlobRows } from '../store/blob-rows.ts'
import type { BlobStore } from '../store/blobs.ts'
import { deriveKey, type KeyUse } from '../store/keys.ts'
import type { Store } from '../store/store.ts'
import { townSecret } from '../store/town-secret.ts'
import type { Clock, KeyFor } from './needs.ts'

type At = {
  /** The folder of the town on this computer. */
  readonly directory: string
  /** The master key of this computer. */
  readonly machine: Buffer
  readonly clock: Clock
}

/** What must open on every computer of the town, and after a copy came back on another one. */
const townUses: ReadonlySet<KeyUse> = new Set(['second-factor', 'blocked-records'])

/** A key that lies in the store: all stations on it have it, and its copies too. */
const townKey = (store: Store): Promise<Buffer> => store.transaction((tx) => townSecret(tx, 'keys'))

/** What a store signs and seals with: some of it is the town's, the rest this computer's, which no database holds. */
export async function keysOf(store: Store, machine: Buffer): Promise<KeyFor> {
  const town = await townKey(store)
  return (use) => deriveKey(townUses.has(use) ? town : machine, use)
}

/**
 * Where the files of a store lie, and what its copies are sealed with: on this computer and with its key; with
 * PostgreSQL in the database and with the town's, so that all computers of the town open them.
 */
export async function keepingOf(
  store: Store,
  { directory, machine, clock }: At,
): Promise<{ readonly blobs: BlobStore; readonly copyKey: Buffer }> {
  if (store.dialect === 'sqlite') {
    const blobs = openBlobFiles({ directory: join(directory, 'media'), key: machine })
    return { blobs, copyKey: deriveKey(machine, 'backup') }
  }
  const key = await townKey(store)
  return { blobs: await openBlobRows({ store, key, clock }), copyKey: deriveKey(key, 'backup') }
}
