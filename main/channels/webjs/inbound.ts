import { z } from 'zod'
import type { MessageKind } from '../../../contract/inbox.ts'
import type { ChannelIdentity } from '../channel.ts'
import type { HeardEvent } from './protocol.ts'

/** Pure: what the page says of a message, made fit for the station. Nothing here trusts the page's shapes. */

const wid = z.union([z.string(), z.looseObject({ _serialized: z.string() }).transform((id) => id._serialized)])
const text = z.string().catch('')
const optionalText = z.string().optional().catch(undefined)
const optionalNumber = z.number().optional().catch(undefined)

/** The part of a serialized message model that is used here. */
export const pageMessage = z.looseObject({
  id: z.looseObject({
    id: z.string().min(1).max(200),
    remote: wid,
    fromMe: z.boolean().catch(false),
    _serialized: z.string().min(1).max(400),
  }),
  type: z.string().catch('unknown'),
  t: z.number().catch(0),
  ack: optionalNumber,
  body: text,
  caption: optionalText,
  notifyName: optionalText,
  directPath: optionalText,
  mimetype: optionalText,
  filename: optionalText,
  size: optionalNumber,
  lat: optionalNumber,
  lng: optionalNumber,
  loc: optionalText,
  quotedStanzaID: optionalText,
  isStatusV3: z.boolean().optional().catch(undefined),
  latestEditSenderTimestampMs: optionalNumber,
})
export type PageMessage = z.infer<typeof pageMessage>

/** A message of the page, or null for what has no usable id. */
export function readPageMessage(raw: unknown): PageMessage | null {
  const read = pageMessage.safeParse(raw)
  return read.success ? read.data : null
}

/** Only what one person writes to the town: no groups, status, channels or broadcast lists. */
export const isPersonChat = (chatId: string) => /^[^@\s]+@(c\.us|lid|s\.whatsapp\.net)$/.test(chatId)

const contents: Readonly<Record<string, MessageKind>> = {
  chat: 'text',
  image: 'image',
  video: 'video',
  audio: 'audio',
  ptt: 'audio',
  ptv: 'video',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
  vcard: 'contact',
  multi_vcard: 'contact',
  list_response: 'text',
  buttons_response: 'text',
  template_button_reply: 'text',
}

/** What WhatsApp tells about a chat; nobody wrote it. */
const notices: ReadonlySet<string> = new Set([
  'e2e_notification',
  'notification',
  'notification_template',
  'gp2',
  'call_log',
  'protocol',
  'broadcast_notification',
  'biz_content_placeholder',
  'pinned_message',
  'debug',
  'album',
  'reaction',
  'revoked',
])

const shownAsMedia: ReadonlySet<MessageKind> = new Set(['image', 'video', 'audio', 'document', 'sticker'])

/** No NUL, which PostgreSQL cannot hold, and no half characters. */
const clean = (raw: string) => raw.replaceAll('\0', '').toWellFormed()

/**
 * What a citizen wrote, or what was written to one on the town's own phone or by us; null for what nobody wrote and for
 * chats that are no person's. `citizen` is whose chat it is.
 */
export function messageEvent(message: PageMessage, citizen: ChannelIdentity): HeardEvent | null {
  if (message.isStatusV3 || !isPersonChat(message.id.remote)) return null
  if (message.type === 'revoked') return deletionEvent(message)
  if (notices.has(message.type)) return null
  const base = {
    ...between(message, citizen),
    providerId: message.id.id,
    at: milliseconds(message.t),
    ...(message.quotedStanzaID && { replyTo: message.quotedStanzaID }),
  }
  if (message.type === 'ciphertext') return { ...base, kind: 'unknown', text: '', waiting: true }
  return { ...base, ...contentOf(message) }
}

/** The name is the writer's: the citizen's on what they wrote, the town's on what it wrote. */
function between({ id, notifyName }: PageMessage, citizen: ChannelIdentity) {
  if (id.fromMe) return { type: 'own_message' as const, to: citizen }
  const name = notifyName ? clean(notifyName) : undefined
  return { type: 'message' as const, from: name ? { ...citizen, name } : citizen }
}

/** The latest moment a date can hold; a page may say anything. */
const latest = 8.64e15
const milliseconds = (seconds: number) => (Math.abs(seconds * 1000) <= latest ? Math.trunc(seconds * 1000) : 0)

function contentOf(message: PageMessage) {
  const kind = contents[message.type] ?? 'unknown'
  if (shownAsMedia.has(kind)) return mediaContent(message, kind)
  if (kind === 'location') return locationContent(message)
  if (kind === 'contact') return { kind, text: '' }
  return { kind, text: clean(message.body) }
}

