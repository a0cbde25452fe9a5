import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'

const keyBytes = 32

/** In the data folder: the master key in hexadecimal, for its owner's eyes only. */
export const keyFileName = 'master.key'
/** In the data folder: the master key as the desktop shell sealed it with the system's key store. */
export const sealedKeyFileName = 'master.key.sealed'

export const newMasterKey = (): Buffer => randomBytes(keyBytes)

export const encodeKey = (key: Uint8Array): string => Buffer.from(key).toString('hex')

/** The key behind a text that `encodeKey` made, or null when it is not one. */
export function decodeKey(text: string): Buffer | null {
  const trimmed = text.trim()
  return /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : null
}

/** Bytes of a key file, or null when there is none. */
export async function readKey(folder: string, name: string): Promise<Buffer | null> {
  return readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

/**
 * Writes a key file that must survive a power cut from its first use on, readable by its owner only. Answers false,
 * and changes nothing, when one was there already.
 */
export async function writeKey(folder: string, name: string, bytes: Uint8Array): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const target = join(folder, name)
  const draft = `${target}.${randomUUID()}`
  const file = await open(draft, 'wx', 0o600)
  await file.writeFile(bytes)
  await file.sync()
  await file.close()
  try {
    return await putInPlace(draft, target)
  } finally {
    await unlink(draft).catch(() => undefined)
    await syncFolder(folder)
  }
}

/** A hard link never replaces; file systems without links (exFAT) get a look first and a rename. */
async function putInPlace(draft: string, target: string): Promise<boolean> {
  try {
    await link(draft, target)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    const there = await open(target, 'r').catch(() => null)
    await there?.close()
    if (there) return false
    await rename(draft, target)
    return true
  }
}

/** Windows cannot open folders; there the file's own sync is all there is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
