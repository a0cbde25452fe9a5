import { createHash, randomBytes } from 'node:crypto'
import type { File, MediaServer } from './media.ts'
import { lidId, phoneId } from './people.ts'
import type { Attributes, Key, WireMessage } from './wire.ts'

export type Kind = 'text' | 'image' | 'voice' | 'audio' | 'video' | 'document' | 'sticker' | 'location' | 'contact'

/** A message somebody writes on a phone. */
export type Draft = {
  /** Phone number of the writer. */
  readonly from: string
  /** Body, or caption of a file. */
  readonly text?: string
  readonly kind?: Kind
  readonly media?: File & { readonly seconds?: number }
  /** Id of the message; made up like an iPhone's when absent. */
  readonly id?: string
  /** The writer goes by LID, as in a growing share of chats. */
  readonly lid?: boolean
  /** Epoch milliseconds; now when absent. */
  readonly at?: number
  /** Group, status, channel or any other chat: `…@g.us`, `status@broadcast`, `…@newsletter`, `0@c.us`. */
  readonly chat?: string
  /** Id of the message it answers. */
  readonly replyTo?: string
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly label?: string }
  /** Written by the town hall itself, on its own phone, to `from`. */
  readonly byOwnPhone?: boolean
  /** Arrives as "waiting for this message"; `fill` makes it readable. */
  readonly undecryptable?: boolean
  /** Attributes that take the place of the right ones: malformed messages. */
  readonly raw?: Attributes
}

const types: Readonly<Record<Kind, string>> = {
  text: 'chat',
  image: 'image',
  voice: 'ptt',
  audio: 'audio',
  video: 'video',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
  contact: 'vcard',
}

export const phoneMessageId = (): string => `3A${randomBytes(9).toString('hex').toUpperCase()}`

function fileAttributes(media: MediaServer, file: File & { readonly seconds?: number }): Attributes {
  const hash = createHash('sha256').update(file.bytes).digest('base64')
  return {
    mimetype: file.mime,
    size: file.bytes.byteLength,
    directPath: media.keep(file.bytes),
    filehash: hash,
    encFilehash: hash,
    mediaKey: hash,
    mediaKeyTimestamp: 1,
    ...(file.fileName === undefined ? {} : { filename: file.fileName }),
    ...(file.seconds === undefined ? {} : { duration: String(file.seconds) }),
  }
}

function content(draft: Draft, media: MediaServer): Attributes {
  const kind = draft.kind ?? 'text'
  const type = types[kind]
  if (draft.media) {
    const caption = draft.text === undefined ? {} : { caption: draft.text }
    return { type, ...caption, ...fileAttributes(media, draft.media) }
  }
  if (draft.location) {
    const { latitude, longitude, label } = draft.location
    return { type, lat: latitude, lng: longitude, loc: label }
  }
  return { type, body: draft.text ?? '' }
}

type Needs = { readonly media: MediaServer; readonly me: string; now(): number }

/** The message as it goes to the page, and what it will say once it can be read. */
export function makeMessage(draft: Draft, { media, me, now }: Needs): { message: WireMessage; readable: Attributes } {
  const writer = draft.lid ? lidId(draft.from) : phoneId(draft.from)
  const fromMe = draft.byOwnPhone === true
  const key: Key = {
    fromMe,
    remote: draft.chat ?? writer,
    id: draft.id ?? phoneMessageId(),
    ...(/@(g\.us|broadcast)$/.test(draft.chat ?? '') ? { participant: writer } : {}),
  }
  const readable = content(draft, media)
  const quoted =
    draft.replyTo === undefined
      ? {}
      : { quotedStanzaID: draft.replyTo, quotedMsg: { type: 'chat', body: '' }, quotedParticipant: me }
  const message: WireMessage = {
    key,
    attributes: {
      ...(draft.undecryptable ? { type: 'ciphertext' } : readable),
      from: fromMe ? me : key.remote,
      to: fromMe ? key.remote : me,
      ...(key.participant === undefined ? {} : { author: writer }),
      t: Math.floor((draft.at ?? now()) / 1000),
      ack: 1,
      ...quoted,
      ...draft.raw,
    },
  }
  return { message, readable }
}
