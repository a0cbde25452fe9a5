import type { MessageKind } from '../../contract/inbox.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { arrivingMedia } from './arriving-media.ts'
import {
  anyPending,
  type ConversationRow,
  conversationById,
  conversationOf,
  deletePending,
  editMessage,
  insertConversation,
  insertMessage,
  insertPending,
  lastHeardAt,
  markDeleted,
  messageByProviderId,
  react,
  reserveConversation,
  takePending,
  updateConversation,
} from './queries.ts'
import { cleanText, knownKind, newThread, preview, type Thread } from './rules.ts'

export type { ConversationRow }

export type NewMessage = {
  readonly direction: 'in' | 'out' | 'note'
  readonly author: { readonly kind: 'citizen' | 'bot' | 'operator' | 'system' | 'phone'; readonly id: string | null }
  readonly kind: string
  readonly text: string
  readonly providerId: string | null
  readonly providerAt: number | null
  readonly replyToId?: string | null
  readonly replyToProviderId?: string
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly label?: string }
  /** A media item that is kept already. */
  readonly mediaId?: string
  /** One to be fetched. */
  readonly media?: { readonly ref: object; readonly mime: string; readonly fileName?: string; readonly bytes?: number }
}

export type Recorded = { readonly id: string; readonly seq: number; readonly kind: MessageKind; readonly text: string }

/** An edit, deletion or reaction to a message already recorded. */
export type Amendment =
  | { readonly type: 'edit'; readonly providerId: string; readonly text: string; readonly at: number }
  | { readonly type: 'deletion'; readonly providerId: string; readonly at: number }
  | { readonly type: 'reaction'; readonly providerId: string; readonly emoji: string | null; readonly at: number }

export const threadOf = (row: ConversationRow): Thread => ({
  state: row.state,
  assigneeId: row.assignee_id,
  waitingSince: row.waiting_since,
  snoozedUntil: row.snoozed_until,
  unfinished: row.unfinished === 1,
  topic: row.topic,
  alarm: row.urgency === 0,
})

export const withThread = (row: ConversationRow, thread: Thread): ConversationRow => ({
  ...row,
  state: thread.state,
  assignee_id: thread.assigneeId,
  waiting_since: thread.waitingSince,
  snoozed_until: thread.snoozedUntil,
  unfinished: thread.unfinished ? 1 : 0,
  topic: thread.topic,
  urgency: thread.alarm ? 0 : 1,
})

/** How long an edit, deletion or reaction waits for its message, in milliseconds. */
const latest = 7 * 24 * 60 * 60 * 1000

