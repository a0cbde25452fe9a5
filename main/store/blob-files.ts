import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { blobSeal, isBlobName } from './blob-seal.ts'
import type { BlobStore } from './blobs.ts'
import { StoreError } from './store.ts'

/** Blobs as files under `directory`; equal content is one file. A file appears whole or not at all. */
export function openBlobFiles({ directory, key }: { directory: string; key: Buffer }): BlobStore {
  const { nameOf, seal, open: unseal } = blobSeal(key)
  const write = async (blob: string, bytes: Uint8Array) => {
    const path = place(directory, blob)
    if (!(await touched(path))) await writeWhole(path, seal(blob, bytes))
  }
  return {
    async put(bytes) {
      const blob = nameOf(bytes)
      await write(blob, bytes)
      return blob
    },
    get: async (blob) => unseal(blob, await readFile(place(directory, blob))),
    async *names() {
      const options = { recursive: true, withFileTypes: true } as const
      const entries = await readdir(directory, options).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
      for (const entry of entries) if (entry.isFile() && isBlobName(entry.name)) yield entry.name
    },
    has: async (blob) => (await stat(place(directory, blob)).catch(() => undefined))?.isFile() ?? false,
    putBack: write,
    async remove(blob, before) {
      const path = place(directory, blob)
      const found = await stat(path).catch(() => undefined)
      if (found && found.mtimeMs < before) await rm(path, { force: true })
    },
  }
}

/** Two levels of folders keep each of them small. */
function place(directory: string, blob: string): string {
  if (!isBlobName(blob)) throw new RangeError('Not the name of a blob')
  return join(directory, blob.slice(0, 2), blob.slice(2, 4), blob)
}

/** Writes beside the place, waits for the disk and then puts it there under its name. */
async function writeWhole(path: string, parts: readonly Buffer[]): Promise<void> {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(part, 'wx', 0o600)
    try {
      for (const bytes of parts) await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw diskFailure(error)
  }
}

/** True when the file is there; says on it that it was wanted now, so that nobody removes it as forgotten. */
async function touched(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return false
  const now = new Date()
  return utimes(path, now, now).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
}

/** The same error as a `StoreError` where the disk is to blame. */
export function diskFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StoreError('STORE_DISK_FULL', 'The disk is full: the file was not saved. Free some space.', {
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StoreError('STORE_READ_ONLY', 'The folder of files cannot be written. Give this user permission.', {
      cause: error,
    })
  }
  return error
}
