import type { Failure, MessageKind } from '../../contract/inbox.ts'
import type { LineState } from '../../contract/line.ts'

/** What a channel can do; asked, never guessed. */
export type Capability =
  | 'media.receive'
  | 'own_messages'
  | 'media.send'
  | 'contacts.send'
  | 'reactions'
  | 'edits'
  | 'deletions'
  | 'replies'
  | 'delivery_receipts'
  | 'read_receipts'
  | 'send.preassigned_id'
  | 'send.lookup'

/** How the channel names a person: any of these may be missing, and none of them *is* the person. */
export type ChannelIdentity = {
  readonly phone?: string
  readonly lid?: string
  readonly name?: string
}

/** Opaque to everyone but the channel that made it; JSON. */
export type MediaRef = { readonly [key: string]: unknown }

type Said = {
  /** Unique per line. */
  readonly providerId: string
  /** What the sender's clock said, epoch milliseconds; may be nonsense. */
  readonly at: number
  readonly kind: MessageKind
  readonly text: string
  readonly media?: {
    readonly ref: MediaRef
    readonly mime: string
    readonly fileName?: string
    readonly bytes?: number
  }
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly label?: string }
  readonly replyTo?: string
}

/** What a citizen wrote. */
export type InboundMessage = Said & { readonly type: 'message'; readonly from: ChannelIdentity }

/** What somebody wrote to a citizen on the town's own phone. A send of ours comes back as one too, under its own id. */
export type OwnMessage = Said & { readonly type: 'own_message'; readonly to: ChannelIdentity }

/** All that a channel tells the station, in the order it happened there. */
export type ChannelEvent =
  | InboundMessage
  | OwnMessage
  | { readonly type: 'edit'; readonly providerId: string; readonly text: string; readonly at: number }
  | { readonly type: 'deletion'; readonly providerId: string; readonly at: number }
  | { readonly type: 'reaction'; readonly providerId: string; readonly emoji: string | null; readonly at: number }
  | {
      readonly type: 'ack'
      readonly providerId: string
      readonly status: 'accepted' | 'delivered' | 'read'
      readonly at: number
    }

/** Where a channel delivers. */
export interface ChannelSink {
  /**
   * Resolves once the events are committed to the store, with the provider ids of the messages among what was committed
   * that the store did not have; until then the events are the channel's own to keep.
   */
  deliver(events: readonly ChannelEvent[]): Promise<readonly string[]>
  state(state: LineState): void
}

/** A file on its way out: what it is was read from its content, and it holds no metadata of a picture. */
export type OutboundMedia = {
  readonly kind: 'image' | 'audio' | 'document'
  readonly mime: string
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** Somebody to keep among the contacts; `phone` is E.164. */
export type OutboundCard = { readonly name: string; readonly phone: string }

/** A card in words, for a channel that cannot send one, and back: the name, and the number below it. */
export const cardInWords = ({ name, phone }: OutboundCard): string => `${name}\n${phone}`

/** Null when the words are no card. */
export function cardFromWords(text: string): OutboundCard | null {
  const [, name, phone] = /^([^\n]+)\n(\+\d{6,15})$/.exec(text) ?? []
  return name !== undefined && phone !== undefined ? { name, phone } : null
}

export type OutboundMessage = {
  /** Chosen by the station before the first try; a repeated one must reach the citizen once. */
  readonly providerId: string
  readonly to: ChannelIdentity
  /** With a file its caption, which may be empty. */
  readonly text: string
  /** Needs `media.send`. */
  readonly media?: OutboundMedia
  /** Sent instead of the text, which says the same in words. Needs `contacts.send`. */
  readonly card?: OutboundCard
  readonly replyTo?: string
}

/**
 * A send that certainly did not leave throws this; `retry` says whether trying again later makes sense. Any other
 * error means that nobody knows.
 */
export class NotSent extends Error {
  override readonly name = 'NotSent'
  readonly failure: Failure
  readonly retry: boolean

  constructor(failure: Failure, options: { retry: boolean }) {
    super(`The message did not leave: ${failure}`)
    this.failure = failure
    this.retry = options.retry
  }
}

/** The bytes of a media item cannot be had; `retry` says whether later may be different. */
export class MediaUnavailable extends Error {
  override readonly name = 'MediaUnavailable'
  readonly retry: boolean

  constructor(options: { retry: boolean }) {
    super('The media item cannot be fetched')
    this.retry = options.retry
  }
}

/** How a line reaches WhatsApp. */
export interface Channel {
  readonly kind: 'practice' | 'webjs' | 'cloud'
  readonly capabilities: ReadonlySet<Capability>
  /** Connects and begins to deliver, first what waited while we were away. */
  start(sink: ChannelSink): Promise<void>
  /** Resolves when nothing more will be delivered. */
  stop(): Promise<void>
  /** Resolves when handed over; "sent" is only the `ack` event that follows. Throws `NotSent`. */
  send(message: OutboundMessage): Promise<void>
  /** After a crash: what became of a send. Needs `send.lookup`. */
  lookUp(providerId: string): Promise<'absent' | 'unsent' | 'accepted'>
  /** Throws `MediaUnavailable`. Never returns more than `maxBytes` + 1. */
  fetchMedia(ref: MediaRef, maxBytes: number): Promise<Uint8Array>
}
