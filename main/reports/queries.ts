import { type Selectable, sql } from 'kysely'
import type { ReportState } from '../../contract/reports.ts'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type ReportRow = Selectable<Schema['reports']>
export type ReportEventRow = Selectable<Schema['report_events']>
type Place = { readonly year: number; readonly sequence: number }

/** The next number of a year. One statement: nobody else can be given it, and a rolled back transaction gave none. */
export const nextSequence = prepared<{ year: number }, { last: number }>((db, param) =>
  db
    .insertInto('report_years')
    .values({ year: param('year'), last: 1 })
    .onConflict((conflict) =>
      conflict.column('year').doUpdateSet((row) => ({ last: row('report_years.last', '+', 1) })),
    )
    .returning('last'),
)

export const insertReport = (tx: Writer, row: ReportRow) => tx.insertInto('reports').values(row).execute()

export const insertPhotos = async (tx: Writer, reportId: string, photos: readonly string[]) => {
  for (const [position, media_id] of photos.entries()) {
    await tx.insertInto('report_photos').values({ report_id: reportId, media_id, position }).execute()
  }
}

export const insertEvent = (tx: Writer, row: ReportEventRow) => tx.insertInto('report_events').values(row).execute()

export const reportById = (db: Reader | Writer, id: string) =>
  db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst()

export const updateReport = (
  tx: Writer,
  id: string,
  change: { readonly state?: ReportState; readonly department?: string; readonly updated_at: number },
) => tx.updateTable('reports').set(change).where('id', '=', id).execute()

/** The newest report of a citizen, or the one of a number. Somebody else's is not found. */
export const reportOfCitizen = (db: Reader | Writer, citizenId: string, number: Place | null) => {
  const own = db.selectFrom('reports').selectAll().where('citizen_id', '=', citizenId)
  const one = number === null ? own : own.where('year', '=', number.year).where('sequence', '=', number.sequence)
  return one.orderBy('year', 'desc').orderBy('sequence', 'desc').limit(1).executeTakeFirst()
}

export const lastReason = async (db: Reader | Writer, reportId: string) => {
  const row = await db
    .selectFrom('report_events')
    .select('text')
    .where('report_id', '=', reportId)
    .where('kind', '=', 'state')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.text ?? ''
}

const listed = (db: Reader) =>
  db
    .selectFrom('reports as r')
    .leftJoin('citizens as z', 'z.id', 'r.citizen_id')
    .selectAll('r')
    .select('z.name as citizen_name')
    .select((q) =>
      q
        .selectFrom('report_photos as p')
        .whereRef('p.report_id', '=', 'r.id')
        .select((e) => e.fn.countAll<number>().as('n'))
        .as('photos'),
    )

export type ListedReport = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

export type ReportFilter = {
  readonly state?: ReportState | undefined
  readonly department?: string | undefined
  readonly conversationId?: string | undefined
  /** Folded words, all of which it has. */
  readonly words: readonly string[]
  readonly number: Place | null
}

/** The newest first, after `after` when given. */
export function selectReports(
  db: Reader,
  page: ReportFilter & { readonly limit: number; readonly after: Place | null },
): Promise<ListedReport[]> {
  let query = listed(db).orderBy('r.year', 'desc').orderBy('r.sequence', 'desc').limit(page.limit)
  const { state, department, conversationId, number, after } = page
  if (state !== undefined) query = query.where('r.state', '=', state)
  if (department !== undefined) query = query.where('r.department', '=', department)
  if (conversationId !== undefined) {
    query = query.where('r.citizen_id', '=', (q) =>
      q.selectFrom('conversations as c').select('c.citizen_id').where('c.id', '=', conversationId),
    )
  }
  if (number) query = query.where('r.year', '=', number.year).where('r.sequence', '=', number.sequence)
  for (const word of page.words) query = query.where('r.words', 'like', `%${word}%`)
  if (after) query = query.where(sql<boolean>`(r.year, r.sequence) < (${after.year}, ${after.sequence})`)
  return query.execute()
}

export const selectReport = (db: Reader, id: string) => listed(db).where('r.id', '=', id).executeTakeFirst()

export const countStates = (db: Reader) =>
  db
    .selectFrom('reports')
    .select((q) => ['state' as const, q.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute()

export const selectDepartments = async (db: Reader) => {
  const rows = await db
    .selectFrom('reports')
    .select('department')
    .distinct()
    .where('department', '!=', '')
    .orderBy('department')
    .limit(200)
    .execute()
  return rows.map(({ department }) => department)
}

/** The newest of what is still open: what a new report is compared with. */
export const openReports = (db: Reader, limit: number) =>
  db
    .selectFrom('reports')
    .selectAll()
    .where('state', 'in', ['received', 'in_progress'])
    .orderBy('year', 'desc')
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute()

export const selectPhotos = (db: Reader, reportId: string) =>
  db
    .selectFrom('report_photos as p')
    .innerJoin('media as d', 'd.id', 'p.media_id')
    .select(['d.id', 'd.mime', 'd.bytes', 'd.file_name', 'd.state', 'd.reason'])
    .where('p.report_id', '=', reportId)
    .orderBy('p.position')
    .execute()

export const selectHistory = (db: Reader, reportId: string) =>
  db
    .selectFrom('report_events as e')
    .leftJoin('operators as o', 'o.id', 'e.author_id')
    .selectAll('e')
    .select('o.name as author_name')
    .where('e.report_id', '=', reportId)
    .orderBy('e.at')
    .orderBy('e.id')
    .execute()

export const conversationWith = (db: Reader | Writer, conversationId: string) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('citizens as z', 'z.id', 'c.citizen_id')
    .select(['c.id', 'c.citizen_id', 'z.language'])
    .where('c.id', '=', conversationId)
    .executeTakeFirst()

/** The last pictures a citizen sent, oldest of them first. */
export const latestPhotos = async (tx: Writer, conversationId: string, count: number): Promise<readonly string[]> => {
  if (count === 0) return []
  const rows = await tx
    .selectFrom('messages')
    .select('media_id')
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'in')
    .where('kind', '=', 'image')
    .where('media_id', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('seq', 'desc')
    .limit(count)
    .execute()
  return rows.reverse().flatMap(({ media_id }) => (media_id === null ? [] : [media_id]))
}

/** Those of the media that are pictures of this conversation. */
export const picturesOf = async (tx: Writer, conversationId: string, photos: readonly string[]) => {
  if (photos.length === 0) return []
  const rows = await tx
    .selectFrom('messages')
    .select('media_id')
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'image')
    .where('media_id', 'in', [...photos])
    .execute()
  return rows.map(({ media_id }) => media_id)
}
