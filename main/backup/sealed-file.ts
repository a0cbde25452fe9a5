import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { diskFailure } from '../store/blob-files.ts'
import { StoreError } from '../store/store.ts'

const magic = Buffer.from('VENTANILLA-COPY-1\n')
const ivBytes = 12
const tagBytes = 16
const longestHeader = 16_384

/**
 * A file that only its key opens: magic, length of the header (4 bytes), header (JSON, readable by anybody), 12 bytes
 * of IV, the content under AES-256-GCM, 16 bytes of tag. The header is authenticated too. It appears only when whole.
 */
export async function writeSealed(
  path: string,
  key: Buffer,
  header: unknown,
  content: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<void> {
  const iv = randomBytes(ivBytes)
  const head = headOf(header)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(head)
  const sealed = async function* () {
    yield Buffer.concat([head, iv])
    for await (const chunk of content) yield cipher.update(chunk)
    yield cipher.final()
    yield cipher.getAuthTag()
  }
  const part = `${path}.part`
  try {
    await pipeline(Readable.from(sealed()), createWriteStream(part, { mode: 0o600, flush: true }))
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw diskFailure(error)
  }
}

function headOf(header: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([magic, length, text])
}

/** What anybody may read of a sealed file; null when it is none. Not yet proved genuine. */
export async function readHeader(path: string): Promise<unknown> {
  return (await readHead(path))?.header ?? null
}

async function readHead(path: string): Promise<{ header: unknown; head: Buffer } | null> {
  const file = await open(path)
  try {
    const start = Buffer.alloc(magic.length + 4)
    await file.read(start, 0, start.length, 0)
    if (!start.subarray(0, magic.length).equals(magic)) return null
    const length = start.readUInt32BE(magic.length)
    if (length > longestHeader) return null
    const text = Buffer.alloc(length)
    const { bytesRead } = await file.read(text, 0, length, start.length)
    return bytesRead === length ? { header: parsed(text), head: Buffer.concat([start, text]) } : null
  } finally {
    await file.close()
  }
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return null
  }
}

const damaged = (cause?: unknown) =>
  new StoreError('STORE_DAMAGED', 'The copy is damaged, cut off, or of another key. Use another copy.', { cause })

/**
 * The content of a sealed file, piece by piece. It is proved genuine only at its end: whoever acts upon it must wait
 * for that, and undo when it throws `STORE_DAMAGED`.
 */
export async function* readSealed(path: string, key: Buffer): AsyncGenerator<Buffer> {
  const opened = await readHead(path)
  const { size } = await stat(path)
  const start = (opened?.head.length ?? 0) + ivBytes
  if (!opened || size < start + tagBytes) throw damaged()
  const [iv, tag] = [await bytesAt(path, start - ivBytes, ivBytes), await bytesAt(path, size - tagBytes, tagBytes)]
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(opened.head).setAuthTag(tag)
  if (size > start + tagBytes)
    for await (const chunk of createReadStream(path, { start, end: size - tagBytes - 1 }))
      yield decipher.update(chunk as Buffer)
  try {
    yield decipher.final()
  } catch (error) {
    throw damaged(error)
  }
}

async function bytesAt(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const bytes = Buffer.alloc(length)
    await file.read(bytes, 0, length, position)
    return bytes
  } finally {
    await file.close()
  }
}
