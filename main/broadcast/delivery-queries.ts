import { type Selectable, sql } from 'kysely'
import type { BroadcastState, DeliveryState, Exclusion } from '../../contract/broadcast.ts'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type DeliveryRow = Selectable<Schema['broadcast_deliveries']>

export const insertDeliveries = (tx: Writer, rows: readonly DeliveryRow[]) =>
  tx
    .insertInto('broadcast_deliveries')
    .values([...rows])
    .execute()

export const lastPosition = async (tx: Writer, broadcastId: string): Promise<number> => {
  const row = await tx
    .selectFrom('broadcast_deliveries')
    .select('position')
    .where('broadcast_id', '=', broadcastId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.position ?? -1
}

/** The next that waits for nothing. */
export const nextPlanned = prepared<{ broadcastId: string }, DeliveryRow>((db, param) =>
  db
    .selectFrom('broadcast_deliveries')
    .selectAll()
    .where('broadcast_id', '=', param('broadcastId'))
    .where('state', '=', 'planned')
    .where('reason', '=', '')
    .orderBy('position')
    .limit(1),
)

/** The next whose wait is over. */
export const nextWaited = prepared<{ broadcastId: string; now: number }, DeliveryRow>((db, param) =>
  db
    .selectFrom('broadcast_deliveries')
    .selectAll()
    .where('broadcast_id', '=', param('broadcastId'))
    .where('state', '=', 'planned')
    .where('reason', '!=', '')
    .where('not_before', '<=', param('now'))
    .orderBy('not_before')
    .limit(1),
)

/** Until when the first of those that wait does. */
export const firstWait = async (db: Reader | Writer, broadcastId: string): Promise<number | null> => {
  const row = await db
    .selectFrom('broadcast_deliveries')
    .select('not_before')
    .where('broadcast_id', '=', broadcastId)
    .where('state', '=', 'planned')
    .where('reason', '!=', '')
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst()
  return row?.not_before ?? null
}

/** Takes a planned delivery to leave; false when somebody else had it. */
export async function release(
  tx: Writer,
  id: string,
  as: { readonly messageId: string; readonly fence: number; readonly consentSeq: number | null; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('broadcast_deliveries')
    .set({
      state: 'released',
      reason: '',
      message_id: as.messageId,
      fence: as.fence,
      consent_seq: as.consentSeq,
      released_at: as.now,
    })
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const exclude = prepared<{ id: string; reason: string }, never>((db, param) =>
  db
    .updateTable('broadcast_deliveries')
    .set({ state: 'excluded', reason: param('reason') })
    .where('id', '=', param('id'))
    .where('state', '=', 'planned'),
)

/** Nothing can be made of it: it fails alone, and the next has its turn. */
export const breakDelivery = prepared<{ id: string; reason: string }, never>((db, param) =>
  db
    .updateTable('broadcast_deliveries')
    .set({ state: 'failed', reason: param('reason') })
    .where('id', '=', param('id'))
    .where('state', '=', 'planned'),
)

export const defer = prepared<{ id: string; reason: string; until: number }, never>((db, param) =>
  db
    .updateTable('broadcast_deliveries')
    .set({ reason: param('reason'), not_before: param('until') })
    .where('id', '=', param('id'))
    .where('state', '=', 'planned'),
)

/** What is still planned is not sent any more. */
export const excludePlanned = (tx: Writer, broadcastId: string, reason: Exclusion) =>
  tx
    .updateTable('broadcast_deliveries')
    .set({ state: 'excluded', reason })
    .where('broadcast_id', '=', broadcastId)
    .where('state', '=', 'planned')
    .execute()

export const forgetDeliveries = (tx: Writer, broadcastId: string) =>
  tx.deleteFrom('broadcast_deliveries').where('broadcast_id', '=', broadcastId).execute()

export type DeliveryCount = { readonly state: DeliveryState; readonly reason: string; readonly n: number }

export const countDeliveries = async (db: Reader | Writer, broadcastId: string): Promise<readonly DeliveryCount[]> => {
  const rows = await db
    .selectFrom('broadcast_deliveries')
    .select((q) => ['state' as const, 'reason' as const, q.fn.countAll<number>().as('n')])
    .where('broadcast_id', '=', broadcastId)
    .groupBy(['state', 'reason'])
    .execute()
  return rows.map((row) => ({ ...row, n: Number(row.n) }))
}

const listed = (db: Reader) =>
  db
    .selectFrom('broadcast_deliveries as d')
    .leftJoin('citizens as z', 'z.id', 'd.citizen_id')
    .leftJoin('messages as m', 'm.id', 'd.message_id')
    .selectAll('d')
    .select(['z.name as citizen_name', 'm.conversation_id'])

export type ListedDelivery = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

export function selectDeliveries(
  db: Reader,
  page: {
    readonly broadcastId: string
    readonly state?: DeliveryState | undefined
    readonly after: number
    readonly limit: number
  },
): Promise<ListedDelivery[]> {
  let query = listed(db)
    .where('d.broadcast_id', '=', page.broadcastId)
    .where('d.position', '>', page.after)
    .orderBy('d.position')
    .limit(page.limit)
  if (page.state !== undefined) query = query.where('d.state', '=', page.state)
  return query.execute()
}

export type DeliveryAfter = Pick<
  DeliveryRow,
  'id' | 'position' | 'citizen_id' | 'state' | 'consent_seq' | 'released_at'
>

/** Deliveries in their order, without anybody's name. */
export const deliveriesAfter = (
  db: Reader,
  broadcastId: string,
  after: number,
  limit: number,
): Promise<DeliveryAfter[]> =>
  db
    .selectFrom('broadcast_deliveries')
    .select(['id', 'position', 'citizen_id', 'state', 'consent_seq', 'released_at'])
    .where('broadcast_id', '=', broadcastId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute()

/** What broadcasts said in a conversation, the newest first. */
export const saidIn = (db: Reader, conversationId: string, limit: number) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('broadcast_deliveries as d', 'd.citizen_id', 'c.citizen_id')
    .innerJoin('messages as m', 'm.id', 'd.message_id')
    .innerJoin('broadcasts as b', 'b.id', 'd.broadcast_id')
    .select(['m.id as message_id', 'm.seq', 'm.at', 'b.id as broadcast_id', 'b.variants_json'])
    .where('c.id', '=', conversationId)
    .where('d.released_at', 'is not', null)
    .whereRef('m.conversation_id', '=', 'c.id')
    .orderBy('d.released_at', 'desc')
    .limit(limit)
    .execute()

export const quoting = (db: Reader, conversationId: string, messageIds: readonly string[]) =>
  db
    .selectFrom('messages')
    .select(['id', 'reply_to_id'])
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'in')
    .where('reply_to_id', 'in', [...messageIds])
    .execute()

/** The first thing a citizen wrote after a message, until a moment. */
export const firstAfter = (db: Reader, conversationId: string, seq: number, until: number) =>
  db
    .selectFrom('messages')
    .select(['id', 'seq'])
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'in')
    .where('seq', '>', seq)
    .where('at', '<=', until)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()

export const stateOfDelivery = prepared<{ deliveryId: string }, { state: BroadcastState }>((db, param) =>
  db
    .selectFrom('broadcast_deliveries as d')
    .innerJoin('broadcasts as b', 'b.id', 'd.broadcast_id')
    .select('b.state')
    .where('d.id', '=', param('deliveryId')),
)

/** How many messages of broadcasts wait in the outbox of a line. */
export async function waitingInOutbox(db: Reader | Writer, lineId: string): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('line_id', '=', lineId)
    .where('state', '=', 'queued')
    .where('delivery_id', 'is not', null)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** Tests of a purpose that have not left to somebody yet. */
export const testsUnderWay = prepared<{ citizenId: string; purpose: string }, { id: string }>((db, param) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where('citizen_id', '=', param('citizenId'))
    .where('purpose', '=', param('purpose'))
    .where('state', '=', 'queued')
    .where('delivery_id', 'is', null)
    .limit(1),
)

export const broadcastOfDelivery = prepared<{ deliveryId: string }, { broadcast_id: string }>((db, param) =>
  db.selectFrom('broadcast_deliveries').select('broadcast_id').where('id', '=', param('deliveryId')),
)

export const deliveriesTo = (db: Reader | Writer, citizenId: string) =>
  db
    .selectFrom('broadcast_deliveries as d')
    .innerJoin('broadcasts as b', 'b.id', 'd.broadcast_id')
    .select(['b.purpose', 'd.state', 'd.released_at'])
    .where('d.citizen_id', '=', citizenId)
    .orderBy('d.id')
    .execute()

const nobody = 'nobody-'

/** Whether it no longer says whom a delivery was to. */
export const isNobody = (citizenId: string): boolean => citizenId.startsWith(nobody)

/** They go on counting, and say of nobody. What was still to go out to them does not. */
export async function nobodysDeliveries(tx: Writer, citizenId: string): Promise<void> {
  await tx
    .updateTable('broadcast_deliveries')
    .set((q) => ({ citizen_id: sql<string>`${nobody} || ${q.ref('id')}`, message_id: null, consent_seq: null }))
    .where('citizen_id', '=', citizenId)
    .execute()
}
