import { DamagedPicture, orientationBlock, orientationOf } from './orientation.ts'

const startOfImage = Buffer.from([0xff, 0xd8])
const endOfImage = Buffer.from([0xff, 0xd9])
const exifName = 'Exif\0\0'

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7
const isApplication = (marker: number) => marker >= 0xe0 && marker <= 0xef

/** What says how to draw the picture: all but comments and what programs wrote for each other, colours aside. */
function draws(marker: number, payload: Buffer): boolean {
  if (marker === 0xfe) return false
  if (!isApplication(marker)) return true
  const says = (name: string) => payload.toString('latin1', 0, name.length) === name
  return (
    (marker === 0xe0 && says('JFIF\0')) ||
    (marker === 0xe2 && says('ICC_PROFILE\0')) ||
    (marker === 0xee && says('Adobe'))
  )
}

/** Where the drawn lines after a scan's header end: at the next marker that is not part of them. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  return bytes.length
}

function orientationSegment(turned: number): Buffer {
  const payload = Buffer.concat([Buffer.from(exifName, 'latin1'), orientationBlock(turned)])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([head, payload])
}

type Segment = { readonly marker: number; readonly payload: Buffer; readonly whole: Buffer }

/** A marker without a part behind it. */
const isAlone = (marker: number) => marker === 0x01 || isRestart(marker)

/** Where the part that begins at `at` ends; its first four bytes are its marker and its length. */
function endOfSegment(bytes: Buffer, at: number): number {
  const end = at + 4 <= bytes.length ? at + 2 + bytes.readUInt16BE(at + 2) : 0
  if (end < at + 4 || end > bytes.length) throw new DamagedPicture('A part longer than the picture')
  return end
}

function* segments(bytes: Buffer): Generator<Segment> {
  for (let at = 2; at < bytes.length; ) {
    const marker = bytes[at + 1] ?? 0xd9
    if (bytes[at] !== 0xff) throw new DamagedPicture('No marker where one must stand')
    if (marker === 0xd9) return
    if (marker === 0xff) at += 1
    else if (isAlone(marker)) at += 2
    else {
      const end = endOfSegment(bytes, at)
      const next = marker === 0xda ? endOfScan(bytes, end) : end
      yield { marker, payload: bytes.subarray(at + 4, end), whole: bytes.subarray(at, next) }
      at = next
    }
  }
}

/**
 * A JPEG with nothing but what draws it, its colours and how it is turned: no place, device, author, comment, preview
 * nor second picture behind the first. Not a pixel changes. Throws `DamagedPicture`.
 */
export function stripJpeg(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, 2).equals(startOfImage)) throw new DamagedPicture('No JPEG')
  const head: Buffer[] = []
  const rest: Buffer[] = []
  let turned: number | null = null
  for (const { marker, payload, whole } of segments(bytes)) {
    if (marker === 0xe1 && payload.toString('latin1', 0, 6) === exifName) turned ??= orientationOf(payload.subarray(6))
    if (draws(marker, payload)) (marker === 0xe0 ? head : rest).push(whole)
  }
  if (rest.length === 0) throw new DamagedPicture('Nothing is drawn')
  const orientation = turned === null ? [] : [orientationSegment(turned)]
  return Buffer.concat([startOfImage, ...head, ...orientation, ...rest, endOfImage])
}
