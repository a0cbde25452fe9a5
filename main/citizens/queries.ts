import { prepared } from '../store/prepared.ts'

export const citizenByIdentifier = prepared<
  { kind: string; value: string },
  { id: string; name: string; language: string | null }
>((db, param) =>
  db
    .selectFrom('citizen_identifiers as i')
    .innerJoin('citizens as c', 'c.id', 'i.citizen_id')
    .select(['c.id', 'c.name', 'c.language'])
    .where('i.kind', '=', param('kind'))
    .where('i.value', '=', param('value')),
)

export const citizenById = prepared<{ id: string }, { id: string; name: string; language: string | null }>(
  (db, param) => db.selectFrom('citizens').select(['id', 'name', 'language']).where('id', '=', param('id')),
)

export const insertCitizen = prepared<{ id: string; name: string; now: number }, never>((db, param) =>
  db.insertInto('citizens').values({ id: param('id'), name: param('name'), language: null, created_at: param('now') }),
)

export const insertIdentifier = prepared<
  { id: string; citizenId: string; kind: string; value: string; now: number },
  never
>((db, param) =>
  db
    .insertInto('citizen_identifiers')
    .values({
      id: param('id'),
      citizen_id: param('citizenId'),
      kind: param('kind'),
      value: param('value'),
      created_at: param('now'),
    })
    .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing()),
)

export const renameCitizen = prepared<{ id: string; name: string }, never>((db, param) =>
  db
    .updateTable('citizens')
    .set({ name: param('name') })
    .where('id', '=', param('id')),
)

export const setLanguage = prepared<{ id: string; language: string }, never>((db, param) =>
  db
    .updateTable('citizens')
    .set({ language: param('language') })
    .where('id', '=', param('id')),
)

export const insertWord = prepared<{ citizenId: string; word: string }, never>((db, param) =>
  db
    .insertInto('citizen_words')
    .values({ citizen_id: param('citizenId'), word: param('word') })
    .onConflict((conflict) => conflict.doNothing()),
)
