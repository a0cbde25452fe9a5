import type { z } from 'zod'
import { type MessageKind, messageKind } from '../../../contract/inbox.ts'
import type { phoneMessage } from '../../../contract/practice.ts'
import type { ChannelEvent, OutboundCard } from '../channel.ts'
import { isSample, sampleOf } from './samples.ts'

/** What a row of `practice_messages` carries besides its text. */
export type Payload = {
  /** What the sender's clock said, when it differs from when the phone sent it. */
  readonly at?: number
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly label?: string }
  readonly media?: MediaPart
  readonly file?: ReceivedFile
  readonly card?: OutboundCard
  readonly replyTo?: string
  /** The message that is edited, deleted or reacted to. */
  readonly target?: string
  readonly emoji?: string | null
}

export type MediaPart = {
  readonly sample?: string
  readonly base64?: string
  readonly mime: string
  readonly fileName?: string
  readonly bytes: number
}

/** A file of the town hall on a phone; its bytes lie in the store of files. */
export type ReceivedFile = {
  readonly blob: string
  readonly mime: string
  readonly fileName: string
  readonly bytes: number
}

/** `edit`, `deletion` and `reaction` change another message; every other kind is a message. */
export type MailKind = MessageKind | 'edit' | 'deletion' | 'reaction'

/** Something a phone sends. */
export type Mail = {
  readonly id: string
  readonly phone: string
  readonly kind: MailKind
  readonly text: string
  readonly payload: Payload | null
  /** When the phone sent it. */
  readonly at: number
}

export const messageKinds: ReadonlySet<string> = new Set(messageKind.options)

export function isMessage(kind: MailKind): kind is MessageKind {
  return messageKinds.has(kind)
}

/** What the station is told. `name` is what the phone's owner calls themselves. */
export function eventOf(mail: Mail, name: string): ChannelEvent {
  const { id, kind, text, payload } = mail
  const at = payload?.at ?? mail.at
  const target = payload?.target ?? ''
  switch (kind) {
    case 'edit':
      return { type: 'edit', providerId: target, text, at }
    case 'deletion':
      return { type: 'deletion', providerId: target, at }
    case 'reaction':
      return { type: 'reaction', providerId: target, emoji: payload?.emoji ?? null, at }
    default:
      return {
        type: 'message',
        providerId: id,
        from: { phone: mail.phone, ...(name && { name }) },
        at,
        kind,
        text,
        ...(payload?.media && { media: mediaOf(id, payload.media) }),
        ...(payload?.location && { location: payload.location }),
        ...(payload?.replyTo && { replyTo: payload.replyTo }),
      }
  }
}

function mediaOf(id: string, { mime, fileName, bytes }: MediaPart) {
  return { ref: { message: id }, mime, bytes, ...(fileName && { fileName }) }
}

/** The kind of a message that came without one. */
export function kindOf(media: MediaPart | undefined, location: Payload['location']): MessageKind {
  if (location) return 'location'
  if (!media) return 'text'
  if (media.sample && isSample(media.sample)) return sampleOf(media.sample).kind
  const family = media.mime.split('/')[0]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}

/** No database keeps a NUL in text, and WhatsApp shows none. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '␀') : text
}

export type PhoneRow = {
  readonly id: string
  readonly at: number
  readonly direction: 'sent' | 'received'
  readonly kind: string
  readonly text: string
  readonly status: string | null
  readonly delivered: number
  readonly payload_json: string | null
}

type Shown = z.infer<typeof phoneMessage>

/** What the phone shows: edits and deletions folded into the messages they change. */
export function shownOn(rows: readonly PhoneRow[]): Shown[] {
  const shown = new Map<string, Shown>()
  for (const row of rows) {
    const kind = row.kind as MailKind
    const target = isMessage(kind) ? undefined : shown.get(targetOf(row))
    if (target && kind === 'edit') shown.set(target.id, { ...target, text: row.text })
    else if (target && kind === 'deletion') shown.set(target.id, { ...target, kind: 'text', text: '🚫', file: null })
    else if (isMessage(kind)) shown.set(row.id, { ...row, kind, status: statusOf(row), file: fileOf(row) })
  }
  return [...shown.values()].map(({ id, at, direction, kind, text, status, file }) => ({
    id,
    at,
    direction,
    kind,
    text,
    status,
    file,
  }))
}

const payloadOf = ({ payload_json }: { readonly payload_json: string | null }): Payload | null =>
  payload_json === null ? null : JSON.parse(payload_json)

const targetOf = (row: PhoneRow): string => payloadOf(row)?.target ?? ''

/** What a phone shows of the file of a message; null when there is none. */
export function fileOf(row: { readonly payload_json: string | null }): Shown['file'] {
  const file = payloadOf(row)?.file
  return file ? { mime: file.mime, fileName: file.fileName, bytes: file.bytes } : null
}

function statusOf(row: PhoneRow): Shown['status'] {
  if (row.direction === 'sent') return row.delivered ? 'delivered' : 'queued'
  return row.status === 'accepted' || row.status === 'delivered' || row.status === 'read' ? row.status : null
}
