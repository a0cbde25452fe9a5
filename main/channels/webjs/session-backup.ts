import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { removeFolder } from './remove-folder.ts'

const magic = Buffer.from('VTSESSION1\n')
const ivBytes = 12
const tagBytes = 16
const longestName = 4096

/** What a browser keeps to be fast; the session is not in it. */
const dispensable =
  /(^|\/)(Cache|Code Cache|GPUCache|GrShaderCache|ShaderCache|GraphiteDawnCache|DawnCache|DawnGraphiteCache|DawnWebGPUCache|CacheStorage|ScriptCache|Crashpad|BrowserMetrics|component_crx_cache|extensions_crx_cache|Singleton\w+|lockfile)(\/|$)/

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !dispensable.test(path))
    .sort()
}

/** Each file as its name, its size and its bytes; an empty name ends the list. */
async function* packed(folder: string): AsyncGenerator<Buffer> {
  for (const path of await filesUnder(folder)) {
    const { size } = await stat(join(folder, path))
    yield header(path, size)
    let read = 0
    if (size > 0) {
      for await (const chunk of createReadStream(join(folder, path), { end: size - 1 })) {
        read += (chunk as Buffer).length
        yield chunk as Buffer
      }
    }
    if (read !== size) throw new Error('A file of the session changed while it was copied')
  }
  yield header('', 0)
}

function header(path: string, size: number): Buffer {
  const name = Buffer.from(path)
  const head = Buffer.alloc(12)
  head.writeUInt32BE(name.length, 0)
  head.writeBigUInt64BE(BigInt(size), 4)
  return Buffer.concat([head, name])
}

/**
 * Writes an encrypted copy of a session folder at rest: magic, 12 bytes of IV, AES-256-GCM of the packed files, 16
 * bytes of tag. The file appears only when whole; the one before stays as `<file>.before`.
 */
export async function writeBackup(folder: string, file: string, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const part = `${file}.part`
  const encrypted = async function* () {
    yield Buffer.concat([magic, iv])
    for await (const chunk of packed(folder)) yield cipher.update(chunk)
    yield cipher.final()
    yield cipher.getAuthTag()
  }
  await pipeline(Readable.from(encrypted()), createWriteStream(part, { mode: 0o600, flush: true }))
  await rename(file, `${file}.before`).catch(() => undefined)
  await rename(part, file)
}

/** Takes as many bytes as asked from a stream of chunks of any size. */
function taker(chunks: AsyncIterator<Buffer>) {
  let held: Buffer = Buffer.alloc(0)
  const fill = async (): Promise<boolean> => {
    const next = await chunks.next()
    if (next.done) return false
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    return true
  }
  return {
    async exactly(count: number): Promise<Buffer> {
      while (held.length < count) if (!(await fill())) throw new Error('The copy of the session ends too early')
      const taken = held.subarray(0, count)
      held = held.subarray(count)
      return taken
    },
    async *pieces(count: number): AsyncGenerator<Buffer> {
      let left = count
      while (left > 0) {
        if (held.length === 0 && !(await fill())) throw new Error('The copy of the session ends too early')
        const piece = held.subarray(0, left)
        held = held.subarray(piece.length)
        left -= piece.length
        yield piece
      }
    },
    async end(): Promise<void> {
      while (await fill()) held = Buffer.alloc(0)
    },
  }
}

/**
 * Puts a session folder back from its copy. The folder changes only after the whole copy proved genuine. Throws when
 * the copy is damaged, cut off or of another key; nothing is changed then.
 */
export async function restoreBackup(file: string, folder: string, key: Buffer): Promise<void> {
  const { size } = await stat(file)
  const handle = await open(file)
  const head = Buffer.alloc(magic.length + ivBytes)
  const tag = Buffer.alloc(tagBytes)
  try {
    await handle.read(head, 0, head.length, 0)
    await handle.read(tag, 0, tagBytes, Math.max(0, size - tagBytes))
  } finally {
    await handle.close()
  }
  if (!head.subarray(0, magic.length).equals(magic) || size < head.length + tagBytes)
    throw new Error('This is no copy of a session')
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(magic.length)).setAuthTag(tag)
  const staging = `${folder}.restoring`
  await removeFolder(staging)
  await mkdir(staging, { recursive: true, mode: 0o700 })
  try {
    await unpack(decrypted(file, head.length, size - tagBytes, decipher), staging)
    await removeFolder(folder)
    await rename(staging, folder)
  } catch (error) {
    await removeFolder(staging)
    throw error
  }
}

async function* decrypted(file: string, start: number, end: number, decipher: ReturnType<typeof createDecipheriv>) {
  if (end > start)
    for await (const chunk of createReadStream(file, { start, end: end - 1 })) yield decipher.update(chunk as Buffer)
  yield decipher.final()
}

async function unpack(chunks: AsyncGenerator<Buffer>, into: string): Promise<void> {
  const takes = taker(chunks)
  for (;;) {
    const head = await takes.exactly(12)
    const nameLength = head.readUInt32BE(0)
    if (nameLength === 0) break
    if (nameLength > longestName) throw new Error('A name in the copy of the session is too long')
    const path = (await takes.exactly(nameLength)).toString()
    if (path.split('/').some((part) => part === '..' || part === '') || path.includes('\\'))
      throw new Error('A name in the copy of the session leads elsewhere')
    const target = join(into, path)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const bytes = Number(head.readBigUInt64BE(4))
    await pipeline(Readable.from(takes.pieces(bytes)), createWriteStream(target, { mode: 0o600 }))
  }
  // Reading to the end checks the tag.
  await takes.end()
}

/** Copies and restores one session folder while no browser has it open. */
export function sessionKeeper(needs: { readonly folder: string; readonly file: string; readonly key: Buffer }) {
  const { folder, file, key } = needs
  let next: 'nothing' | 'copy' | 'restore' = 'nothing'

  return {
    hasCopy: () => existsSync(file),
    /** The folder is copied the next time the browser is at rest. */
    copyAtRest(): void {
      if (next === 'nothing') next = 'copy'
    },
    /** The copy replaces the folder the next time the browser is at rest. */
    restoreAtRest(): void {
      next = 'restore'
    },
    /** No browser has the folder open. Throws when the copy could not be written, or no copy restored. */
    async atRest(): Promise<void> {
      const now = next
      next = 'nothing'
      if (now === 'copy') await writeBackup(folder, file, key)
      if (now === 'restore')
        await restoreBackup(file, folder, key).catch(() => restoreBackup(`${file}.before`, folder, key))
    },
    /** The session and every copy of it. */
    async forget(): Promise<void> {
      await removeFolder(folder)
      for (const copy of [file, `${file}.before`, `${file}.part`]) await rm(copy, { force: true })
    },
  }
}

export type SessionKeeper = ReturnType<typeof sessionKeeper>
