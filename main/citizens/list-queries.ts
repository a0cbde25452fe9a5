import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { CitizenFilters } from '../../contract/citizens.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

type Citizens = ExpressionBuilder<Schema & { z: Schema['citizens'] }, 'z'>

/** Filters in the words of the store. */
export type Sought = Omit<CitizenFilters, 'q'> & { readonly words: readonly string[] }

/** Merged and hidden records are not shown to anybody who lists citizens. */
const shown = (q: Citizens) => q.and([q('z.merged_into', 'is', null), q('z.hidden_at', 'is', null)])

const found = (q: Citizens, word: string) =>
  q('z.id', 'in', (inner) =>
    inner
      .selectFrom('citizen_words as w')
      .select('w.citizen_id')
      .where('w.word', '>=', word)
      .where('w.word', '<', `${word}\uffff`),
  )

/** A consent given for a purpose. Whether it is live at the moment of sending is asked of the consents themselves. */
const consenting = (purpose: string) =>
  sql<SqlBool>`exists (
    select 1 from consents k where k.citizen_id = z.id and k.purpose = ${purpose} and k.state = 'given')`

function belongs(q: Citizens, sought: Sought) {
  const { words, neighbourhood, language, tag, consent, noConsent } = sought
  return q.and([
    shown(q),
    ...words.map((word) => found(q, word)),
    ...(neighbourhood === undefined ? [] : [q('z.neighbourhood', '=', neighbourhood)]),
    ...(language === undefined ? [] : [q('z.language', '=', language)]),
    ...(tag === undefined
      ? []
      : [q('z.id', 'in', (inner) => inner.selectFrom('citizen_tags').select('citizen_id').where('tag', '=', tag))]),
    ...(consent === undefined ? [] : [consenting(consent)]),
    ...(noConsent === undefined ? [] : [q.not(consenting(noConsent))]),
  ])
}

const phone = sql<string | null>`(
  select i.value from citizen_identifiers i where i.citizen_id = z.id and i.kind = 'phone'
  order by coalesce(i.heard_at, i.created_at) desc limit 1)`

const listed = (db: Reader | Writer) =>
  db
    .selectFrom('citizens as z')
    .select(['z.id', 'z.name', 'z.name_key', 'z.language', 'z.neighbourhood', 'z.note', 'z.last_heard_at'])
    .select(phone.as('phone'))

export type ListedCitizen = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

/** By name and then by id; those after `after`, which need not be found any more. */
export function selectCitizens(
  db: Reader,
  { sought, after, limit }: { sought: Sought; after: { key: string; id: string } | null; limit: number },
): Promise<ListedCitizen[]> {
  const query = listed(db)
    .where((q) => belongs(q as unknown as Citizens, sought))
    .orderBy('z.name_key')
    .orderBy('z.id')
    .limit(limit)
  if (!after) return query.execute()
  return query.where(sql<SqlBool>`(z.name_key, z.id) > (${after.key}, ${after.id})`).execute()
}

export async function countCitizens(db: Reader, sought: Sought): Promise<number> {
  const row = await db
    .selectFrom('citizens as z')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where((q) => belongs(q as unknown as Citizens, sought))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export const nameKeyOf = (db: Reader, id: string) =>
  db.selectFrom('citizens').select('name_key').where('id', '=', id).executeTakeFirst()

export const selectSummaries = (db: Reader | Writer, ids: readonly string[]) =>
  listed(db)
    .where('z.id', 'in', [...ids])
    .execute()

export async function tagsOf(db: Reader | Writer, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const tags = new Map<string, string[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return tags
  const rows = await db
    .selectFrom('citizen_tags')
    .selectAll()
    .where('citizen_id', 'in', [...ids])
    .execute()
  for (const { citizen_id, tag } of rows) tags.get(citizen_id)?.push(tag)
  for (const list of tags.values()) list.sort()
  return tags
}

export const allTags = async (db: Reader) =>
  (await db.selectFrom('citizen_tags').select('tag').distinct().orderBy('tag').limit(500).execute()).map(
    ({ tag }) => tag,
  )

/** Those in use, which need not be among the town's own. */
export const usedNeighbourhoods = async (db: Reader) =>
  (
    await db
      .selectFrom('citizens as z')
      .select('z.neighbourhood')
      .distinct()
      .where((q) => shown(q as unknown as Citizens))
      .where('z.neighbourhood', '<>', '')
      .orderBy('z.neighbourhood')
      .limit(500)
      .execute()
  ).map(({ neighbourhood }) => neighbourhood)
