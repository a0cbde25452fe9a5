import type { Selectable } from 'kysely'
import type { MessageKind } from '../../contract/inbox.ts'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type ConversationRow = Selectable<Schema['conversations']>
export type MessageRow = Selectable<Schema['messages']>

export const conversationOf = prepared<{ lineId: string; citizenId: string }, ConversationRow>((db, param) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('line_id', '=', param('lineId'))
    .where('citizen_id', '=', param('citizenId')),
)

export const conversationById = prepared<{ id: string }, ConversationRow>((db, param) =>
  db.selectFrom('conversations').selectAll().where('id', '=', param('id')),
)

export const insertConversation = prepared<ConversationRow, never>((db, param) =>
  db.insertInto('conversations').values({
    id: param('id'),
    line_id: param('line_id'),
    citizen_id: param('citizen_id'),
    state: param('state'),
    assignee_id: param('assignee_id'),
    waiting_since: param('waiting_since'),
    snoozed_until: param('snoozed_until'),
    unfinished: param('unfinished'),
    topic: param('topic'),
    last_seq: param('last_seq'),
    last_inbound_seq: param('last_inbound_seq'),
    last_text: param('last_text'),
    last_kind: param('last_kind'),
    last_direction: param('last_direction'),
    last_at: param('last_at'),
    created_at: param('created_at'),
  }),
)

export const updateConversation = prepared<
  Omit<ConversationRow, 'line_id' | 'citizen_id' | 'created_at' | 'reserved_at' | 'retired_at'>,
  never
>((db, param) =>
  db
    .updateTable('conversations')
    .set({
      state: param('state'),
      assignee_id: param('assignee_id'),
      waiting_since: param('waiting_since'),
      snoozed_until: param('snoozed_until'),
      unfinished: param('unfinished'),
      topic: param('topic'),
      last_seq: param('last_seq'),
      last_inbound_seq: param('last_inbound_seq'),
      last_text: param('last_text'),
      last_kind: param('last_kind'),
      last_direction: param('last_direction'),
      last_at: param('last_at'),
      urgency: param('urgency'),
    })
    .where('id', '=', param('id')),
)

/** The newest messages of a citizen from `seq` on, newest first. */
export const inboundSince = prepared<
  { conversationId: string; seq: number },
  { id: string; provider_id: string | null; at: number; kind: MessageKind; text: string; location_json: string | null }
>((db, param) =>
  db
    .selectFrom('messages')
    .select(['id', 'provider_id', 'at', 'kind', 'text', 'location_json'])
    .where('conversation_id', '=', param('conversationId'))
    .where('seq', '>=', param('seq'))
    .where('direction', '=', 'in')
    .where('deleted_at', 'is', null)
    .orderBy('seq', 'desc')
    .limit(50),
)

/** What was said to a citizen last, the newest first, and how far each came. */
export const saidLately = prepared<
  { conversationId: string },
  { id: string; provider_id: string | null; at: number; text: string; status: string | null }
>((db, param) =>
  db
    .selectFrom('messages as m')
    .leftJoin('outbox as o', 'o.message_id', 'm.id')
    .select(['m.id', 'm.provider_id', 'm.at', 'm.text', 'o.state as status'])
    .where('m.conversation_id', '=', param('conversationId'))
    .where('m.direction', '=', 'out')
    .where((q) => q.or([q('o.state', 'is', null), q('o.state', '!=', 'cancelled')]))
    .orderBy('m.seq', 'desc')
    .limit(40),
)

/** Inserts a message; no row comes back when the line already has its provider id (promise 2). */
export const insertMessage = prepared<
  Omit<MessageRow, 'seq' | 'edited_at' | 'deleted_at' | 'reserved_at'>,
  { seq: number }
