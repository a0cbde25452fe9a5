import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { imageSize } from 'image-size'
import { describe, expect, it } from 'vitest'
import { DamagedPicture, orientationBlock, orientationOf } from './orientation.ts'
import { withoutMetadata } from './strip.ts'

const root = join(import.meta.dirname, '../../..')
const photo = await readFile(join(root, 'resources/practice/media/pothole.jpg'))
const icon = await readFile(join(root, 'build/icons/64x64.png'))
const sticker = await readFile(join(root, 'resources/practice/media/sticker.webp'))

const secret = 'GPS 40.4168 -3.7038'
/** An Exif block that says how the picture is turned, and the secret behind it. */
const exif = (turned: number) => Buffer.concat([orientationBlock(turned), Buffer.from(secret)])

const segment = (marker: number, payload: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([head, payload])
}
const named = (name: string, rest: Buffer = Buffer.from(secret)) => Buffer.concat([Buffer.from(name, 'latin1'), rest])

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

const part = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return Buffer.concat([Buffer.from(type, 'latin1'), length, data, Buffer.alloc(data.length % 2)])
}
const riff = (body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length + 4)
  return Buffer.concat([Buffer.from('RIFF'), length, Buffer.from('WEBP'), body])
}

/** A header that says: Exif and XMP follow. */
const extended = (flags: number) => {
  const { width, height } = imageSize(sticker)
  const data = Buffer.alloc(10)
  data[0] = flags
  data.writeUIntLE(width - 1, 4, 3)
  data.writeUIntLE(height - 1, 7, 3)
  return part('VP8X', data)
}
const still = sticker.toString('latin1', 12, 16) === 'VP8X' ? null : sticker.subarray(12)

const jpeg = (turned: number) =>
  Buffer.concat([
    photo.subarray(0, 2),
    segment(0xe1, named('Exif\0\0', exif(turned))),
    segment(0xe1, named('http://ns.adobe.com/xap/1.0/\0')),
    segment(0xe2, named('MPF\0')),
    segment(0xed, named('Photoshop 3.0\0')),
    segment(0xfe, Buffer.from(secret)),
    segment(0xe2, named('ICC_PROFILE\0', Buffer.from('colours'))),
    photo.subarray(2),
    Buffer.from(secret),
    photo,
  ])

const png = (turned: number) =>
  Buffer.concat([
    icon.subarray(0, 33),
    chunk('eXIf', exif(turned)),
    chunk('tEXt', named('Location\0')),
    chunk('tIME', Buffer.alloc(7)),
    chunk('prVt', Buffer.from(secret)),
    chunk('pHYs', Buffer.alloc(9)),
    icon.subarray(33),
    Buffer.from(secret),
  ])

const webp = (turned: number) =>
  riff(
    Buffer.concat([
      extended(0x0c),
      still ?? Buffer.alloc(0),
      part('EXIF', named('Exif\0\0', exif(turned))),
      part('XMP ', Buffer.from(secret)),
    ]),
  )

const pictures = [
  { mime: 'image/jpeg', plain: photo, make: jpeg, keeps: 'colours' },
  { mime: 'image/png', plain: icon, make: png, keeps: 'pHYs' },
  { mime: 'image/webp', plain: sticker, make: webp, keeps: 'VP8' },
] as const

describe.each(pictures)('$mime', ({ mime, plain, make, keeps }) => {
  it('leaves without what says where, when and with what it was taken', () => {
    const before = make(1)
    expect(before.includes(secret)).toBe(true)
    const clean = withoutMetadata(mime, before)
    expect(clean.includes(secret)).toBe(false)
    expect(clean.includes(keeps)).toBe(true)
    const { width, height } = imageSize(plain)
    expect(imageSize(clean)).toMatchObject({ width, height })
  })

  it('stays turned as it was, and says nothing else', () => {
    const clean = withoutMetadata(mime, make(6))
    expect(clean.includes(secret)).toBe(false)
    expect(clean.includes(orientationBlock(6))).toBe(true)
    expect(imageSize(clean).orientation ?? 6).toBe(6)
  })

  it('that is clean already is not touched again', () => {
    const once = withoutMetadata(mime, make(3))
    expect(withoutMetadata(mime, once).equals(once)).toBe(true)
  })

  it('cut off anywhere is refused or still clean, and never breaks anything', () => {
    const whole = make(6)
    const tries = Array.from({ length: 300 }, (_, n) => Math.floor((whole.length * n) / 300))
    for (const end of [...tries, 0, 1, 2, 3, 11, 12, 13]) {
      try {
        expect(withoutMetadata(mime, whole.subarray(0, end)).includes(secret)).toBe(false)
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedPicture)
      }
    }
  })
})

it('draws the same lines: every byte of the scan of a JPEG is kept', () => {
  const scan = photo.subarray(photo.indexOf(Buffer.from([0xff, 0xda])))
  expect(withoutMetadata('image/jpeg', jpeg(1)).includes(scan)).toBe(true)
})

it('leaves what is no picture as it is', () => {
  const bytes = Buffer.from('%PDF-1.7')
  expect(withoutMetadata('application/pdf', bytes)).toBe(bytes)
})

it('reads how a picture is turned in either order of bytes, and believes no nonsense', () => {
  const big = Buffer.from('MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1')
  expect(orientationOf(big)).toBe(6)
  expect(orientationOf(orientationBlock(8))).toBe(8)
  for (const nonsense of [
    orientationBlock(1),
    orientationBlock(9),
    Buffer.from('II'),
    Buffer.alloc(40),
    big.subarray(0, 15),
  ])
    expect(orientationOf(nonsense)).toBeNull()
})
