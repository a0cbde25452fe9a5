import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

const conversations = (db: Db, citizenId: string) =>
  db.selectFrom('conversations').select('id').where('citizen_id', '=', citizenId)

const carried = (db: Db, citizenId: string) =>
  db
    .selectFrom('messages')
    .select('media_id')
    .where('conversation_id', 'in', conversations(db, citizenId))
    .where('media_id', 'is not', null)

/** What messages with others carry too, such as the picture of a broadcast. */
export const carriedElsewhere = async (
  db: Db,
  citizenId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('messages')
    .select('media_id')
    .distinct()
    .where('media_id', 'in', ids)
    .where('conversation_id', 'not in', conversations(db, citizenId))
    .execute()
  return new Set(rows.flatMap(({ media_id }) => media_id ?? []))
}

/** What the messages with a citizen carry, and what operators brought to send them. */
export const mediaOfCitizen = (db: Db, citizenId: string) =>
  db
    .selectFrom('media')
    .select(['id', 'mime', 'file_name', 'bytes', 'state', 'blob', 'operator_id', 'created_at'])
    .where((q) =>
      q.or([q('id', 'in', carried(db, citizenId)), q('conversation_id', 'in', conversations(db, citizenId))]),
    )
    .orderBy('id')
    .execute()

export async function deleteMedia(tx: Writer, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await tx.updateTable('messages').set({ media_id: null }).where('media_id', '=', id).execute()
    await tx.deleteFrom('media').where('id', '=', id).execute()
  }
}

/** Whether anything still names these bytes: equal content lies there once. */
export const isNamed = async (db: Db, blob: string): Promise<boolean> =>
  (await db.selectFrom('media').select('id').where('blob', '=', blob).limit(1).executeTakeFirst()) !== undefined
