const orientationTag = 0x0112
const shortType = 3

/** How a picture is turned, 2 to 8, by its Exif block from the byte order mark on; null when it stands upright. */
export function orientationOf(exif: Buffer): number | null {
  if (exif.length < 14) return null
  const order = exif.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return null
  const short = (at: number) => (order === 'II' ? exif.readUInt16LE(at) : exif.readUInt16BE(at))
  const first = order === 'II' ? exif.readUInt32LE(4) : exif.readUInt32BE(4)
  if (first + 2 > exif.length) return null
  for (let entry = first + 2, left = short(first); left > 0 && entry + 12 <= exif.length; entry += 12, left -= 1) {
    if (short(entry) !== orientationTag || short(entry + 2) !== shortType) continue
    const turned = short(entry + 8)
    return turned >= 2 && turned <= 8 ? turned : null
  }
  return null
}

/** An Exif block that says how a picture is turned, and nothing else. */
export function orientationBlock(turned: number): Buffer {
  const block = Buffer.alloc(26)
  block.write('II', 'latin1')
  block.writeUInt16LE(42, 2)
  block.writeUInt32LE(8, 4)
  block.writeUInt16LE(1, 8)
  block.writeUInt16LE(orientationTag, 10)
  block.writeUInt16LE(shortType, 12)
  block.writeUInt32LE(1, 14)
  block.writeUInt16LE(turned, 18)
  return block
}

/** A picture whose parts do not fit together: it cannot be cleaned, so it must not leave. */
export class DamagedPicture extends Error {
  override readonly name = 'DamagedPicture'
}
