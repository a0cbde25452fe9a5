import { Problem } from '../../contract/problems.ts'
import type { BlobStore } from '../store/blobs.ts'
import { inspect } from './inspect.ts'
import { DamagedDocument } from './metadata/damaged-document.ts'
import { DamagedPicture } from './metadata/orientation.ts'
import { type Traceless, withoutTraces } from './metadata/strip.ts'
import { isBomb } from './rules.ts'
import {
  asSendable,
  kindOf,
  largestSent,
  type Sendable,
  type SentKind,
  takesCaption,
  telltales,
} from './sendable-rules.ts'

/** What a type that was kept is on the phone. */
export function shownAs(mime: string): { readonly kind: SentKind; readonly takesCaption: boolean } {
  const kind = kindOf(mime)
  return { kind, takesCaption: takesCaption(kind) }
}

export type KeptFile = Sendable & { readonly blob: string } & Pick<Traceless, 'metadata'> & { readonly bytes: number }

/** Takes in what an operator wants to send: looks at it, cleans it and keeps it encrypted. */
export function outgoingFiles({ blobs }: { readonly blobs: BlobStore }) {
  return {
    /**
     * Nothing is sent yet, and nothing refers to what is kept. Throws FILE_EMPTY, FILE_TOO_LARGE, or FILE_REFUSED with
     * the reason.
     */
    async keep(file: { readonly fileName: string; readonly bytes: Buffer }): Promise<KeptFile> {
      if (file.bytes.length === 0) throw new Problem('FILE_EMPTY')
      if (file.bytes.length > largestSent) throw new Problem('FILE_TOO_LARGE', { most: largestSent })
      const { sniffedMime, pixels } = await inspect(file.bytes)
      const sendable = asSendable({
        fileName: file.fileName,
        sniffedMime,
        isBomb: isBomb(pixels),
        holds: heldIn(file.bytes),
        text: sniffedMime === null ? readableText(file.bytes) : null,
      })
      if (typeof sendable === 'string') throw new Problem('FILE_REFUSED', { reason: sendable })
      const { bytes, metadata } = await cleaned(sendable.mime, file.bytes)
      return { ...sendable, blob: await blobs.put(bytes), bytes: bytes.length, metadata }
    },
  }
}

function heldIn(bytes: Buffer): ReadonlySet<string> {
  return new Set(telltales.filter((each) => bytes.includes(each, 0, 'utf16le') || bytes.includes(each, 0, 'latin1')))
}

const space = 0x20
const inText = new Set([...'\t\n\f\r'].map((each) => each.charCodeAt(0)))

/** UTF-8, or the one-byte text that spreadsheets still write; null for anything with control characters. */
function readableText(bytes: Buffer): string | null {
  if (bytes.some((byte) => byte < space && !inText.has(byte))) return null
  const text = bytes.toString('utf8')
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text
}

async function cleaned(mime: string, bytes: Buffer): Promise<Traceless> {
  try {
    return await withoutTraces(mime, bytes)
  } catch (error) {
    if (error instanceof DamagedPicture || error instanceof DamagedDocument)
      throw new Problem('FILE_REFUSED', { reason: 'damaged' })
    throw error
  }
}
