import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

export const reportsOf = (db: Db, citizenId: string) =>
  db.selectFrom('reports').selectAll().where('citizen_id', '=', citizenId).orderBy('year').orderBy('sequence').execute()

export const historyOf = (db: Db, reportId: string) =>
  db
    .selectFrom('report_events')
    .select(['at', 'author_kind', 'kind', 'value', 'text'])
    .where('report_id', '=', reportId)
    .orderBy('at')
    .orderBy('id')
    .execute()

/** Leaves the number, the department, the states and their dates: what the street needed, without who said so. */
export async function dissociate(tx: Writer, reportId: string, words: string): Promise<void> {
  const nothing = { what: '', place: '', latitude: null, longitude: null, notify: 0 }
  await tx.deleteFrom('report_photos').where('report_id', '=', reportId).execute()
  await tx.updateTable('report_events').set({ text: '' }).where('report_id', '=', reportId).execute()
  await tx
    .updateTable('reports')
    .set({ ...nothing, words, citizen_id: null, conversation_id: null })
    .where('id', '=', reportId)
    .execute()
}