>((db, param) =>
  db
    .insertInto('messages')
    .values({
      id: param('id'),
      line_id: param('line_id'),
      conversation_id: param('conversation_id'),
      direction: param('direction'),
      author_kind: param('author_kind'),
      author_id: param('author_id'),
      kind: param('kind'),
      text: param('text'),
      media_id: param('media_id'),
      location_json: param('location_json'),
      reply_to_id: param('reply_to_id'),
      provider_id: param('provider_id'),
      provider_at: param('provider_at'),
      at: param('at'),
      edited_at: null,
      deleted_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq'),
)

export const messageByProviderId = prepared<{ lineId: string; providerId: string }, MessageRow>((db, param) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('line_id', '=', param('lineId'))
    .where('provider_id', '=', param('providerId')),
)

export const messageById = prepared<{ id: string }, MessageRow>((db, param) =>
  db.selectFrom('messages').selectAll().where('id', '=', param('id')),
)

export const insertMedia = prepared<
  {
    id: string
    lineId: string
    ref: string
    mime: string
    fileName: string | null
    bytes: number
    identityAt: number | null
    now: number
  },
  never
>((db, param) =>
  db.insertInto('media').values({
    id: param('id'),
    line_id: param('lineId'),
    ref_json: param('ref'),
    mime: param('mime'),
    file_name: param('fileName'),
    bytes: param('bytes'),
    state: 'pending',
    reason: null,
    blob: null,
    attempts: 0,
    next_attempt_at: param('now'),
    created_at: param('now'),
    identity_at: param('identityAt'),
  }),
)

export async function editMessage(
  tx: Writer,
  edit: { id: string; messageId: string; before: string; text: string; at: number },
) {
  await tx
    .insertInto('message_versions')
    .values({ id: edit.id, message_id: edit.messageId, text: edit.before, at: edit.at })
    .execute()
  await tx
    .updateTable('messages')
    .set({ text: edit.text, edited_at: edit.at })
    .where('id', '=', edit.messageId)
    .execute()
}

export const markDeleted = prepared<{ id: string; at: number }, never>((db, param) =>
  db
    .updateTable('messages')
    .set({ deleted_at: param('at') })
    .where('id', '=', param('id')),
)

export async function react(
  tx: Writer,
  reaction: { messageId: string; author: string; emoji: string | null; at: number },
) {
  await tx
    .deleteFrom('reactions')
    .where('message_id', '=', reaction.messageId)
    .where('author', '=', reaction.author)
    .execute()
  if (reaction.emoji === null) return
  await tx
    .insertInto('reactions')
    .values({ message_id: reaction.messageId, author: reaction.author, emoji: reaction.emoji, at: reaction.at })
    .execute()
}

export const dueSnoozes = (db: Reader, now: number) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('state', '=', 'snoozed')
    .where('snoozed_until', '<=', now)
    .limit(200)
    .execute()

export const insertPending = prepared<
  { id: string; lineId: string; providerId: string; event: string; at: number },
  never
>((db, param) =>
  db.insertInto('pending_events').values({
    id: param('id'),
    line_id: param('lineId'),
    provider_id: param('providerId'),
    event_json: param('event'),
    at: param('at'),
  }),
)

export const anyPending = (db: Reader) => db.selectFrom('pending_events').select('id').limit(1).executeTakeFirst()

export const deletePending = (tx: Writer, before: number) =>
  tx.deleteFrom('pending_events').where('at', '<', before).execute()

/** Takes the events that waited for a message, in the order they came. */
export async function takePending(tx: Writer, lineId: string, providerId: string): Promise<readonly string[]> {
  const rows = await tx
    .deleteFrom('pending_events')
    .where('line_id', '=', lineId)
    .where('provider_id', '=', providerId)
    .returning(['id', 'event_json'])
    .execute()
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1)).map((row) => row.event_json)
}

/** Takes a conversation only if nobody else has it: the database settles the race. */
export const claimFree = (tx: Writer, id: string, operatorId: string) =>
  tx
    .updateTable('conversations')
    .set({ assignee_id: operatorId })
    .where('id', '=', id)
    .where((q) => q.or([q('assignee_id', 'is', null), q('assignee_id', '=', operatorId)]))
    .returningAll()
    .executeTakeFirst()

export const operatorName = (db: Reader | Writer, id: string) =>
  db.selectFrom('operators').select(['id', 'name']).where('id', '=', id).executeTakeFirst()

/** The newest message that counts as said: not a note, not one taken back. */
export const lastSaid = (tx: Writer, conversationId: string) =>
  tx
    .selectFrom('messages as m')
    .leftJoin('outbox as x', 'x.message_id', 'm.id')
    .select(['m.seq', 'm.direction', 'm.kind', 'm.text', 'm.at'])
    .where('m.conversation_id', '=', conversationId)
    .where('m.direction', '!=', 'note')
    .where((q) => q.or([q('x.state', 'is', null), q('x.state', '!=', 'cancelled')]))
    .orderBy('m.seq', 'desc')
    .limit(1)
    .executeTakeFirst()

