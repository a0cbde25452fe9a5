import type { Selectable, Updateable } from 'kysely'
import type { BroadcastState } from '../../contract/broadcast.ts'
import { Problem } from '../../contract/problems.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type BroadcastRow = Selectable<Schema['broadcasts']>

export const insertBroadcast = (tx: Writer, row: BroadcastRow) => tx.insertInto('broadcasts').values(row).execute()

/** The next of a series; nothing when it is there already. */
export const insertOccurrence = async (tx: Writer, row: BroadcastRow): Promise<boolean> => {
  const inserted = await tx
    .insertInto('broadcasts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return inserted.length > 0
}

export const broadcastById = (db: Reader | Writer, id: string): Promise<BroadcastRow | undefined> =>
  db.selectFrom('broadcasts').selectAll().where('id', '=', id).executeTakeFirst()

/** Changes a broadcast that stands in one of these states; undefined when it no longer does: whoever is first has done it. */
export const moveBroadcast = (
  tx: Writer,
  id: string,
  from: readonly BroadcastState[],
  change: Updateable<Schema['broadcasts']>,
): Promise<BroadcastRow | undefined> =>
  tx
    .updateTable('broadcasts')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst()

/** Moves the mark of how far the plan has come, if nobody has moved it since; false when somebody did. */
export async function markPlanned(
  tx: Writer,
  id: string,
  from: string,
  change: Pick<Updateable<Schema['broadcasts']>, 'plan_after' | 'planned_at' | 'recipients' | 'outside_json'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('broadcasts')
    .set(change)
    .where('id', '=', id)
    .where('plan_after', '=', from)
    .where('planned_at', 'is', null)
    .where('state', 'in', ['running', 'paused'])
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

const withNames = (db: Reader | Writer) =>
  db
    .selectFrom('broadcasts as b')
    .leftJoin('operators as a', 'a.id', 'b.author_id')
    .leftJoin('operators as e', 'e.id', 'b.editor_id')
    .leftJoin('operators as v', 'v.id', 'b.approver_id')
    .leftJoin('media as d', 'd.id', 'b.media_id')
    .selectAll('b')
    .select(['a.name as author_name', 'e.name as editor_name', 'v.name as approver_name'])
    .select(['d.mime as media_mime', 'd.file_name as media_name', 'd.bytes as media_bytes'])

export type NamedBroadcast = Awaited<ReturnType<ReturnType<typeof withNames>['execute']>>[number]

export const namedBroadcast = (db: Reader | Writer, id: string): Promise<NamedBroadcast | undefined> =>
  withNames(db).where('b.id', '=', id).executeTakeFirst()

/** The newest first, before `before` when given. */
export function selectBroadcasts(
  db: Reader,
  page: { readonly state?: BroadcastState | undefined; readonly limit: number; readonly before: string | null },
): Promise<NamedBroadcast[]> {
  let query = withNames(db).orderBy('b.id', 'desc').limit(page.limit)
  if (page.state !== undefined) query = query.where('b.state', '=', page.state)
  if (page.before !== null) query = query.where('b.id', '<', page.before)
  return query.execute()
}

/** Those that run on a line: emergencies first, then as they were launched. */
export const runningOn = (db: Reader, lineId: string) =>
  db
    .selectFrom('broadcasts')
    .selectAll()
    .where('state', '=', 'running')
    .where('line_id', '=', lineId)
    .orderBy('emergency', 'desc')
    .orderBy('launched_at')
    .orderBy('id')
    .execute()

/** What is under way or will begin by itself on a line. */
export const comingOn = (db: Reader, lineId: string) =>
  db
    .selectFrom('broadcasts')
    .selectAll()
    .where('state', 'in', ['running', 'paused', 'scheduled'])
    .where('line_id', '=', lineId)
    .orderBy('id')
    .execute()

export const dueSchedules = (db: Reader, lineId: string, now: number) =>
  db
    .selectFrom('broadcasts')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('line_id', '=', lineId)
    .where('schedule_at', '<=', now)
    .orderBy('schedule_at')
    .execute()

export const nextSchedule = async (db: Reader, lineId: string): Promise<number | null> => {
  const row = await db
    .selectFrom('broadcasts')
    .select('schedule_at')
    .where('state', '=', 'scheduled')
    .where('line_id', '=', lineId)
    .orderBy('schedule_at')
    .limit(1)
    .executeTakeFirst()
  return row?.schedule_at ?? null
}

/** The fence with which a station holds a line; null when it does not. */
export const fenceOf = async (db: Reader | Writer, lineId: string, stationId: string): Promise<number | null> => {
  const row = await db
    .selectFrom('leases')
    .select('fence')
    .where('line_id', '=', lineId)
    .where('station_id', '=', stationId)
    .executeTakeFirst()
  return row?.fence ?? null
}

/** Whether the line is still held under this fence: asked in the transaction that acts on it. */
export const holdsFence = async (tx: Writer, lineId: string, stationId: string, fence: number): Promise<boolean> =>
  (await fenceOf(tx, lineId, stationId)) === fence

/** One more was handed over, if it still runs; false when it does not. */
export async function countRelease(tx: Writer, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('broadcasts')
    .set((q) => ({ released: q('released', '+', 1), waiting_reason: null, waiting_until: null }))
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const setWaiting = (
  tx: Writer,
  id: string,
  waiting: { readonly reason: string; readonly until: number } | null,
) =>
  tx
    .updateTable('broadcasts')
    .set({ waiting_reason: waiting?.reason ?? null, waiting_until: waiting?.until ?? null })
    .where('id', '=', id)
    .execute()

export const insertFile = (
  tx: Writer,
  file: {
    readonly id: string
    readonly lineId: string
    readonly mime: string
    readonly fileName: string
    readonly bytes: number
    readonly blob: string
    readonly now: number
  },
) =>
  tx
    .insertInto('media')
    .values({
      id: file.id,
      line_id: file.lineId,
      ref_json: '{}',
      mime: file.mime,
      file_name: file.fileName,
      bytes: file.bytes,
      state: 'stored',
      reason: null,
      blob: file.blob,
      operator_id: null,
      conversation_id: null,
      attempts: 0,
      next_attempt_at: null,
      created_at: file.now,
    })
    .execute()

export const fileById = (db: Reader | Writer, id: string) =>
  db.selectFrom('media').select(['id', 'mime']).where('id', '=', id).executeTakeFirst()

/** The line that broadcasts leave from: the first of the town. */
export async function theLine(db: Reader | Writer): Promise<string> {
  const row = await db.selectFrom('lines').select('id').orderBy('created_at').limit(1).executeTakeFirst()
  if (!row) throw new Problem('LINE_NOT_HERE')
  return row.id
}
