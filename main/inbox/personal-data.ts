import { Problem } from '../../contract/problems.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import {
  conversationsOf,
  countErased,
  deleteConversationsOf,
  draftsOf,
  identifiersOf,
  messagesOf,
  onTheirWay,
  pendingNaming,
  reactionsOf,
  versionsOf,
} from './personal-queries.ts'

type Message = Awaited<ReturnType<typeof messagesOf>>[number]

const iso = (at: number) => new Date(at).toISOString()

/** What a citizen and the town said to each other, with what operators noted of it among themselves. */
export function inboxPersonalData({ store }: { readonly store: Store }) {
  return {
    name: 'conversations',

    async collect(db: Reader | Writer, citizenId: string) {
      const [conversations, messages] = [await conversationsOf(db, citizenId), await messagesOf(db, citizenId)]
      const drafts = await draftsOf(db, citizenId)
      const versions = byMessage(await versionsOf(db, citizenId))
      const reactions = byMessage(await reactionsOf(db, citizenId))
      const shown = (message: Message) => ({
        ...asJson(message),
        ...kept(
          'before',
          versions.get(message.id)?.map(({ text, at }) => ({ text, at: iso(at) })),
        ),
        ...kept(
          'reactions',
          reactions.get(message.id)?.map(({ author, emoji }) => ({ author, emoji })),
        ),
      })
      const json = conversations.map((conversation) => ({
        line: conversation.line,
        state: conversation.state,
        topic: conversation.topic,
        began: iso(conversation.created_at),
        messages: messages.filter((message) => message.conversation_id === conversation.id).map(shown),
        drafts: drafts
          .filter((draft) => draft.conversation_id === conversation.id)
          .map(({ text, note, updated_at }) => ({ text, internal: note === 1, at: iso(updated_at) })),
      }))
      return { json, files: [] }
    },

    async underWay(db: Reader | Writer, citizenId: string) {
      const rows = await onTheirWay(db, citizenId)
      return rows.length > 0 ? [{ what: 'queued_messages', n: rows.length }] : []
    },

    /** Refuses with WRONG_STATE while the channel has one of the messages in its hands: it could not be told of. */
    async erase(tx: Writer, citizenId: string) {
      const waiting = await onTheirWay(tx, citizenId)
      if (waiting.some(({ state }) => state === 'sending')) throw new Problem('WRONG_STATE', { state: 'sending' })
      const messages = await messagesOf(tx, citizenId)
      for (const { seq } of messages) await store.search.remove(tx, Number(seq))
      for (const row of counted(messages)) await countErased(tx, row)
      const names = (await identifiersOf(tx, citizenId)).flatMap(digits)
      if (names.length > 0) await pendingNaming(tx, names)
      const conversations = await conversationsOf(tx, citizenId)
      await deleteConversationsOf(tx, citizenId)
      await store.changes.note(
        tx,
        conversations.map(({ id }) => ({ kind: 'conversation' as const, conversationId: id })),
      )
      return { removed: messages.length, kept: [{ what: 'message_counts', why: 'no_person' }] }
    },
  }
}

/** The number of a chat, as the channel's ids have it; too short a one would name others too. */
const digits = ({ value }: { readonly value: string }) => value.match(/\d{6,}/g) ?? []

function byMessage<T extends { readonly message_id: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(rows, (row) => row.message_id)
}

const kept = (name: string, list: readonly unknown[] | undefined) => (list && list.length > 0 ? { [name]: list } : {})

const asJson = (message: Message) => ({
  at: iso(message.provider_at ?? message.at),
  from: message.direction === 'note' ? 'internal_note' : message.author_kind,
  kind: message.kind,
  text: message.text,
  ...(message.location_json !== null && { place: JSON.parse(message.location_json) as unknown }),
  ...(message.media_id !== null && { file: message.file_name ?? message.media_id }),
  ...(message.delivery !== null && { delivery: message.delivery }),
  ...(message.purpose !== null && { purpose: message.purpose }),
  ...(message.edited_at !== null && { edited: iso(message.edited_at) }),
  ...(message.deleted_at !== null && { deleted: iso(message.deleted_at) }),
})

/** How many messages of each sort, by month. */
export function counted(messages: readonly Pick<Message, 'at' | 'line_id' | 'direction' | 'author_kind' | 'kind'>[]) {
  const groups = Map.groupBy(messages, ({ at, line_id, direction, author_kind, kind }) =>
    JSON.stringify([iso(at).slice(0, 7), line_id, direction, author_kind, kind]),
  )
  return [...groups].map(([key, group]) => {
    const [month, line_id, direction, author_kind, kind] = JSON.parse(key) as [string, string, string, string, string]
    return { month, line_id, direction, author_kind, kind, n: group.length }
  })
}
