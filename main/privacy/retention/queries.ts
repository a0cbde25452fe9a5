import { type ExpressionBuilder, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { writeSetting } from '../../store/settings.ts'
import type { Reader, Writer } from '../../store/store.ts'
import type { Case, FileTerm } from './rules.ts'

type Db = Reader | Writer

/** Conversations in the order of their ids whose oldest message is as old as its term. */
export const oldConversations = (
  db: Db,
  page: { readonly after: string; readonly limit: number; readonly chat: number; readonly sensitive: number },
) =>
  db
    .selectFrom('conversations as c')
    .select(['c.id', 'c.reserved_at'])
    .where('c.id', '>', page.after)
    .where(
      sql<boolean>`(select m.at from messages m where m.conversation_id = c.id order by m.seq limit 1)
        <= case when c.reserved_at is null then cast(${page.chat} as bigint) else cast(${page.sensitive} as bigint) end`,
    )
    .orderBy('c.id')
    .limit(page.limit)
    .execute()

/** Conversations with single messages in the reserved folder that are as old as its term. */
export const oldReserved = (
  db: Db,
  page: { readonly after: string; readonly limit: number; readonly cutoff: number },
) =>
  db
    .selectFrom('messages')
    .select('conversation_id as id')
    .distinct()
    .where('reserved_at', 'is not', null)
    .where('at', '<=', page.cutoff)
    .where('conversation_id', '>', page.after)
    .orderBy('conversation_id')
    .limit(page.limit)
    .execute()

export const reservedMessages = (db: Db, conversationId: string, cutoff: number, limit: number) =>
  db
    .selectFrom('messages')
    .select(['seq', 'at'])
    .where('conversation_id', '=', conversationId)
    .where('reserved_at', 'is not', null)
    .where('at', '<=', cutoff)
    .orderBy('seq')
    .limit(limit)
    .execute()

/** The oldest messages of a conversation. */
export const oldestMessages = (db: Db, conversationId: string, limit: number) =>
  db
    .selectFrom('messages')
    .select(['seq', 'at', 'media_id'])
    .where('conversation_id', '=', conversationId)
    .orderBy('seq')
    .limit(limit)
    .execute()

/** Stored files of one term in the order of their ids; what hangs on a report or was made for a broadcast has none. */
export function oldFiles(
  db: Db,
  page: { readonly term: FileTerm; readonly after: string; readonly limit: number; readonly cutoff: number },
) {
  const query = db
    .selectFrom('media as d')
    .innerJoin('messages as m', 'm.media_id', 'd.id')
    .select(['d.id', 'm.conversation_id', 'd.created_at'])
    .where('d.state', '=', 'stored')
    .where('d.created_at', '<=', page.cutoff)
    .where('d.id', '>', page.after)
    .where((q) =>
      q.not(q.exists(q.selectFrom('report_photos as p').select('p.media_id').whereRef('p.media_id', '=', 'd.id'))),
    )
    .where((q) => q.not(q.exists(q.selectFrom('broadcasts as b').select('b.id').whereRef('b.media_id', '=', 'd.id'))))
    .orderBy('d.id')
    .limit(page.limit)
  switch (page.term) {
    case 'identity':
      return query.where('d.identity_at', 'is not', null).execute()
    case 'voice':
      return query
        .where('d.identity_at', 'is', null)
        .where('d.mime', 'like', 'audio/%')
        .where('d.kept_at', 'is', null)
        .execute()
    case 'media':
      return query
        .where('d.identity_at', 'is', null)
        .where('d.mime', 'not like', 'audio/%')
        .where('d.kept_at', 'is', null)
        .execute()
  }
}

/** Every conversation with a message that carries the file. */
export const conversationsWith = (db: Db, mediaId: string) =>
  db.selectFrom('messages').select('conversation_id').distinct().where('media_id', '=', mediaId).execute()

type Conversations = ExpressionBuilder<Schema & { c: Schema['conversations'] }, 'c'>

/** A row of `table` that is of the conversation or of its citizen. */
const concerns = (table: 'reports' | 'bookings' | 'rights_requests') =>
  sql`select 1 from ${sql.table(table)} x where (x.conversation_id = c.id or x.citizen_id = c.citizen_id)`

const yes = (condition: ReturnType<typeof sql>) => sql<number>`case when exists (${condition}) then 1 else 0 end`

export async function casesOf(db: Db, ids: readonly string[], now: number): Promise<ReadonlyMap<string, Case>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('conversations as c')
    .select(['c.id', 'c.state', 'c.waiting_since', 'c.unfinished'])
    .select([
      yes(sql`select 1 from outbox o where o.conversation_id = c.id and o.state in ('queued', 'sending', 'check')`).as(
        'sending',
      ),
      yes(sql`${concerns('reports')} and x.state in ('received', 'in_progress')`).as('report'),
      yes(sql`${concerns('bookings')} and x.state = 'booked' and x.ends_at > ${now}`).as('appointment'),
      yes(sql`${concerns('rights_requests')} and x.closed_at is null`).as('rights'),
      yes(sql`select 1 from retention_holds h where h.conversation_id = c.id`).as('by_hand'),
    ])
    .where((q) => (q as unknown as Conversations)('c.id', 'in', [...ids]))
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        state: row.state,
        waitingSince: row.waiting_since,
        unfinished: row.unfinished === 1,
        onItsWay: Number(row.sending) === 1,
        openReport: Number(row.report) === 1,
        appointment: Number(row.appointment) === 1,
        rightsRequest: Number(row.rights) === 1,
        heldByHand: Number(row.by_hand) === 1,
      },
    ]),
  )
}

