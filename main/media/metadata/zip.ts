import { crc32 } from 'node:zlib'
import { DamagedDocument } from './damaged-document.ts'

/** One file inside a ZIP, as it lies there: compressed or not. */
export type ZipEntry = {
  readonly name: Buffer
  readonly flags: number
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly data: Buffer
}

const localMark = 0x04034b50
const centralMark = 0x02014b50
const endMark = 0x06054b50
const endLength = 22
const longestComment = 0xffff
const streamed = 0x0008
/** Midnight of 1 January 1980, the first day a ZIP knows. */
const noDate = 0x0021

/** The files of a ZIP in their order. Throws `DamagedDocument`, also for ZIP64 and encrypted ones. */
export function readZip(bytes: Buffer): readonly ZipEntry[] {
  try {
    const end = endOf(bytes)
    const entries: ZipEntry[] = []
    let at = bytes.readUInt32LE(end + 16)
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
      const { entry, next } = entryAt(bytes, at)
      entries.push(entry)
      at = next
    }
    return entries
  } catch (error) {
    throw error instanceof DamagedDocument ? error : new DamagedDocument('No ZIP', { cause: error })
  }
}

function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endLength - longestComment)
  for (let at = bytes.length - endLength; at >= first; at -= 1) if (bytes.readUInt32LE(at) === endMark) return at
  throw new DamagedDocument('A ZIP without an end')
}

function entryAt(bytes: Buffer, at: number): { readonly entry: ZipEntry; readonly next: number } {
  if (bytes.readUInt32LE(at) !== centralMark) throw new DamagedDocument('A ZIP with a hole')
  const flags = bytes.readUInt16LE(at + 8)
  const packed = bytes.readUInt32LE(at + 20)
  const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
    number,
    number,
    number,
  ]
  const local = bytes.readUInt32LE(at + 42)
  if ((flags & 1) === 1 || packed === 0xffffffff || bytes.readUInt32LE(local) !== localMark) {
    throw new DamagedDocument('A ZIP that cannot be read')
  }
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const data = bytes.subarray(start, start + packed)
  if (data.length !== packed) throw new DamagedDocument('A ZIP that ends early')
  const entry = {
    name: bytes.subarray(at + 46, at + 46 + name),
    flags,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    size: bytes.readUInt32LE(at + 24),
    data,
  }
  return { entry, next: at + 46 + name + extra + comment }
}

/** The same file with other content, not compressed. */
export const replaced = (entry: ZipEntry, data: Buffer): ZipEntry => ({
  ...entry,
  method: 0,
  crc: crc32(data),
  size: data.length,
  data,
})

/** A ZIP of `entries` that says nothing else: no dates, no comments, no fields of other programs. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const about = describe(entry)
    const local = Buffer.concat([word(localMark), about, Buffer.alloc(2), entry.name, entry.data])
    const central = [word(centralMark), short(20), about, Buffer.alloc(12), word(offset), entry.name]
    directory.push(Buffer.concat(central))
    files.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const count = short(entries.length)
  const end = [word(endMark), Buffer.alloc(4), count, count, word(list.length), word(offset), Buffer.alloc(2)]
  return Buffer.concat([...files, list, ...end])
}

/** The 24 bytes that both headers of a file share, from its version to the length of its name. */
function describe({ flags, method, crc, size, data, name }: ZipEntry): Buffer {
  const about = Buffer.alloc(24)
  about.writeUInt16LE(20, 0)
  about.writeUInt16LE(flags & ~streamed, 2)
  about.writeUInt16LE(method, 4)
  about.writeUInt16LE(noDate, 8)
  about.writeUInt32LE(crc, 10)
  about.writeUInt32LE(data.length, 14)
  about.writeUInt32LE(size, 18)
  about.writeUInt16LE(name.length, 22)
  return about
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
