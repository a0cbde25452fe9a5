import type { WireChat, WireMessage, WireRow } from '../wire.ts'
import type { Contacts } from './contacts.ts'
import { asWid, createWid, keyFromWire, type MsgKey, type Wid } from './ids.ts'
import { type Attributes, Collection, Model } from './model.ts'

const NEVER_MUTED = { expiration: 0 }

export class Msg extends Model {
  declare readonly id: MsgKey
  declare readonly type: string
  declare readonly body: string | undefined
  declare readonly caption: string | undefined
  declare readonly from: unknown
  declare readonly t: number
  declare readonly ack: number
  declare readonly isNewMsg: boolean | undefined
  declare readonly directPath: string | undefined
  /** Not an attribute: it is no part of what the message says. */
  mediaData: { mediaStage: string } | undefined

  constructor(attributes: Attributes & { readonly id: MsgKey }) {
    super(attributes)
    if (typeof attributes.directPath === 'string') this.mediaData = { mediaStage: 'INIT' }
  }

  unsafe(): this {
    return this
  }

  canReply(): boolean {
    return this.type !== 'ciphertext' && this.type !== 'revoked'
  }

  msgContextInfo(): Attributes {
    return {
      quotedMsg: { type: this.type, body: this.body ?? this.caption },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.id.participant ?? this.from,
    }
  }

  async downloadMedia(): Promise<void> {
    if (!this.mediaData || !this.directPath) return
    this.mediaData.mediaStage = 'FETCHING'
    const found = await fetch(this.directPath, { method: 'HEAD' }).catch(() => undefined)
    const stage = found?.headers.get('x-media-stage') ?? 'ERROR_UNKNOWN'
    this.mediaData.mediaStage = stage
  }
}

export class Chat extends Model {
  declare readonly id: Wid
  declare readonly t: number
  declare readonly unreadCount: number
  declare readonly formattedTitle: string
  readonly msgs = new Collection<Msg>((a, b) => a.t - b.t)
  /** Place of the oldest message that is loaded; `null` when nothing was loaded from disk yet. */
  oldestRow: number | null = null
  groupMetadata: Model | undefined

  constructor(attributes: Attributes & { readonly id: Wid }) {
    super({
      archive: false,
      pin: 0,
      mute: NEVER_MUTED,
      isLocked: false,
      muteExpiration: 0,
      unreadCount: 0,
      ...attributes,
    })
    if (this.id.isGroup()) this.groupMetadata = new Model({ id: this.id, participants: [], announce: false })
  }

  override serialize(): Attributes {
    return { ...super.serialize(), msgs: { length: this.msgs.length } }
  }
}

/** Everything the page holds in memory: what it loaded from disk and what came in since. */
export function makeStores({ contacts }: { readonly contacts: Contacts }) {
  const msgs = new Collection<Msg>()
  const chats = new Collection<Chat>()
  const newsletters = new Collection<Chat>()
  const statuses = new Collection<Chat>()

  function shelf(id: Wid): Collection<Chat> {
    if (id.isNewsletter()) return newsletters
    return id.isStatus() ? statuses : chats
  }

  function open(id: Wid): Chat {
    const known = shelf(id).get(id)
    if (known) return known
    const title = contacts.find(id).pushname ?? id.user
    return shelf(id).add(new Chat({ id, t: 0, name: title, formattedTitle: title }))
  }

  /** The model of a message, made and filed without counting as new when it came from disk. */
  function file(message: WireMessage, isNewMsg: boolean): { readonly msg: Msg; readonly known: boolean } {
    const id = keyFromWire(message.key)
    const known = msgs.get(id)
    if (known) return { msg: known, known: true }
    const { from, to, author, ...rest } = message.attributes
    const wids = { from: asWid(from), to: asWid(to), ...(author === undefined ? {} : { author: asWid(author) }) }
    const msg = new Msg({ ...rest, ...wids, id, isNewMsg })
    open(id.remote).msgs.add(msg)
    msgs.add(msg)
    return { msg, known: false }
  }

  function loadRows(rows: readonly WireRow[]): Msg[] {
    const fresh: Msg[] = []
    for (const row of rows) {
      const { msg, known } = file(row, false)
      if (!known) fresh.push(msg)
      const chat = open(msg.id.remote)
      chat.oldestRow = Math.min(chat.oldestRow ?? row.row, row.row)
    }
    return fresh
  }

  return {
    msgs,
    chats,
    newsletters,
    open,
    loadRows,

    loadChat({ id, name, t, unread, archived, last }: WireChat): void {
      const chat = open(createWid(id))
      chat.set({ name, formattedTitle: name, t, unreadCount: unread, archive: archived })
      if (last) loadRows([last])
    },

    /** A message that just came in, or that the account sent from another device. */
    receive(message: WireMessage): void {
      const { msg, known } = file(message, true)
      if (known) return
      const chat = open(msg.id.remote)
      const counts = !msg.id.fromMe && !chat.id.isStatus()
      chat.set({
        t: Math.max(chat.t, Number(msg.t) || 0),
        lastReceivedKey: msg.id,
        ...(counts ? { unreadCount: chat.unreadCount + 1 } : {}),
      })
    },

    /** The chat with a person under whichever of their two ids it already has. */
    chatWith(id: Wid): Chat | undefined {
      const other = contacts.alternateOf(id)
      return chats.get(id) ?? (other && chats.get(other))
    },
  }
}

export type Stores = ReturnType<typeof makeStores>