/** The body of a media message is its thumbnail; what the citizen wrote is the caption. */
function mediaContent(message: PageMessage, kind: MessageKind) {
  const written = { kind, text: clean(message.caption ?? '') }
  return {
    ...written,
    media: {
      ref: { id: message.id._serialized },
      mime: message.mimetype ?? 'application/octet-stream',
      ...(message.filename && { fileName: clean(message.filename) }),
      ...(message.size !== undefined && message.size >= 0 && { bytes: Math.trunc(message.size) }),
    },
  }
}

function locationContent({ lat, lng, loc }: PageMessage) {
  const label = loc ? clean(loc.split('\n')[0] ?? '') : ''
  if (lat === undefined || lng === undefined || Math.abs(lat) > 90 || Math.abs(lng) > 180)
    return { kind: 'unknown' as const, text: label }
  return {
    kind: 'location' as const,
    text: label,
    location: { latitude: lat, longitude: lng, ...(label && { label }) },
  }
}

export function editEvent(message: PageMessage, now: number): HeardEvent | null {
  if (!isPersonChat(message.id.remote)) return null
  if (notices.has(message.type) || message.type === 'ciphertext') return null
  const kind = contents[message.type] ?? 'unknown'
  const written = shownAsMedia.has(kind) ? (message.caption ?? '') : message.body
  const at = message.latestEditSenderTimestampMs ?? now
  return { type: 'edit', providerId: message.id.id, text: clean(written), at }
}

/** A deletion keeps the id of what it deletes. */
export function deletionEvent(message: PageMessage): HeardEvent | null {
  if (!isPersonChat(message.id.remote)) return null
  return { type: 'deletion', providerId: message.id.id, at: milliseconds(message.t) }
}

const statuses: Readonly<Record<number, 'accepted' | 'delivered' | 'read'>> = {
  1: 'accepted',
  2: 'delivered',
  3: 'read',
  4: 'read',
}

/** Only a message of ours that reached WhatsApp says something. */
export function ackEvent(message: PageMessage, ack: number | undefined, now: number): HeardEvent | null {
  const status = ack === undefined ? undefined : statuses[ack]
  if (!message.id.fromMe || !status || !isPersonChat(message.id.remote)) return null
  return { type: 'ack', providerId: message.id.id, status, at: now }
}

const pageReaction = z.looseObject({
  msgId: z.looseObject({ id: z.string().min(1), remote: wid, fromMe: z.boolean().catch(false) }),
  id: z
    .looseObject({ fromMe: z.boolean().catch(false) })
    .optional()
    .catch(undefined),
  reaction: text,
  timestamp: z.number().catch(0),
})

/** A citizen's reaction; taking it back is an empty one. */
export function reactionEvent(raw: unknown): HeardEvent | null {
  const read = pageReaction.safeParse(raw)
  if (!read.success || read.data.id?.fromMe || !isPersonChat(read.data.msgId.remote)) return null
  const { msgId, reaction, timestamp } = read.data
  return { type: 'reaction', providerId: msgId.id, emoji: clean(reaction) || null, at: milliseconds(timestamp) }
}

/** `34700000001@c.us` is +34700000001; null for what is no phone. */
export function phoneOf(chatId: string | undefined): string | null {
  const digits = /^(\d{6,15})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)$/.exec(chatId ?? '')?.[1]
  return digits ? `+${digits}` : null
}

/** `123456@lid` is 123456. */
export const lidOf = (chatId: string | undefined): string | null =>
  /^(\d{3,30})(?::\d+)?@lid$/.exec(chatId ?? '')?.[1] ?? null

/** The chat to write to: by LID where one is known, since new chats are kept under it. */
export const chatIdsOf = ({ phone, lid }: ChannelIdentity): readonly string[] => [
  ...(lid ? [lid.includes('@') ? lid : `${lid}@lid`] : []),
  ...(phone ? [`${phone.replace(/\D/g, '')}@c.us`] : []),
]

/**
 * What a chat's id alone says of its person, completed by what WhatsApp knows of the pair. A chat without a number
 * keeps its whole id as a LID, so that its messages stay together.
 */
export function identityOf(chatId: string, known: { readonly lid?: string; readonly pn?: string }): ChannelIdentity {
  const phone = phoneOf(chatId) ?? phoneOf(known.pn)
  const lid = lidOf(chatId) ?? lidOf(known.lid)
  if (!phone && !lid) return { lid: chatId }
  return { ...(phone && { phone }), ...(lid && { lid }) }
}
