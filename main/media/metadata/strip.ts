import { stripJpeg } from './jpeg.ts'
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