/** Writes conversations and messages inside the caller's transaction. */
export function recorder(needs: { readonly store: Store; readonly clock: Clock; readonly newId: NewId }) {
  const { store, clock, newId } = needs
  const storeMedia = arrivingMedia(needs)
  /** Whether anything waits for its message, as each transaction found it at its first message: one look a batch. */
  const pendingIn = new WeakMap<Writer, boolean>()

  /** Citizens quote only what was said in their own conversation; an operator's quote was checked by the caller. */
  const replyTarget = async (tx: Writer, conversation: ConversationRow, message: NewMessage) => {
    const { replyToProviderId: providerId } = message
    if (!providerId) return message.replyToId ?? null
    const [target] = await messageByProviderId(tx, { lineId: conversation.line_id, providerId })
    return target?.conversation_id === conversation.id ? target.id : null
  }

  const amend = async (tx: Writer, lineId: string, amendment: Amendment) => {
    const [target] = await messageByProviderId(tx, { lineId, providerId: amendment.providerId })
    if (!target) return null
    const at = clock.now()
    switch (amendment.type) {
      case 'edit': {
        const text = cleanText(amendment.text)
        // Delivered again, or overtaken by its deletion.
        if (text === target.text || target.deleted_at !== null) break
        await editMessage(tx, { id: newId(), messageId: target.id, before: target.text, text, at })
        await store.search.put(tx, target.seq, text)
        break
      }
      case 'deletion':
        await markDeleted(tx, { id: target.id, at })
        await store.search.remove(tx, target.seq)
        break
      case 'reaction':
        await react(tx, { messageId: target.id, author: 'citizen', emoji: amendment.emoji, at })
        break
    }
    return { conversationId: target.conversation_id, messageId: target.id }
  }

  const applyPending = async (tx: Writer, lineId: string, providerId: string) => {
    const pending = pendingIn.get(tx) ?? (await anyPending(tx)) !== undefined
    pendingIn.set(tx, pending)
    if (!pending) return
    for (const json of await takePending(tx, lineId, providerId)) await amend(tx, lineId, JSON.parse(json) as Amendment)
  }

  return {
    /** The conversation between a citizen and a line, made at first contact. */
    async conversation(tx: Writer, lineId: string, citizenId: string): Promise<ConversationRow> {
      const [existing] = await conversationOf(tx, { lineId, citizenId })
      if (existing) return existing
      const now = clock.now()
      const row: ConversationRow = withThread(
        {
          id: newId(),
          line_id: lineId,
          citizen_id: citizenId,
          last_seq: 0,
          last_inbound_seq: 0,
          last_text: '',
          last_kind: 'text',
          last_direction: 'in',
          last_at: now,
          created_at: now,
        } as ConversationRow,
        newThread,
      )
      await insertConversation(tx, row)
      return row
    },

    /**
     * Records a message and returns the conversation with it as its last; the caller saves the conversation. `null`
     * when the line already has a message with that provider id.
     */
    async message(
      tx: Writer,
      conversation: ConversationRow,
      message: NewMessage,
    ): Promise<{ conversation: ConversationRow; recorded: Recorded } | null> {
      const id = newId()
      const mediaId = message.media ? newId() : (message.mediaId ?? null)
      const text = cleanText(message.text)
      const kind = knownKind(message.kind)
      const at = clock.now()
      const [inserted] = await insertMessage(tx, {
        id,
        line_id: conversation.line_id,
        conversation_id: conversation.id,
        direction: message.direction,
        author_kind: message.author.kind,
        author_id: message.author.id,
        kind,
        text,
        media_id: mediaId,
        location_json: message.location ? JSON.stringify(message.location) : null,
        reply_to_id: await replyTarget(tx, conversation, message),
        provider_id: message.providerId,
        provider_at: message.providerAt,
        at,
      })
      if (!inserted) return null
      if (message.media && mediaId) await storeMedia(tx, { id: mediaId, media: message.media, conversation, message })
      const seq = Number(inserted.seq)
      await store.search.put(tx, seq, text)
      if (message.direction !== 'note' && message.providerId) {
        await applyPending(tx, conversation.line_id, message.providerId)
      }
      return {
        conversation: withLast(conversation, { direction: message.direction, kind, text, seq, at }),
        recorded: { id, seq, kind, text },
      }
    },

    /** When the citizen wrote last, by WhatsApp's clock or else by ours; null when they never did. */
    lastHeardAt: (tx: Writer, conversation: ConversationRow): Promise<number | null> => lastHeardAt(tx, conversation),

    /** A conversation as it stands; null when there is none. */
    async find(db: Reader | Writer, id: string): Promise<ConversationRow | null> {
      const [row] = await conversationById(db, { id })
      return row ?? null
    },

    /** Puts a conversation into the reserved folder. */
    async reserve(tx: Writer, id: string): Promise<void> {
      await reserveConversation(tx, id, clock.now())
    },

    async save(tx: Writer, conversation: ConversationRow): Promise<void> {
      await updateConversation(tx, conversation)
    },

    /** Applies an edit, deletion or reaction; one that overtook its message waits for it. Returns what it touched. */
    async amendment(
      tx: Writer,
      lineId: string,
      amendment: Amendment,
    ): Promise<{ conversationId: string; messageId: string } | null> {
      const touched = await amend(tx, lineId, amendment)
      if (touched) return touched
      await insertPending(tx, {
        id: newId(),
        lineId,
        providerId: amendment.providerId,
        event: JSON.stringify(amendment),
        at: clock.now(),
      })
      pendingIn.set(tx, true)
      return null
    },

    /** Forgets events whose message did not come for a week. */
    async forgetLate(): Promise<void> {
      await store.transaction((tx) => deletePending(tx, clock.now() - latest))
    },
  }
}

const withLast = (
  row: ConversationRow,
  last: { direction: 'in' | 'out' | 'note'; kind: string; text: string; seq: number; at: number },
): ConversationRow => {
  const inbound = last.direction === 'in' ? { last_inbound_seq: last.seq } : {}
  if (last.direction === 'note') return { ...row, last_at: last.at }
  return {
    ...row,
    ...inbound,
    last_seq: last.seq,
    last_text: preview(last.text),
    last_kind: last.kind,
    last_direction: last.direction,
    last_at: last.at,
  }
}

export type Recorder = ReturnType<typeof recorder>
