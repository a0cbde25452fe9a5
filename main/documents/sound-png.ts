import { inflateSync } from 'node:zlib'

/** Samples of a pixel, by the colour type of the file. */
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/** A picture for paper needs no more bytes than this once unpacked. */
const most = 64 * 1024 * 1024
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

type Chunk = { readonly type: string; readonly data: Buffer }

function* chunksOf(file: Buffer): Generator<Chunk> {
  for (let at = signature.length; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at)
    yield { type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) }
    at += 12 + length
  }
}

function unpacked(chunks: readonly Chunk[]): Buffer | null {
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  try {
    return inflateSync(Buffer.concat(packed), { maxOutputLength: most })
  } catch {
    return null
  }
}

type Shape = { readonly line: number; readonly height: number }

/** Bytes of a line with its filter, and lines; null for a head that makes no sense or is interlaced. */
function shapeOf(chunks: readonly Chunk[]): Shape | null {
  const header = chunks[0]?.type === 'IHDR' && chunks[0].data.length === 13 ? chunks[0].data : null
  const samples = header && channels[header.readUInt8(9)]
  if (!header || !samples || header.readUInt8(12) !== 0) return null
  if (header.readUInt8(9) === 3 && !chunks.some(({ type }) => type === 'PLTE')) return null
  const line = 1 + Math.ceil((header.readUInt32BE(0) * samples * header.readUInt8(8)) / 8)
  const height = header.readUInt32BE(4)
  return height === 0 || line * height > most ? null : { line, height }
}

/**
 * Whether a PNG can be decoded to its end. pdfkit decodes later, where nobody can catch what a damaged file does.
 * Interlaced ones are refused.
 */
export function isSoundPng(file: Buffer): boolean {
  if (!file.subarray(0, 8).equals(signature)) return false
  const chunks = [...chunksOf(file)]
  const shape = shapeOf(chunks)
  const pixels = shape && unpacked(chunks)
  if (!pixels || pixels.length !== shape.line * shape.height) return false
  for (let at = 0; at < pixels.length; at += shape.line) if ((pixels[at] ?? 0) > 4) return false
  return true
}
