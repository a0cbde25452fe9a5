import type { Media } from '../../contract/inbox.ts'

/** Larger media is not fetched. */
export const maxBytes = 25 * 1024 * 1024

/** A picture with more pixels than this would exhaust the machine that shows it. */
const maxPixels = 50_000_000

type Pixels = { readonly width: number; readonly height: number } | null

export const isBomb = (pixels: Pixels) => pixels !== null && pixels.width * pixels.height > maxPixels

export type MediaProblem = NonNullable<Media['reason']>

export type Inspected = {
  readonly declaredMime: string
  readonly bytes: number
  /** What the content is, read from its first bytes; null when nothing recognises it. */
  readonly sniffedMime: string | null
  readonly pixels: Pixels
}

const family = (mime: string) => mime.split('/')[0] ?? ''

/** Formats a citizen may send, by what they are and not by what they say. */
const allowed = [
  /^image\/(jpeg|png|webp|gif|heic|heif)$/,
  /^audio\//,
  /^video\/(mp4|3gpp|quicktime|webm)$/,
  /^application\/pdf$/,
  /^application\/(zip|x-cfb)$/,
  /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)/,
  /^text\//,
]

/** Ogg holds speech or film; WhatsApp's voice notes come as Ogg with Opus, whatever the sniffer calls it. */
const sameFamily = (declared: string, sniffed: string) =>
  family(declared) === family(sniffed) || (family(declared) === 'audio' && /ogg|mp4|webm/.test(sniffed))

/** Why a fetched item must not be kept; null when it may. */
export function judge(item: Inspected): MediaProblem | null {
  if (item.bytes === 0) return 'empty'
  if (item.bytes > maxBytes) return 'too_large'
  if (isBomb(item.pixels)) return 'bomb'
  if (item.sniffedMime === null) return plainText.test(item.declaredMime) ? null : 'wrong_type'
  if (!allowed.some((pattern) => pattern.test(item.sniffedMime ?? ''))) return 'wrong_type'
  const pictureOrSound = ['image', 'audio', 'video'].includes(family(item.declaredMime))
  return pictureOrSound && !sameFamily(item.declaredMime, item.sniffedMime) ? 'wrong_type' : null
}

const plainText = /^text\/(plain|vcard|x-vcard|csv)/

/** The type it is shown and kept as: what it is, or what it says when only text can say. */
export const keptMime = (item: Inspected) =>
  family(item.declaredMime) === 'audio'
    ? (item.declaredMime.split(';')[0] ?? 'audio/ogg')
    : (item.sniffedMime ?? 'text/plain')

const delays = [1_000, 5_000, 30_000, 120_000, 600_000]

/** When to fetch again after so many failed attempts; null when it is given up. */
export const fetchAgainAfter = (attempts: number): number | null => delays[attempts - 1] ?? null
