import type { Reader } from '../store/store.ts'

const shown = (db: Reader) =>
  db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .leftJoin('outbox as x', 'x.message_id', 'm.id')
    .leftJoin('media as d', 'd.id', 'm.media_id')
    .leftJoin('messages as r', 'r.id', 'm.reply_to_id')
    .leftJoin('operators as o', 'o.id', 'm.author_id')
    .leftJoin('citizens as z', 'z.id', 'm.author_id')
    .select([
      'm.seq',
      'm.id',
      'm.conversation_id',
      'm.direction',
      'm.author_kind',
      'm.author_id',
      'm.kind',
      'm.text',
      'm.location_json',
      'm.provider_at',
      'm.at',
      'm.edited_at',
      'm.deleted_at',
      'm.reserved_at',
      'c.reserved_at as conversation_reserved_at',
      'x.state as status',
      'x.failure',
      'x.not_before',
      'd.id as media_id',
      'd.mime',
      'd.bytes',
      'd.file_name',
      'd.state as media_state',
      'd.reason as media_reason',
      'd.identity_at',
      'd.kept_at',
      'r.id as reply_id',
      'r.text as reply_text',
      'r.direction as reply_direction',
      'r.deleted_at as reply_deleted_at',
      'r.reserved_at as reply_reserved_at',
      'o.name as operator_name',
      'z.name as citizen_name',
    ])

export type ShownMessage = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

/** Newest first, only those before `before` when given; not what the assistant took back before it left. */
export function selectThread(db: Reader, page: { conversationId: string; before: number | null; limit: number }) {
  const query = shown(db)
    .where('m.conversation_id', '=', page.conversationId)
    .where((q) => q.or([q('m.author_kind', '!=', 'bot'), q('x.state', 'is', null), q('x.state', '!=', 'cancelled')]))
    .orderBy('m.seq', 'desc')
    .limit(page.limit)
  return (page.before === null ? query : query.where('m.seq', '<', page.before)).execute()
}

export const selectMessage = (db: Reader, id: string) => shown(db).where('m.id', '=', id).executeTakeFirst()

export const selectReactions = (db: Reader, messageIds: readonly string[]) =>
  db.selectFrom('reactions').select(['message_id', 'author', 'emoji']).where('message_id', 'in', messageIds).execute()

/** Found messages with their conversation and citizen. */
export const selectFound = (db: Reader, seqs: readonly number[]) =>
  db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('citizens as z', 'z.id', 'c.citizen_id')
    .leftJoin('citizen_identifiers as i', (join) => join.onRef('i.citizen_id', '=', 'z.id').on('i.kind', '=', 'phone'))
    .select([
      'm.seq',
      'm.id',
      'm.text',
      'm.direction',
      'm.at',
      'c.id as conversation_id',
      'c.state',
      'c.reserved_at as conversation_reserved_at',
      'm.reserved_at',
      'z.id as citizen_id',
      'z.name as citizen_name',
      'i.value as phone',
    ])
    .where('m.seq', 'in', seqs)
    .execute()

export const selectMedia = (db: Reader, id: string) =>
  db
    .selectFrom('media')
    .select(['mime', 'state', 'blob', 'file_name', 'identity_at'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Whether a message that carries the file, or the conversation it is of, lies in the reserved folder. */
export async function isMediaReserved(db: Reader, id: string): Promise<boolean> {
  const carried = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select('m.id')
    .where('m.media_id', '=', id)
    .where((q) => q.or([q('m.reserved_at', 'is not', null), q('c.reserved_at', 'is not', null)]))
    .limit(1)
    .executeTakeFirst()
  if (carried) return true
  const brought = await db
    .selectFrom('media as d')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .select('d.id')
    .where('d.id', '=', id)
    .where('c.reserved_at', 'is not', null)
    .executeTakeFirst()
  return brought !== undefined
}
