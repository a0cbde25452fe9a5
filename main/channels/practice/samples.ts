import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { MessageKind } from '../../../contract/inbox.ts'

type Sample = {
  readonly kind: MessageKind
  readonly mime: string
  readonly fileName?: string
  /** A file of `resources/practice/media`, or bytes made here. */
  readonly source: { readonly file: string } | { readonly make: (atMost: number) => Uint8Array; readonly bytes: number }
}

const photo = (file: string): Sample => ({ kind: 'image', mime: 'image/jpeg', source: { file } })
const voice = (file: string): Sample => ({ kind: 'audio', mime: 'audio/ogg; codecs=opus', source: { file } })
const huge = 100 * 1024 * 1024
const program = Buffer.from('4d5a90000300000004000000ffff0000b8000000000000004000000000000000', 'hex')

/** A PNG of a hundred bytes that declares 60,000 × 60,000 pixels: decoded it would take 14 GB. */
const bomb = png(60_000)

/** The files a citizen can send by name; the last four are bad on purpose. */
const samples = {
  photo: photo('pothole.jpg'),
  photo_lamp: photo('lamp.jpg'),
  photo_bin: photo('bin.jpg'),
  voice: voice('voice.ogg'),
  voice_short: voice('voice-short.ogg'),
  video: { kind: 'video', mime: 'video/mp4', source: { file: 'video.mp4' } },
  pdf: { kind: 'document', mime: 'application/pdf', fileName: 'volante.pdf', source: { file: 'volante.pdf' } },
  sticker: { kind: 'sticker', mime: 'image/webp', source: { file: 'sticker.webp' } },
  contact: { kind: 'contact', mime: 'text/vcard', fileName: 'contacto.vcf', source: { file: 'contact.vcf' } },
  empty: { kind: 'image', mime: 'image/jpeg', source: { make: () => new Uint8Array(0), bytes: 0 } },
  huge: {
    kind: 'video',
    mime: 'video/mp4',
    source: { make: (atMost) => new Uint8Array(Math.min(huge, atMost)), bytes: huge },
  },
  wrong_type: { kind: 'image', mime: 'image/jpeg', source: { make: () => program, bytes: program.length } },
  bomb: { kind: 'image', mime: 'image/png', source: { make: () => bomb, bytes: bomb.length } },
} as const satisfies Record<string, Sample>

export type SampleName = keyof typeof samples

export const sampleNames = Object.keys(samples) as readonly SampleName[]

export function isSample(name: string): name is SampleName {
  return Object.hasOwn(samples, name)
}

export function sampleOf(name: SampleName): Sample {
  return samples[name]
}

/** How many bytes the sender's phone declares. */
export async function declaredBytes(name: SampleName, folder: string): Promise<number> {
  const { source } = sampleOf(name)
  if ('file' in source) return (await stat(join(folder, source.file))).size
  return source.bytes
}

/** At most `atMost` bytes of the sample; no more than that is ever allocated for those made here. */
export async function sampleBytes(name: SampleName, folder: string, atMost: number): Promise<Uint8Array> {
  const { source } = sampleOf(name)
  const bytes = 'file' in source ? await readFile(join(folder, source.file)) : source.make(atMost)
  return bytes.length > atMost ? bytes.subarray(0, atMost) : bytes
}

function png(side: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 6], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
