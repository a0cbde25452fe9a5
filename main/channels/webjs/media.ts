import { readPageMessage } from './inbound.ts'
import type { Library } from './library.ts'
import type { CallFailure } from './protocol.ts'
import { CallRefused } from './sending.ts'

const unavailable = (retry: boolean) => new CallRefused({ kind: 'media_unavailable', retry } satisfies CallFailure)

/** The bytes of a media message, at most `maxBytes` + 1; what says that it is larger is not even asked for. */
export async function fetchMedia(
  library: Library,
  ref: { readonly [key: string]: unknown },
  maxBytes: number,
): Promise<Uint8Array> {
  if (typeof ref.id !== 'string') throw unavailable(false)
  const message = await library.getMessageById(ref.id)
  const size = message ? readPageMessage(message._data)?.size : undefined
  if (!message) throw unavailable(true)
  if (size !== undefined && size > maxBytes) throw unavailable(false)
  const media = await message.downloadMedia()
  // Expired on WhatsApp's side, or the sender's phone has yet to upload it again.
  if (!media) throw unavailable(true)
  return new Uint8Array(Buffer.from(media.data, 'base64').subarray(0, maxBytes + 1))
}
