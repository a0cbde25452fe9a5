import type { Writer } from '../store/store.ts'

/** Its bytes, if it had any. It cannot be fetched again either. */
export async function emptyFile(tx: Writer, id: string): Promise<readonly string[]> {
  const row = await tx.selectFrom('media').select('blob').where('id', '=', id).executeTakeFirst()
  await tx
    .updateTable('media')
    .set({ state: 'failed', reason: 'expired', blob: null, file_name: null, ref_json: '{}', next_attempt_at: null })
    .where('id', '=', id)
    .execute()
  return row?.blob ? [row.blob] : []
}

export async function deleteUnnamed(tx: Writer, id: string): Promise<readonly string[]> {
  const row = await tx
    .deleteFrom('media')
    .where('id', '=', id)
    .where((q) =>
      q.and(
        (['messages', 'report_photos', 'drafts', 'broadcasts'] as const).map((table) =>
          q.not(q.exists(q.selectFrom(table).select('media_id').where('media_id', '=', id))),
        ),
      ),
    )
    .returning('blob')
    .executeTakeFirst()
  return row?.blob ? [row.blob] : []
}
