import { crc32 } from 'node:zlib'
import { DamagedPicture, orientationBlock, orientationOf } from './orientation.ts'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** What is not critical and still says how to draw: transparency, colours, size and the frames of an animation. */
const draws: ReadonlySet<string> = new Set([
  ...['tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'pHYs', 'hIST', 'sPLT'],
  ...['acTL', 'fcTL', 'fdAT'],
])
const isCritical = (type: string) => /^[A-Z]/.test(type)

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(data.length)
  named.copy(whole, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}

type Chunk = { readonly type: string; readonly data: Buffer; readonly whole: Buffer }

function* chunks(bytes: Buffer): Generator<Chunk> {
  for (let at = signature.length; at < bytes.length; ) {
    const end = at + 12 <= bytes.length ? at + 12 + bytes.readUInt32BE(at) : Number.POSITIVE_INFINITY
    if (end > bytes.length) throw new DamagedPicture('A part longer than the picture')
    const type = bytes.toString('latin1', at + 4, at + 8)
    yield { type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) }
    if (type === 'IEND') return
    at = end
  }
  throw new DamagedPicture('The picture has no end')
}

/** A PNG with nothing but what draws it and how it is turned; what stands behind its end is cut. Throws `DamagedPicture`. */
export function stripPng(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, signature.length).equals(signature)) throw new DamagedPicture('No PNG')
  const kept: Buffer[] = []
  let turned: number | null = null
  for (const { type, data, whole } of chunks(bytes)) {
    if (type === 'eXIf') turned ??= orientationOf(data)
    if (isCritical(type) || draws.has(type)) kept.push(whole)
  }
  const [header, ...rest] = kept
  if (!header || rest.length < 2) throw new DamagedPicture('Nothing is drawn')
  const orientation = turned === null ? [] : [chunk('eXIf', orientationBlock(turned))]
  return Buffer.concat([signature, header, ...orientation, ...rest])
}