/** What the assistant keeps of conversations in which no question of its own is open. */
const settled = (db: Db) => db.selectFrom('conversations').select('id').where('unfinished', '=', 0)

export async function countBot(db: Db, cutoff: number): Promise<number> {
  const [odd, sessions] = await Promise.all([
    db
      .selectFrom('misunderstood')
      .select((q) => q.fn.countAll<number>().as('n'))
      .where('at', '<=', cutoff)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('bot_sessions')
      .select((q) => q.fn.countAll<number>().as('n'))
      .where('updated_at', '<=', cutoff)
      .where('conversation_id', 'in', settled(db))
      .executeTakeFirstOrThrow(),
  ])
  return Number(odd.n) + Number(sessions.n)
}

export async function deleteBot(tx: Writer, cutoff: number, limit: number): Promise<number> {
  const odd = await tx
    .deleteFrom('misunderstood')
    .where('id', 'in', (q) => q.selectFrom('misunderstood').select('id').where('at', '<=', cutoff).limit(limit))
    .executeTakeFirst()
  const sessions = await tx
    .deleteFrom('bot_sessions')
    .where('conversation_id', 'in', (q) =>
      q
        .selectFrom('bot_sessions as s')
        .innerJoin('conversations as c', 'c.id', 's.conversation_id')
        .select('s.conversation_id')
        .where('s.updated_at', '<=', cutoff)
        .where('c.unfinished', '=', 0)
        .limit(limit),
    )
    .executeTakeFirst()
  return Number(odd.numDeletedRows) + Number(sessions.numDeletedRows)
}

export async function putRetentionSettings(tx: Writer, value: object, now: number): Promise<void> {
  await writeSetting(tx, 'privacy.retention', value, now)
}

/** False when there was one of that day. */
export async function insertRun(
  tx: Writer,
  run: { id: string; day: string | null; started_at: number; operator_id: string | null; counts_json: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('retention_runs')
    .values({ ...run, finished_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export const runById = (db: Db, id: string) =>
  db.selectFrom('retention_runs').selectAll().where('id', '=', id).executeTakeFirst()

export const runOfDay = (db: Db, day: string) =>
  db.selectFrom('retention_runs').select('id').where('day', '=', day).executeTakeFirst()

export const unfinishedRun = (db: Db) =>
  db
    .selectFrom('retention_runs')
    .select('id')
    .where('finished_at', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

export const saveCounts = (tx: Writer, id: string, counts: object) =>
  tx
    .updateTable('retention_runs')
    .set({ counts_json: JSON.stringify(counts) })
    .where('id', '=', id)
    .execute()

export const finishRun = (tx: Writer, id: string, now: number) =>
  tx.updateTable('retention_runs').set({ finished_at: now }).where('id', '=', id).execute()

export const lastRuns = (db: Db, limit: number) =>
  db
    .selectFrom('retention_runs as r')
    .leftJoin('operators as o', 'o.id', 'r.operator_id')
    .select(['r.id', 'r.started_at', 'r.finished_at', 'r.counts_json', 'r.operator_id', 'o.name'])
    .orderBy('r.started_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute()

export const allHolds = (db: Db, limit: number) =>
  db
    .selectFrom('retention_holds as h')
    .leftJoin('operators as o', 'o.id', 'h.operator_id')
    .select(['h.conversation_id', 'h.reason', 'h.at', 'o.name'])
    .orderBy('h.at', 'desc')
    .limit(limit)
    .execute()

export const insertHold = (
  tx: Writer,
  hold: { id: string; conversation_id: string; reason: string; operator_id: string; at: number },
) => tx.insertInto('retention_holds').values(hold).execute()

/** False when nothing held it. */
export async function deleteHold(tx: Writer, conversationId: string): Promise<boolean> {
  const row = await tx.deleteFrom('retention_holds').where('conversation_id', '=', conversationId).executeTakeFirst()
  return Number(row.numDeletedRows) > 0
}

export const conversationExists = (db: Db, id: string) =>
  db.selectFrom('conversations').select('id').where('id', '=', id).where('absorbed_by', 'is', null).executeTakeFirst()
