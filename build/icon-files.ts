/** A picture as PNG bytes; `size` is its width and height in pixels. */
export type Picture = { readonly size: number; readonly png: Buffer }

/** A Windows icon: a directory and the PNGs behind it, as Windows reads them since Vista. Sizes up to 256. */
export function windowsIcon(pictures: readonly Picture[]): Buffer {
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  const entries: Buffer[] = []
  let offset = header.length + pictures.length * 16
  for (const { size, png } of pictures) {
    const entry = Buffer.alloc(16)
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    entries.push(entry)
  }
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)])
}

/** Which sizes a macOS icon holds under which four letters; the same picture serves a size and half of it at 2×. */
const macTypes: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

const chunk = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([head, body])
}

export const macIcon = (pictures: readonly Picture[]): Buffer =>
  chunk(
    'icns',
    Buffer.concat(pictures.flatMap(({ size, png }) => (macTypes[size] ?? []).map((type) => chunk(type, png)))),
  )
