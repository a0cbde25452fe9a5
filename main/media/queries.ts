import type { Reader, Writer } from '../store/store.ts'

export const duePending = (db: Reader, lineId: string, now: number) =>
  db
    .selectFrom('media as d')
    .innerJoin('messages as m', 'm.media_id', 'd.id')
    .select(['d.id', 'd.ref_json', 'd.mime', 'd.bytes', 'd.attempts', 'm.id as message_id', 'm.conversation_id'])
    .where('d.line_id', '=', lineId)
    .where('d.state', '=', 'pending')
    .where('d.next_attempt_at', '<=', now)
    .orderBy('d.next_attempt_at')
    .limit(20)
    .execute()

export type PendingMedia = Awaited<ReturnType<typeof duePending>>[number]

export const nextPending = (db: Reader, lineId: string) =>
  db
    .selectFrom('media')
    .select('next_attempt_at')
    .where('line_id', '=', lineId)
    .where('state', '=', 'pending')
    .orderBy('next_attempt_at')
    .limit(1)
    .executeTakeFirst()

export const updateMedia = (
  tx: Writer,
  id: string,
  change: {
    state: 'pending' | 'stored' | 'failed'
    attempts: number
    reason?: string
    blob?: string
    bytes?: number
    mime?: string
    next_attempt_at: number | null
  },
) => tx.updateTable('media').set(change).where('id', '=', id).returning('id').execute()