export const lastInboundAt = async (tx: Writer, conversation: ConversationRow) => {
  if (conversation.last_inbound_seq === 0) return null
  const row = await tx
    .selectFrom('messages')
    .select('at')
    .where('seq', '=', conversation.last_inbound_seq)
    .executeTakeFirst()
  return row?.at ?? null
}

export const lastHeardAt = async (tx: Writer, conversation: ConversationRow) => {
  if (conversation.last_inbound_seq === 0) return null
  const row = await tx
    .selectFrom('messages')
    .select(['at', 'provider_at'])
    .where('seq', '=', conversation.last_inbound_seq)
    .executeTakeFirst()
  return row ? (row.provider_at ?? row.at) : null
}

export const selectDraft = (db: Reader, operatorId: string, conversationId: string) =>
  db
    .selectFrom('drafts')
    .select(['text', 'note', 'seen_seq', 'media_id'])
    .where('operator_id', '=', operatorId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()

export async function saveDraft(
  tx: Writer,
  draft: {
    operatorId: string
    conversationId: string
    text: string
    note: boolean
    seenSeq: number | null
    mediaId: string | null
    at: number
  },
) {
  const { text, seenSeq, mediaId, at } = draft
  const values = { text, note: draft.note ? 1 : 0, seen_seq: seenSeq, media_id: mediaId, updated_at: at }
  await tx
    .insertInto('drafts')
    .values({ operator_id: draft.operatorId, conversation_id: draft.conversationId, ...values })
    .onConflict((conflict) => conflict.columns(['operator_id', 'conversation_id']).doUpdateSet(values))
    .execute()
}

export const deleteDraft = (tx: Writer, operatorId: string, conversationId: string) =>
  tx.deleteFrom('drafts').where('operator_id', '=', operatorId).where('conversation_id', '=', conversationId).execute()

export const providerIdOf = prepared<{ id: string }, { provider_id: string | null }>((db, param) =>
  db.selectFrom('messages').select('provider_id').where('id', '=', param('id')),
)
/** A thread whose messages are in another one from now on. */
export const absorbThread = (tx: Writer, id: string, into: string) =>
  tx
    .updateTable('conversations')
    .set({ absorbed_by: into, state: 'resolved', assignee_id: null, waiting_since: null, snoozed_until: null })
    .set({ unfinished: 0, urgency: 1 })
    .where('id', '=', id)
    .execute()

/** A thread exactly as it was. */
export const putBack = (tx: Writer, { id, ...row }: ConversationRow) =>
  tx.updateTable('conversations').set(row).where('id', '=', id).execute()

/** The last message of a thread, the last that is no note, and the last of the citizen. */
export async function lastMessages(tx: Writer, conversationId: string) {
  const last = () =>
    tx
      .selectFrom('messages')
      .select(['seq', 'text', 'kind', 'direction', 'at'])
      .where('conversation_id', '=', conversationId)
      .orderBy('seq', 'desc')
      .limit(1)
  return {
    any: await last().executeTakeFirst(),
    said: await last().where('direction', '<>', 'note').executeTakeFirst(),
    heard: await last().where('direction', '=', 'in').executeTakeFirst(),
  }
}

/** Puts a thread into the reserved folder; since when it is there stays. */
export const reserveConversation = (tx: Writer, id: string, at: number) =>
  tx
    .updateTable('conversations')
    .set({ reserved_at: at })
    .where('id', '=', id)
    .where('reserved_at', 'is', null)
    .execute()

export const unreserveConversation = (tx: Writer, id: string) =>
  tx.updateTable('conversations').set({ reserved_at: null }).where('id', '=', id).execute()

export const reserveMessage = (tx: Writer, id: string, at: number | null) =>
  tx.updateTable('messages').set({ reserved_at: at }).where('id', '=', id).execute()

export const markMedia = (tx: Writer, id: string, marks: { identity_at?: number | null; kept_at?: number | null }) =>
  tx.updateTable('media').set(marks).where('id', '=', id).execute()

/** The conversations with a message that carries the file. */
export const conversationsCarrying = (db: Reader, mediaId: string) =>
  db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['c.id', 'c.reserved_at', 'm.id as message_id', 'm.reserved_at as message_reserved_at'])
    .where('m.media_id', '=', mediaId)
    .execute()
