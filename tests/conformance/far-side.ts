import type { Channel } from '../../main/channels/channel.ts'

export type Written = {
  readonly from: string
  readonly text: string
  readonly replyTo?: string
  readonly photo?: Uint8Array
}

export type Shown = {
  readonly id: string
  readonly text: string
  readonly replyTo?: string | null
  readonly card?: { readonly name: string; readonly phone: string } | null
  readonly file?: { readonly fileName?: string | undefined; readonly bytes: Uint8Array } | null
}

/** The world at the other end of a channel, whatever carries the messages: what the specs need of it and nothing more. */
export interface FarSide {
  readonly channel: Channel
  /** What a person does once before the channel connects for the first time; it has been started. */
  link(): Promise<void>
  /** A citizen writes. Resolves with the message's id once it is on its way. */
  write(message: Written): Promise<string>
  edit(message: { readonly id: string; readonly from: string; readonly text: string }): Promise<void>
  remove(message: { readonly id: string; readonly from: string }): Promise<void>
  /** Null takes it back. */
  react(message: { readonly id: string; readonly from: string; readonly emoji: string | null }): Promise<void>
  /** The town hall writes on its own phone; only where the channel hears that. */
  writeOnOwnPhone?(message: { readonly to: string; readonly text: string }): Promise<string>
  /** What a citizen's phone shows of what we sent, oldest first. */
  shown(phone: string): Promise<readonly Shown[]>
  /** The connection is cut, or back. */
  cut(is: boolean): Promise<void>
  /** WhatsApp refuses what we send, or no longer; ends a pause that came of it. */
  restrict(is: boolean): Promise<void>
  /** Files cannot be fetched, or can again. */
  loseMedia(is: boolean): Promise<void>
  close(): Promise<void>
}
