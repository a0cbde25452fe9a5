import { fileTypeFromBuffer } from 'file-type'
import { imageSize } from 'image-size'

export type Seen = {
  /** What the content is, read from its first bytes; null when nothing recognises it. */
  readonly sniffedMime: string | null
  readonly pixels: { readonly width: number; readonly height: number } | null
}

/** What a file is by its content alone, whatever its name and its sender say. */
export async function inspect(bytes: Uint8Array): Promise<Seen> {
  const sniffed = await fileTypeFromBuffer(bytes).catch(() => undefined)
  return {
    sniffedMime: sniffed?.mime ?? null,
    pixels: sniffed?.mime.startsWith('image/') ? pixelsOf(bytes) : null,
  }
}

/** The size a picture declares; one that cannot say is treated as endless. */
function pixelsOf(bytes: Uint8Array) {
  try {
    const { width, height } = imageSize(bytes)
    return { width, height }
  } catch {
    return { width: Number.MAX_SAFE_INTEGER, height: 1 }
  }
}
