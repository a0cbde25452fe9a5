/** What the fake page and the fake phone say to each other over their WebSocket; JSON, one frame a message. */

export type Attributes = { readonly [name: string]: unknown }

/** Names one message as WhatsApp does: `<fromMe>_<remote>_<id>[_<participant>]` when written as text. */
export type Key = {
  readonly fromMe: boolean
  readonly remote: string
  readonly id: string
  readonly participant?: string
}

/** A message as it travels: ids are text, times are epoch seconds, media are fetched apart. */
export type WireMessage = { readonly key: Key; readonly attributes: Attributes }

export type WireReaction = {
  readonly key: Key
  readonly parent: Key
  /** Empty when the reaction was taken back. */
  readonly text: string
  readonly author: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** Something that happened to the account and that every linked page must get to know, also one that was away. */
export type Update =
  | { readonly kind: 'message'; readonly message: WireMessage }
  | { readonly kind: 'change'; readonly key: Key; readonly set: Attributes }
  | { readonly kind: 'reaction'; readonly reaction: WireReaction }

export type WireChat = {
  readonly id: string
  readonly name: string
  /** Epoch seconds of the last message. */
  readonly t: number
  readonly unread: number
  readonly archived: boolean
  /** The newest message and its place; older ones are asked for. */
  readonly last: WireRow | null
}

/** A message on the page's disk; `row` grows with the order of arrival. */
export type WireRow = WireMessage & { readonly row: number }

export type WireContact = {
  readonly phone: string | null
  readonly lid: string
  readonly name: string
}

export type Question =
  | { readonly what: 'send'; readonly message: WireMessage }
  | { readonly what: 'exists'; readonly wid: string }
  | { readonly what: 'earlier'; readonly chat: string; readonly before: number | null }
  | { readonly what: 'messages'; readonly ids: readonly string[] }
  | { readonly what: 'seen'; readonly chat: string }
  | { readonly what: 'chat state'; readonly chat: string; readonly state: string }
  | { readonly what: 'resend'; readonly ids: readonly string[] }
  | { readonly what: 'react'; readonly parent: Key; readonly text: string }
  | { readonly what: 'code'; readonly phone: string }
  | { readonly what: 'new ref' }
  | { readonly what: 'logout' }

/** Answers by question; `send` is answered by the server's acknowledgement, or with the code it refuses with. */
export type Answers = {
  readonly send: { readonly refused: number | null }
  readonly exists: WireContact | null
  readonly earlier: readonly WireRow[]
  readonly messages: readonly WireRow[]
  readonly seen: null
  readonly 'chat state': null
  readonly resend: null
  readonly react: null
  readonly code: string
  readonly 'new ref': null
  readonly logout: null
}

export type FromPage =
  | { readonly type: 'hello'; readonly device: string | null; readonly takeover: boolean }
  | { readonly type: 'confirm'; readonly n: number }
  | { readonly type: 'ask'; readonly seq: number; readonly question: Question }
  | { readonly type: 'modules'; readonly names: readonly string[] }
  | { readonly type: 'synced' }

/** What the phone says unasked. */
export type Told =
  | { readonly type: 'ref'; readonly ref: string }
  | { readonly type: 'paired'; readonly device: string }
  | {
      readonly type: 'welcome'
      readonly me: WireContact & { readonly phone: string }
      readonly chats: readonly WireChat[]
      readonly contacts: readonly WireContact[]
    }
  | { readonly type: 'update'; readonly n: number; readonly update: Update }
  | { readonly type: 'caught up' }
  | { readonly type: 'contact'; readonly contact: WireContact }
  | { readonly type: 'state'; readonly state: string }
  | { readonly type: 'removed' }
  | { readonly type: 'call'; readonly id: string; readonly from: string }
  | { readonly type: 'do'; readonly deed: Deed }

export type ToPage = Told | { readonly type: 'answer'; readonly seq: number; readonly value: unknown }

/** Misbehaviour on demand. */
export type Deed =
  | { readonly what: 'sync again' }
  | { readonly what: 'add a frame' }
  | { readonly what: 'navigate'; readonly path: string }
  | { readonly what: 'freeze'; readonly ms: number }

/** How a document behaves; it is served inside the document. */
export type PageSettings = {
  readonly version: string
  /** Whether the page ever comes so far that the library finds it. */
  readonly published: boolean
  /** Modules that a new version of WhatsApp Web no longer has. */
  readonly missing: readonly string[]
  /**
   * When the page says that it has synced: once somebody listens for it; so early that nobody can; after some
   * milliseconds, whoever listens; or twice in a row.
   */
  readonly sync: 'when listened to' | 'early' | 'twice' | number
  /** The stored session also needs localStorage, which Chromium writes to disk some seconds late. */
  readonly needsLocalStorage: boolean
  /** Questions that the page puts and never gets to hear an answer to. */
  readonly neverAnswered: readonly Question['what'][]
}
