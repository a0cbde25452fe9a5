import { prepared } from '../store/prepared.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'
import { nameKey } from './rules.ts'

/** Who is found by an identifier, and when each was heard last. */
export const citizenByIdentifier = prepared<
  { kind: string; value: string },
  {
    id: string
    name: string
    language: string | null
    heard_at: number | null
    last_heard_at: number | null
  }
>((db, param) =>
  db
    .selectFrom('citizen_identifiers as i')
    .innerJoin('citizens as c', 'c.id', 'i.citizen_id')
    .select(['c.id', 'c.name', 'c.language', 'i.heard_at', 'c.last_heard_at'])
    .where('i.kind', '=', param('kind'))
    .where('i.value', '=', param('value')),
)

export const citizenById = prepared<{ id: string }, { id: string; name: string; language: string | null }>(
  (db, param) => db.selectFrom('citizens').select(['id', 'name', 'language']).where('id', '=', param('id')),
)

const insertRow = prepared<{ id: string; name: string; key: string; now: number }, never>((db, param) =>
  db.insertInto('citizens').values({
    id: param('id'),
    name: param('name'),
    name_key: param('key'),
    language: null,
    created_at: param('now'),
  }),
)

export const insertCitizen = (tx: Writer, row: { id: string; name: string; now: number }) =>
  insertRow(tx, { ...row, key: nameKey(row.name) })

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

const renameRow = prepared<{ id: string; name: string; key: string }, never>((db, param) =>
  db
    .updateTable('citizens')
    .set((q) => ({ name: param('name'), name_key: param('key'), revision: q('revision', '+', 1) }))
    .where('id', '=', param('id')),
)

export const renameCitizen = (tx: Writer, row: { id: string; name: string }) =>
  renameRow(tx, { ...row, key: nameKey(row.name) })

export const setLanguage = prepared<{ id: string; language: string }, never>((db, param) =>
  db
    .updateTable('citizens')
    .set((q) => ({ language: param('language'), revision: q('revision', '+', 1) }))
    .where('id', '=', param('id')),
)

export const neighbourhoodOf = prepared<{ id: string }, { neighbourhood: string }>((db, param) =>
  db.selectFrom('citizens').select('neighbourhood').where('id', '=', param('id')),
)

export const setNeighbourhood = prepared<{ id: string; neighbourhood: string }, never>((db, param) =>
  db
    .updateTable('citizens')
    .set((q) => ({ neighbourhood: param('neighbourhood'), revision: q('revision', '+', 1) }))
    .where('id', '=', param('id')),
)

export const heardCitizen = prepared<{ id: string; now: number }, never>((db, param) =>
  db
    .updateTable('citizens')
    .set({ last_heard_at: param('now') })
    .where('id', '=', param('id')),
)

export const heardIdentifier = prepared<{ citizenId: string; kind: string; value: string; now: number }, never>(
  (db, param) =>
    db
      .updateTable('citizen_identifiers')
      .set({ heard_at: param('now') })
      .where('citizen_id', '=', param('citizenId'))
      .where('kind', '=', param('kind'))
      .where('value', '=', param('value')),
)

export const insertWord = prepared<{ citizenId: string; word: string }, never>((db, param) =>
  db
    .insertInto('citizen_words')
    .values({ citizen_id: param('citizenId'), word: param('word') })
    .onConflict((conflict) => conflict.doNothing()),
)

/** Names and phones that a citizen is found by, those of records made one with theirs included. */
export async function searchedBy(tx: Writer, citizenId: string) {
  const names = await tx
    .selectFrom('citizens')
    .select(['id', 'name', 'merged_into', 'hidden_at'])
    .where((q) => q.or([q('id', '=', citizenId), q('merged_into', '=', citizenId)]))
    .execute()
  const phones = await tx
    .selectFrom('citizen_identifiers')
    .select('value')
    .where('citizen_id', '=', citizenId)
    .where('kind', '=', 'phone')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const own = names.find(({ id }) => id === citizenId)
  const others = names.filter(({ id }) => id !== citizenId)
  return {
    names: [own, ...others].flatMap((row) => (row ? [row.name] : [])),
    phones: phones.map(({ value }) => value),
    isFound: own !== undefined && own.merged_into === null && own.hidden_at === null,
  }
}

export const forgetWords = (tx: Writer, citizenId: string) =>
  tx.deleteFrom('citizen_words').where('citizen_id', '=', citizenId).execute()

const settingKey = 'citizens'

export async function storedSettings(db: Reader | Writer): Promise<unknown> {
  const json = await readSetting(db, settingKey)
  return json === null ? undefined : JSON.parse(json)
}

export async function putSettings(tx: Writer, value: unknown, now: number): Promise<void> {
  await writeSetting(tx, settingKey, value, now)
}
