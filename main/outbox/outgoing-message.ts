import { type Channel, cardFromWords, NotSent, type OutboundMedia, type OutboundMessage } from '../channels/channel.ts'
import type { BlobStore } from '../store/blobs.ts'
import { StoreError } from '../store/store.ts'

/** A message and its file as the tables have them. */
export type Letter = {
  readonly text: string
  readonly phone: string | null
  readonly lid: string | null
  readonly replyTo: string | null
  readonly kind: string
  readonly mediaId: string | null
  readonly blob: string | null
  readonly mime: string | null
  readonly fileName: string | null
}

type FileNeeds = { readonly channel: Channel; readonly blobs: BlobStore }

/** What the channel is handed; the file is read just before it leaves. Throws `NotSent` when it cannot be. */
export async function outgoingMessage(needs: FileNeeds, providerId: string, letter: Letter): Promise<OutboundMessage> {
  const { phone, lid, text, replyTo } = letter
  const media = await fileOf(needs, letter)
  const card = letter.kind === 'contact' && needs.channel.capabilities.has('contacts.send') ? cardFromWords(text) : null
  return {
    providerId,
    to: { ...(phone && { phone }), ...(lid && { lid }) },
    text,
    ...(media && { media }),
    ...(card && { card }),
    ...(replyTo && { replyTo }),
  }
}

async function fileOf(
  { channel, blobs }: FileNeeds,
  { kind, mediaId, blob, mime, fileName }: Letter,
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
