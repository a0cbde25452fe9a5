import { type Channel, NotSent, type OutboundMedia } from '../channels/channel.ts'
import type { BlobStore } from '../store/blobs.ts'
import { StoreError } from '../store/store.ts'

export type Enclosed = {
  readonly kind: string
  readonly mediaId: string | null
  readonly blob: string | null
  readonly mime: string | null
  readonly fileName: string | null
}

type EnclosureNeeds = { readonly channel: Channel; readonly blobs: BlobStore }

/** The file of a message, read just before it leaves; null for one of words alone. Throws `NotSent`. */
export async function enclosure(
  { channel, blobs }: EnclosureNeeds,
  { kind, mediaId, blob, mime, fileName }: Enclosed,
): Promise<OutboundMedia | null> {
  if (mediaId === null) return null
  if (!channel.capabilities.has('media.send')) throw new NotSent('media_unsupported', { retry: false })
  if (blob === null || mime === null) throw new NotSent('media_missing', { retry: false })
  const bytes = await blobs.get(blob).catch((error: unknown) => {
    throw new NotSent('media_missing', { retry: !isGone(error) })
  })
  return { kind: kind === 'image' || kind === 'audio' ? kind : 'document', mime, fileName: fileName ?? '', bytes }
}

/** Another look would find the same: the file is not there, or not what was kept. */
const isGone = (error: unknown) =>
  error instanceof StoreError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')
