import type { Insertable, Selectable } from 'kysely'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type NoticeRow = Selectable<Schema['notices']>
export type NoticeTextRow = Selectable<Schema['notice_texts']>

/** The version that people are shown; nothing before the first is published. */
export const currentNotice = async (db: Reader | Writer): Promise<number | null> => {
  const row = await db
    .selectFrom('notices')
    .select('version')
    .where('published_at', 'is not', null)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  return row?.version ?? null
}

export const noticeByVersion = (db: Reader | Writer, version: number) =>
  db
    .selectFrom('notices as n')
    .leftJoin('operators as o', 'o.id', 'n.published_by')
    .selectAll('n')
    .select('o.name as publisher')
    .where('n.version', '=', version)
    .executeTakeFirst()

export const allNotices = (db: Reader | Writer) =>
  db
    .selectFrom('notices as n')
    .leftJoin('operators as o', 'o.id', 'n.published_by')
    .selectAll('n')
    .select('o.name as publisher')
    .orderBy('n.version', 'desc')
    .execute()

export const textsOf = (db: Reader | Writer, version: number) =>
  db
    .selectFrom('notice_texts as t')
    .leftJoin('operators as o', 'o.id', 't.approved_by')
    .selectAll('t')
    .select('o.name as approver')
    .where('t.notice', '=', version)
    .execute()

/** Which languages of every version a person has approved. */
export const approvedLanguages = (db: Reader) =>
  db.selectFrom('notice_texts').select(['notice', 'language']).where('approved_at', 'is not', null).execute()

export const approvedText = (db: Reader | Writer, version: number, language: string) =>
  db
    .selectFrom('notice_texts')
    .select(['first_layer', 'second_layer'])
    .where('notice', '=', version)
    .where('language', '=', language)
    .where('approved_at', 'is not', null)
    .executeTakeFirst()

export const insertNotice = (tx: Writer, row: Insertable<Schema['notices']>) =>
  tx.insertInto('notices').values(row).execute()

export const changeNotice = (tx: Writer, version: number, change: Partial<Omit<NoticeRow, 'version'>>) =>
  tx.updateTable('notices').set(change).where('version', '=', version).execute()

export async function removeNotice(tx: Writer, version: number): Promise<void> {
  await tx.deleteFrom('notice_texts').where('notice', '=', version).execute()
  await tx.deleteFrom('notices').where('version', '=', version).execute()
}

export async function putText(tx: Writer, row: NoticeTextRow): Promise<void> {
  const { notice: _notice, language: _language, ...written } = row
  await tx
    .insertInto('notice_texts')
    .values(row)
    .onConflict((conflict) => conflict.columns(['notice', 'language']).doUpdateSet(written))
    .execute()
}

/** The version in force, where a person agreed under an older one to what still holds; nothing where they know it. */
export const noticeNotKnown = prepared<{ citizenId: string }, { version: number }>((db, param) =>
  db
    .selectFrom('notices as n')
    .select('n.version')
    .where('n.published_at', 'is not', null)
    .where((is) =>
      is.exists(
        is
          .selectFrom('consents as c')
          .innerJoin('purposes as p', 'p.id', 'c.purpose')
          .select('c.purpose')
          .where('c.citizen_id', '=', param('citizenId'))
          .where('c.state', '=', 'given')
          .where('c.notice', '>', 0)
          .whereRef('c.notice', '<', 'n.version')
          .whereRef('c.version', '>=', 'p.live_from'),
      ),
    )
    .orderBy('n.version', 'desc')
    .limit(1),
)

export const nowKnows = (tx: Writer, citizenId: string, notice: number) =>
  tx.updateTable('consents').set({ notice }).where('citizen_id', '=', citizenId).where('state', '=', 'given').execute()
