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

export const tagsOf = async (db: Db, citizenId: string): Promise<string[]> =>
  (await db.selectFrom('citizen_tags').select('tag').where('citizen_id', '=', citizenId).orderBy('tag').execute()).map(
    ({ tag }) => tag,
  )

export const formerOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('former_identifiers')
    .select(['kind', 'value', 'created_at', 'ended_at'])
    .where('citizen_id', '=', citizenId)
    .orderBy('id')
    .execute()

/** The records that turned out to be this person's. */
export const mergedInto = async (db: Db, citizenId: string): Promise<string[]> =>
  (await db.selectFrom('citizens').select('id').where('merged_into', '=', citizenId).orderBy('id').execute()).map(
    ({ id }) => id,
  )

/** Rows of lists that speak of these numbers. Returns how many there were. */
export async function forgetListed(tx: Writer, phones: readonly string[]): Promise<number> {
  if (phones.length === 0) return 0
  const gone = await tx.deleteFrom('citizen_import_rows').where('phone', 'in', phones).returning('line').execute()
  return gone.length
}
