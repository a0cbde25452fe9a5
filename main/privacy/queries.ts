import { type Insertable, type Selectable, sql } from 'kysely'
import type { RightsKind, RightsState } from '../../contract/rights.ts'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

export type RequestRow = Selectable<Schema['rights_requests']>
export type EventRow = Selectable<Schema['rights_events']>

/** The next number of a year. One statement: nobody else can be given it. */
export const nextSequence = prepared<{ year: number }, { last: number }>((db, param) =>
  db
    .insertInto('rights_years')
    .values({ year: param('year'), last: 1 })
    .onConflict((conflict) =>
      conflict.column('year').doUpdateSet((row) => ({ last: row('rights_years.last', '+', 1) })),
    )
    .returning('last'),
)

export const insertRequest = (tx: Writer, row: RequestRow) => tx.insertInto('rights_requests').values(row).execute()

export const updateRequest = (tx: Writer, id: string, change: Partial<Insertable<Schema['rights_requests']>>) =>
  tx.updateTable('rights_requests').set(change).where('id', '=', id).execute()

export const requestById = (db: Db, id: string) =>
  db.selectFrom('rights_requests').selectAll().where('id', '=', id).executeTakeFirst()

export const openOfKind = (db: Db, citizenId: string, kind: RightsKind) =>
  db
    .selectFrom('rights_requests')
    .selectAll()
    .where('citizen_id', '=', citizenId)
    .where('kind', '=', kind)
    .where('closed_at', 'is', null)
    .orderBy('received_at')
    .executeTakeFirst()

export const requestsOf = (db: Db, citizenId: string) =>
  db.selectFrom('rights_requests').selectAll().where('citizen_id', '=', citizenId).orderBy('id').execute()

const listed = (db: Reader) =>
  db
    .selectFrom('rights_requests as r')
    .leftJoin('citizens as c', 'c.id', 'r.citizen_id')
    .selectAll('r')
    .select('c.name as citizen_name')
    .select((q) =>
      q
        .selectFrom('citizen_identifiers as i')
        .select('i.value')
        .whereRef('i.citizen_id', '=', 'r.citizen_id')
        .where('i.kind', '=', 'phone')
        .orderBy('i.created_at', 'desc')
        .limit(1)
        .as('phone'),
    )

export type ListedRequest = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

export type RequestFilter = {
  readonly scope: 'open' | 'closed'
  readonly kind?: RightsKind | undefined
  readonly state?: RightsState | undefined
  readonly dueBefore?: number | undefined
  readonly limit: number
  /** The last one of the page before: what it is sorted by, and its id. */
  readonly after: { readonly key: number; readonly id: string } | null
}

/** Open ones by the day they are due, closed ones the newest first. */
export function selectRequests(db: Reader, filter: RequestFilter): Promise<ListedRequest[]> {
  const { scope, kind, state, dueBefore, limit, after } = filter
  let query = listed(db).limit(limit)
  query =
    scope === 'open'
      ? query.where('r.closed_at', 'is', null).orderBy('r.due_at').orderBy('r.id')
      : query.where('r.closed_at', 'is not', null).orderBy('r.closed_at', 'desc').orderBy('r.id', 'desc')
  if (kind !== undefined) query = query.where('r.kind', '=', kind)
  if (state !== undefined) query = query.where('r.state', '=', state)
  if (dueBefore !== undefined) query = query.where('r.due_at', '<', dueBefore)
  if (after) {
    query = query.where(
      scope === 'open'
        ? sql<boolean>`(r.due_at, r.id) > (${after.key}, ${after.id})`
        : sql<boolean>`(r.closed_at, r.id) < (${after.key}, ${after.id})`,
    )
  }
  return query.execute()
}

export const selectRequest = (db: Reader, id: string) => listed(db).where('r.id', '=', id).executeTakeFirst()

export const insertEvent = (tx: Writer, row: EventRow) => tx.insertInto('rights_events').values(row).execute()

export const selectHistory = (db: Db, requestId: string) =>
  db
    .selectFrom('rights_events as e')
    .leftJoin('operators as o', 'o.id', 'e.actor_id')
    .selectAll('e')
    .select('o.name as actor_name')
    .where('e.request_id', '=', requestId)
    .orderBy('e.at')
    .orderBy('e.id')
    .execute()

export const operatorName = async (db: Reader, id: string | null): Promise<string | null> => {
  if (id === null) return null
  const row = await db.selectFrom('operators').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? null
}

/** What is left of requests of somebody who is gone: number, kind, dates and who did what. */
export async function forgetPerson(tx: Writer, citizenId: string): Promise<void> {
  const theirs = tx.selectFrom('rights_requests').select('id').where('citizen_id', '=', citizenId)
  await tx.updateTable('rights_events').set({ text: '' }).where('request_id', 'in', theirs).execute()
  await tx
    .updateTable('rights_requests')
    .set({ name: '', contact: '', words: '', citizen_id: null, conversation_id: null, message_id: null })
    .where('citizen_id', '=', citizenId)
    .execute()
}

export const forgetTexts = (tx: Writer, requestId: string) =>
  tx.updateTable('rights_events').set({ text: '' }).where('request_id', '=', requestId).execute()

export const conversationWith = (db: Db, conversationId: string) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('citizens as z', 'z.id', 'c.citizen_id')
    .select(['c.id', 'c.citizen_id', 'z.name'])
    .where('c.id', '=', conversationId)
    .executeTakeFirst()

export const citizenNamed = (db: Db, citizenId: string) =>
  db.selectFrom('citizens').select(['id', 'name']).where('id', '=', citizenId).executeTakeFirst()

export type PrivacySetting = 'privacy.rights' | 'privacy.scrub'

export const settingOf = (db: Db, key: PrivacySetting): Promise<string | null> => readSetting(db, key)

export async function putSetting(tx: Writer, key: PrivacySetting, value: unknown, now: number): Promise<void> {
  await writeSetting(tx, key, value, now)
}
