import type { CannedReply } from '../../contract/settings.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'

/** Keys of the table `settings` that belong to this area. */
export type SettingKey = 'town' | 'canned_replies.starters'

export const settingByKey = (db: Reader | Writer, key: SettingKey): Promise<string | null> => readSetting(db, key)

export async function putSetting(tx: Writer, key: SettingKey, value: unknown, now: number): Promise<void> {
  await writeSetting(tx, key, value, now)
}

export function allCannedReplies(db: Reader): Promise<CannedReply[]> {
  return db.selectFrom('canned_replies').select(['id', 'shortcut', 'title', 'text']).orderBy('shortcut').execute()
}

export function cannedReplyById(db: Reader, id: string): Promise<CannedReply | undefined> {
  return db
    .selectFrom('canned_replies')
    .select(['id', 'shortcut', 'title', 'text'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The id of the reply that has a shortcut. */
export async function shortcutOwner(db: Reader, shortcut: string): Promise<string | undefined> {
  const row = await db.selectFrom('canned_replies').select('id').where('shortcut', '=', shortcut).executeTakeFirst()
  return row?.id
}

export async function putCannedReply(tx: Writer, { id, ...reply }: CannedReply, now: number): Promise<void> {
  const written = { ...reply, updated_at: now }
  await tx
    .insertInto('canned_replies')
    .values({ id, ...written })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(written))
    .execute()
}

/** False when there was none. */
export async function removeCannedReply(tx: Writer, id: string): Promise<boolean> {
  const removed = await tx.deleteFrom('canned_replies').where('id', '=', id).returning('id').executeTakeFirst()
  return removed !== undefined
}
