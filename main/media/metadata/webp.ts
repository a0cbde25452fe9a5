import { DamagedPicture, orientationBlock, orientationOf } from './orientation.ts'

const draws: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])

/** In the first byte of `VP8X`: that there is an Exif or an XMP part. */
const saysExif = 0x08
const saysXmp = 0x04

function part(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

type Part = { readonly type: string; readonly data: Buffer }

function* parts(bytes: Buffer): Generator<Part> {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  for (let at = 12; at + 8 <= end; ) {
    const next = at + 8 + bytes.readUInt32LE(at + 4)
    if (next > end) throw new DamagedPicture('A part longer than the picture')
    yield { type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, next) }
    at = next + (next % 2)
  }
}

/** How the picture is turned; some writers put Exif's name before the block. */
const turnedBy = (data: Buffer) => orientationOf(data.toString('latin1', 0, 4) === 'Exif' ? data.subarray(6) : data)

function withFlags(header: Buffer, exif: boolean): Buffer {
  const changed = Buffer.from(header)
  changed[0] = ((changed[0] ?? 0) & ~(saysExif | saysXmp)) | (exif ? saysExif : 0)
  return changed
}

/** A WebP with nothing but what draws it and how it is turned. Throws `DamagedPicture`. */
export function stripWebp(bytes: Buffer): Buffer {
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  if (!isWebp) throw new DamagedPicture('No WebP')
  const found = [...parts(bytes)]
  const exif = found.find(({ type }) => type === 'EXIF')
  const turned = exif ? turnedBy(exif.data) : null
  const kept = found
    .filter(({ type }) => draws.has(type))
    .map(({ type, data }) => part(type, type === 'VP8X' ? withFlags(data, turned !== null) : data))
  if (kept.length === 0) throw new DamagedPicture('Nothing is drawn')
  const body = Buffer.concat([...kept, ...(turned === null ? [] : [part('EXIF', orientationBlock(turned))])])
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}
