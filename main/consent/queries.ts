import type { Insertable, Selectable } from 'kysely'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'

export type ConsentRow = Selectable<Schema['consents']>
export type LimitRow = Selectable<Schema['contact_limits']>
export type RequestRow = Selectable<Schema['consent_requests']>
export type ExceptionRow = Selectable<Schema['exceptions']>

export type StandingRow = Omit<LimitRow, 'citizen_id'> & {
  active: number
  live_from: number
  state: ConsentRow['state'] | null
  version: number | null
  since: number | null
  expires_at: number | null
  kind: string | null
  value: string | null
}

/**
 * A purpose with what one person said of it and what stands against writing to them: a row for each of their
 * identifiers, one without any, and nothing for a purpose that is not there.
 */
export const standingRows = prepared<{ citizenId: string; purpose: string }, StandingRow>((db, param) =>
  db
    .selectFrom('purposes as p')
    .leftJoin('consents as c', (join) =>
      join.onRef('c.purpose', '=', 'p.id').on('c.citizen_id', '=', param('citizenId')),
    )
    .leftJoin('contact_limits as l', (join) => join.on('l.citizen_id', '=', param('citizenId')))
    .leftJoin('citizen_identifiers as i', (join) => join.on('i.citizen_id', '=', param('citizenId')))
    .select(['p.active', 'p.live_from', 'c.state', 'c.version', 'c.since', 'c.expires_at'])
    .select(['l.held_at', 'l.paused_until', 'l.opted_out_at', 'l.blocked_at', 'i.kind', 'i.value'])
    .where('p.id', '=', param('purpose')),
)

export const limitsOf = prepared<{ citizenId: string }, Omit<LimitRow, 'citizen_id'>>((db, param) =>
  db
    .selectFrom('contact_limits')
    .select(['held_at', 'paused_until', 'opted_out_at', 'blocked_at'])
    .where('citizen_id', '=', param('citizenId')),
)

export const identifiersOf = prepared<{ citizenId: string }, { kind: string; value: string }>((db, param) =>
  db
    .selectFrom('citizen_identifiers')
    .select(['kind', 'value'])
    .where('citizen_id', '=', param('citizenId'))
    .orderBy('created_at'),
)

export const suppressionOf = prepared<{ hash: string }, { hash: string }>((db, param) =>
  db.selectFrom('suppressions').select('hash').where('hash', '=', param('hash')),
)

export const putSuppression = prepared<{ hash: string; kind: string; at: number }, never>((db, param) =>
  db
    .insertInto('suppressions')
    .values({ hash: param('hash'), kind: param('kind'), at: param('at') })
    .onConflict((conflict) => conflict.doNothing()),
)

export const dropSuppression = prepared<{ hash: string }, never>((db, param) =>
  db.deleteFrom('suppressions').where('hash', '=', param('hash')),
)

export const exceptionById = prepared<
  { id: string },
  Omit<ExceptionRow, 'reason' | 'revoked_by' | 'reviewed_by' | 'reviewed_at'>
>((db, param) =>
  db
    .selectFrom('exceptions')
    .select(['id', 'purpose', 'asked_by', 'asked_at', 'approved_by', 'approved_at', 'revoked_at', 'until'])
    .where('id', '=', param('id')),
)

export const consentsOf = (db: Reader | Writer, citizenId: string): Promise<ConsentRow[]> =>
  db.selectFrom('consents').selectAll().where('citizen_id', '=', citizenId).execute()

export async function putConsent(tx: Writer, row: ConsentRow): Promise<void> {
  const { citizen_id: _citizen, purpose: _purpose, ...written } = row
  await tx
    .insertInto('consents')
    .values(row)
    .onConflict((conflict) => conflict.columns(['citizen_id', 'purpose']).doUpdateSet(written))
    .execute()
}

export async function putLimits(tx: Writer, row: LimitRow): Promise<void> {
  const { citizen_id: _citizen, ...written } = row
  await tx
    .insertInto('contact_limits')
    .values(row)
    .onConflict((conflict) => conflict.column('citizen_id').doUpdateSet(written))
    .execute()
}

/** Everything of one person but the hashes by which they stay out. */
export async function removeConsents(tx: Writer, citizenId: string): Promise<void> {
  for (const table of ['consents', 'contact_limits', 'consent_requests'] as const)
    await tx.deleteFrom(table).where('citizen_id', '=', citizenId).execute()
}

export const requestOf = (db: Reader | Writer, citizenId: string): Promise<RequestRow | undefined> =>
  db.selectFrom('consent_requests').selectAll().where('citizen_id', '=', citizenId).executeTakeFirst()

export async function putRequest(tx: Writer, row: Insertable<Schema['consent_requests']>): Promise<void> {
  const { citizen_id: _citizen, ...written } = row
  await tx
    .insertInto('consent_requests')
    .values(row)
    .onConflict((conflict) => conflict.column('citizen_id').doUpdateSet(written))
    .execute()
}

export const changeRequest = (tx: Writer, citizenId: string, change: Partial<Omit<RequestRow, 'citizen_id'>>) =>
  tx.updateTable('consent_requests').set(change).where('citizen_id', '=', citizenId).execute()

/** Citizens whose question has waited for too long, or was put under another clock. */
export const overdueRequests = async (db: Reader, now: number, latestBegin: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('consent_requests')
    .select('citizen_id')
    .where('state', '=', 'open')
    .where((q) => q.or([q('expires_at', '<=', now), q('begun_at', '>', latestBegin)]))
    .limit(200)
    .execute()
  return rows.map((row) => row.citizen_id)
}

