import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

export const citizenRow = (db: Db, citizenId: string) =>
  db.selectFrom('citizens').selectAll().where('id', '=', citizenId).executeTakeFirst()

export const identifiersOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('citizen_identifiers')
    .select(['kind', 'value', 'created_at'])
    .where('citizen_id', '=', citizenId)
    .orderBy('id')
    .execute()

/** What hangs on the row goes with it. */
export async function deleteCitizen(tx: Writer, citizenId: string): Promise<void> {
  await tx.deleteFrom('citizen_words').where('citizen_id', '=', citizenId).execute()
  await tx.deleteFrom('citizen_identifiers').where('citizen_id', '=', citizenId).execute()
  await tx.deleteFrom('citizens').where('id', '=', citizenId).execute()
}

/** Everybody there was before `before`, with what they are known by, by id after `after`. */
export const knownBefore = (db: Db, before: number, after: string, limit: number) =>
  db
    .selectFrom('citizens')
    .select(['id', 'created_at'])
    .where('created_at', '<', before)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()

export const foundByWord = (db: Db, word: string, limit: number) =>
  db
    .selectFrom('citizen_words as w')
    .innerJoin('citizens as c', 'c.id', 'w.citizen_id')
    .select(['c.id', 'c.name'])
    .select((q) =>
      q
        .selectFrom('citizen_identifiers as i')
        .select('i.value')
        .whereRef('i.citizen_id', '=', 'c.id')
        .where('i.kind', '=', 'phone')
        .orderBy('i.created_at', 'desc')
        .limit(1)
        .as('phone'),
    )
    .distinct()
    .where('w.word', '>=', word)
    .where('w.word', '<', `${word}\uffff`)
    .orderBy('c.name')
    .limit(limit)
    .execute()

export const rewriteCitizen = (
  tx: Writer,
  citizenId: string,
  change: { readonly name?: string; readonly language?: string },
) => tx.updateTable('citizens').set(change).where('id', '=', citizenId).execute()

export const forgetWords = (tx: Writer, citizenId: string) =>
  tx.deleteFrom('citizen_words').where('citizen_id', '=', citizenId).execute()
