import type { Reader, Writer } from '../store/store.ts'

export const insertAttachment = (
  tx: Writer,
  file: {
    readonly id: string
    readonly lineId: string
    readonly operatorId: string
    readonly conversationId: string
    readonly mime: string
    readonly fileName: string
    readonly bytes: number
    readonly blob: string
    readonly now: number
  },
) =>
  tx
    .insertInto('media')
    .values({
      id: file.id,
      line_id: file.lineId,
      ref_json: '{}',
      mime: file.mime,
      file_name: file.fileName,
      bytes: file.bytes,
      state: 'stored',
      reason: null,
      blob: file.blob,
      operator_id: file.operatorId,
      conversation_id: file.conversationId,
      attempts: 0,
      next_attempt_at: null,
      created_at: file.now,
    })
    .execute()

export const attachmentById = (db: Reader | Writer, id: string) =>
  db
    .selectFrom('media')
    .select(['id', 'mime', 'bytes', 'file_name', 'operator_id', 'conversation_id'])
    .where('id', '=', id)
    .where('operator_id', 'is not', null)
    .executeTakeFirst()

/** What a message of an operator carries. */
export const attachmentOf = (db: Reader | Writer, messageId: string) =>
  db
    .selectFrom('messages as m')
    .innerJoin('media as d', 'd.id', 'm.media_id')
    .select(['d.id', 'd.mime', 'd.bytes', 'd.file_name'])
    .where('m.id', '=', messageId)
    .executeTakeFirst()

/** Deletes files to send from before `before` that nothing names; returns where their bytes lie. */
export async function deleteForgotten(tx: Writer, before: number): Promise<readonly string[]> {
  const rows = await tx
    .deleteFrom('media')
    .where('operator_id', 'is not', null)
    .where('created_at', '<', before)
    .where((q) => q.not(q.exists(q.selectFrom('messages as m').select('m.id').whereRef('m.media_id', '=', 'media.id'))))
    .where((q) =>
      q.not(q.exists(q.selectFrom('drafts as d').select('d.media_id').whereRef('d.media_id', '=', 'media.id'))),
    )
    .returning('blob')
    .execute()
  return [...new Set(rows.flatMap(({ blob }) => blob ?? []))]
}

/** Those of `blobs` that another item still names: equal content lies there once. */
export async function stillUsed(tx: Writer, blobs: readonly string[]): Promise<ReadonlySet<string>> {
  if (blobs.length === 0) return new Set()
  const rows = await tx.selectFrom('media').select('blob').where('blob', 'in', blobs).execute()
  return new Set(rows.flatMap(({ blob }) => blob ?? []))
}
