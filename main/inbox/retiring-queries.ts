import type { Writer } from '../store/store.ts'

export const messagesBySeq = (tx: Writer, conversationId: string, seqs: readonly number[]) =>
  tx
    .selectFrom('messages')
    .select(['id', 'seq', 'at', 'line_id', 'direction', 'author_kind', 'kind', 'media_id'])
    .where('conversation_id', '=', conversationId)
    .where('seq', 'in', [...seqs])
    .execute()

/** Versions, reactions and what was not understood go with them. */
export async function deleteMessages(tx: Writer, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('outbox')
    .where('message_id', 'in', [...ids])
    .execute()
  await tx
    .deleteFrom('messages')
    .where('id', 'in', [...ids])
    .execute()
}

/** What somebody began to write before that moment and never sent. */
export const deleteOldDrafts = (tx: Writer, conversationId: string, before: number) =>
  tx.deleteFrom('drafts').where('conversation_id', '=', conversationId).where('updated_at', '<=', before).execute()

export const markRetired = (tx: Writer, id: string, now: number) =>
  tx.updateTable('conversations').set({ retired_at: now }).where('id', '=', id).execute()
