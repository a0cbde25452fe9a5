import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

export const conversationsOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('lines as l', 'l.id', 'c.line_id')
    .select(['c.id', 'c.line_id', 'c.state', 'c.topic', 'c.created_at', 'c.last_at', 'l.name as line'])
    .where('c.citizen_id', '=', citizenId)
    .orderBy('c.id')
    .execute()

const inConversationsOf = (db: Db, citizenId: string) =>
  db.selectFrom('conversations').select('id').where('citizen_id', '=', citizenId)

const messagesIn = (db: Db, citizenId: string) =>
  db.selectFrom('messages').select('id').where('conversation_id', 'in', inConversationsOf(db, citizenId))

export const messagesOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('messages as m')
    .leftJoin('outbox as o', 'o.message_id', 'm.id')
    .leftJoin('media as d', 'd.id', 'm.media_id')
    .select(['m.id', 'm.seq', 'm.conversation_id', 'm.line_id', 'm.direction', 'm.author_kind', 'm.kind', 'm.text'])
    .select(['m.location_json', 'm.provider_id', 'm.provider_at', 'm.at', 'm.edited_at', 'm.deleted_at', 'm.media_id'])
    .select(['o.state as delivery', 'o.purpose', 'd.file_name'])
    .where('m.conversation_id', 'in', inConversationsOf(db, citizenId))
    .orderBy('m.seq')
    .execute()

export const versionsOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('message_versions')
    .select(['message_id', 'text', 'at'])
    .where('message_id', 'in', messagesIn(db, citizenId))
    .orderBy('at')
    .execute()

export const reactionsOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('reactions')
    .select(['message_id', 'author', 'emoji', 'at'])
    .where('message_id', 'in', messagesIn(db, citizenId))
    .orderBy('at')
    .execute()

export const draftsOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('drafts')
    .select(['conversation_id', 'text', 'note', 'updated_at'])
    .where('conversation_id', 'in', inConversationsOf(db, citizenId))
    .execute()

export const onTheirWay = (db: Db, citizenId: string) =>
  db
    .selectFrom('outbox')
    .select(['id', 'state'])
    .where('citizen_id', '=', citizenId)
    .where('state', 'in', ['queued', 'sending', 'check'])
    .execute()

/** What overtook its message names the chat in the channel's id. */
export const pendingNaming = (tx: Writer, names: readonly string[]) =>
  tx
    .deleteFrom('pending_events')
    .where((q) => q.or(names.map((name) => q('provider_id', 'like', `%${name}%`))))
    .execute()

export const identifiersOf = (db: Db, citizenId: string) =>
  db.selectFrom('citizen_identifiers').select(['kind', 'value']).where('citizen_id', '=', citizenId).execute()

/** Messages of this month and kind that are no more: what is counted stays right. */
export const countErased = (
  tx: Writer,
  row: { month: string; line_id: string; direction: string; author_kind: string; kind: string; n: number },
) =>
  tx
    .insertInto('erased_messages')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['month', 'line_id', 'direction', 'author_kind', 'kind'])
        .doUpdateSet((q) => ({ n: q('erased_messages.n', '+', row.n) })),
    )
    .execute()

/** Everything that was said and is only of these conversations; what hangs on a row goes with it. */
export async function deleteConversationsOf(tx: Writer, citizenId: string): Promise<void> {
  await tx.deleteFrom('outbox').where('citizen_id', '=', citizenId).execute()
  await tx.deleteFrom('outbox').where('conversation_id', 'in', inConversationsOf(tx, citizenId)).execute()
  await tx.deleteFrom('messages').where('conversation_id', 'in', inConversationsOf(tx, citizenId)).execute()
  await tx.deleteFrom('conversations').where('citizen_id', '=', citizenId).execute()
}
