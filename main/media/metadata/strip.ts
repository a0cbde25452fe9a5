import { stripJpeg } from './jpeg.ts'
import { stripOffice } from './office.ts'
import type { Cleaned } from './pdf.ts'
import { stripPng } from './png.ts'
import { stripWebp } from './webp.ts'

/**
 * A picture without what tells where, when, by whom and with what it was taken; anything but JPEG, PNG and WebP as it
 * is. Throws `DamagedPicture`.
 */
export function withoutMetadata(mime: string, bytes: Buffer): Buffer {
  switch (mime) {
    case 'image/jpeg':
      return stripJpeg(bytes)
    case 'image/png':
      return stripPng(bytes)
    case 'image/webp':
      return stripWebp(bytes)
    default:
      return bytes
  }
}

/** Loaded when the first PDF comes: it is large, and many a day has none. */
const pdfTools = () => import('./pdf.ts')

const office = /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\./

/**
 * What leaves the town hall, without what it says of its author and its making. `kept`: a type that is sent as it is,
 * sound and old office documents among them. Throws `DamagedPicture` and `DamagedDocument`.
 */
export async function withoutTraces(mime: string, bytes: Buffer): Promise<Traceless> {
  if (mime === 'application/pdf') return (await pdfTools()).stripPdf(bytes)
  if (office.test(mime)) return { bytes: stripOffice(bytes), metadata: 'clean' }
  return { bytes: withoutMetadata(mime, bytes), metadata: mime.startsWith('image/') ? 'clean' : 'kept' }
}

export type Traceless = { readonly bytes: Buffer; readonly metadata: Cleaned['metadata'] | 'kept' }