/** Questions put in the chat that nobody was reminded of yet. */
export const requestsToRemind = (db: Reader, begunBefore: number, now: number) =>
  db
    .selectFrom('consent_requests')
    .select(['citizen_id as citizenId', 'conversation_id as conversationId', 'expires_at as expiresAt', 'language'])
    .where('state', '=', 'open')
    .where('asked_in_chat', '=', 1)
    .where('reminded_at', 'is', null)
    .where('conversation_id', 'is not', null)
    .where('begun_at', '<=', begunBefore)
    .where('expires_at', '>', now)
    .limit(200)
    .execute()

/** Citizens with consents that end before `soon` unless their number was heard of, and when it last was. */
export const consentsEnding = async (db: Reader, soon: number) =>
  (
    await db
      .selectFrom('consents as c')
      .leftJoin('conversations as v', 'v.citizen_id', 'c.citizen_id')
      .leftJoin('messages as m', 'm.seq', 'v.last_inbound_seq')
      .select(['c.citizen_id as citizenId', (q) => q.fn.max('m.at').as('heardAt')])
      .where('c.state', '=', 'given')
      .where('c.expires_at', '<=', soon)
      .groupBy('c.citizen_id')
      .limit(200)
      .execute()
  ).map(({ citizenId, heardAt }) => ({ citizenId, heardAt: heardAt === null ? null : Number(heardAt) }))

export const extendConsents = (tx: Writer, citizenId: string, expiresAt: number) =>
  tx
    .updateTable('consents')
    .set({ expires_at: expiresAt })
    .where('citizen_id', '=', citizenId)
    .where('state', '=', 'given')
    .where('expires_at', '<', expiresAt)
    .execute()

export const citizenExists = async (db: Reader | Writer, id: string): Promise<boolean> =>
  (await db.selectFrom('citizens').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

/** Consents whose declared age is below the one in force now, by citizen. */
export const declaredYounger = async (db: Reader, minimumAge: number, limit: number) => {
  const affected = db.selectFrom('consents').where('state', '=', 'given').where('age', '<', minimumAge)
  const total = await affected
    .select((q) => q.fn.count<number>('citizen_id').distinct().as('n'))
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('consents as c')
    .innerJoin('citizens as p', 'p.id', 'c.citizen_id')
    .select(['p.id', 'p.name', (q) => q.fn.min('c.age').as('declared'), (q) => q.fn.countAll<number>().as('purposes')])
    .where('c.state', '=', 'given')
    .where('c.age', '<', minimumAge)
    .groupBy(['p.id', 'p.name'])
    .orderBy('p.name')
    .limit(limit)
    .execute()
  return {
    total: Number(total.n),
    citizens: rows.map((row) => ({ ...row, declared: Number(row.declared), purposes: Number(row.purposes) })),
  }
}

/** What the gate kept from leaving since `since`, by reason and purpose. */
export const refusedSends = async (db: Reader, since: number, reasons: readonly string[]) => {
  const rows = await db
    .selectFrom('outbox')
    .select(['failure', 'purpose', (q) => q.fn.countAll<number>().as('n')])
    .where('purpose', 'is not', null)
    .where('state', '=', 'failed')
    .where('failure', 'in', reasons)
    .where('created_at', '>=', since)
    .groupBy(['failure', 'purpose'])
    .orderBy('failure')
    .orderBy('purpose')
    .execute()
  return rows.map((row) => ({ failure: row.failure ?? '', purpose: row.purpose ?? '', count: Number(row.n) }))
}

export const storedSettings = (db: Reader | Writer): Promise<string | null> => readSetting(db, 'consent')

export async function putSettings(tx: Writer, value: unknown, now: number): Promise<void> {
  await writeSetting(tx, 'consent', value, now)
}

export const insertException = (tx: Writer, row: Insertable<Schema['exceptions']>) =>
  tx.insertInto('exceptions').values(row).execute()

export const changeException = (tx: Writer, id: string, change: Partial<Omit<ExceptionRow, 'id'>>) =>
  tx.updateTable('exceptions').set(change).where('id', '=', id).execute()

/** What left, or may have. */
const left = ['sending', 'accepted', 'delivered', 'read', 'check'] as const

/** With the names of who did what, and how many messages left under it; newest first. */
export const exceptionPage = (db: Reader | Writer, id?: string) => {
  const all = db
    .selectFrom('exceptions as e')
    .leftJoin('operators as a', 'a.id', 'e.asked_by')
    .leftJoin('operators as b', 'b.id', 'e.approved_by')
    .leftJoin('operators as c', 'c.id', 'e.revoked_by')
    .leftJoin('operators as d', 'd.id', 'e.reviewed_by')
    .selectAll('e')
    .select(['a.name as asked_name', 'b.name as approved_name', 'c.name as revoked_name', 'd.name as reviewed_name'])
    .select((q) =>
      q
        .selectFrom('outbox as o')
        .select((of) => of.fn.countAll().as('n'))
        .whereRef('o.exception_id', '=', 'e.id')
        .where('o.state', 'in', left)
        .as('sent'),
    )
    .orderBy('e.asked_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(100)
  return (id === undefined ? all : all.where('e.id', '=', id)).execute()
}
