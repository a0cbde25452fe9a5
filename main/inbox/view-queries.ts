import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { View } from '../../contract/inbox.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader } from '../store/store.ts'

type Conversations = ExpressionBuilder<Schema & { c: Schema['conversations'] }, 'c'>
type Order = { readonly column: 'waiting_since' | 'last_at' | 'snoozed_until'; readonly direction: 'asc' | 'desc' }

/**
 * What belongs to a view of the inbox. SQLite plans without statistics: `not in` and `is not null` say what it needs to
 * walk the view's own index in its order instead of sorting every conversation of a state.
 */
function belongs(view: View, q: Conversations, operatorId: string): Expression<SqlBool> {
  switch (view) {
    case 'unanswered':
      return q.and([q('c.waiting_since', 'is not', null), q('c.state', 'not in', ['snoozed', 'resolved'])])
    case 'mine':
      return q.and([q('c.assignee_id', '=', operatorId), q('c.state', '=', 'open')])
    case 'unassigned':
      return q.and([q('c.assignee_id', 'is', null), q('c.state', '=', 'open')])
    case 'bot':
      return q('c.state', '=', 'bot')
    case 'unfinished':
      return q.and([q('c.unfinished', '=', 1), q('c.state', '=', 'bot')])
    case 'snoozed':
      return q.and([q('c.state', '=', 'snoozed'), q('c.snoozed_until', 'is not', null)])
    case 'resolved':
      return q.and([q('c.state', '=', 'resolved'), q('c.absorbed_by', 'is', null)])
    case 'all':
      return q('c.absorbed_by', 'is', null)
  }
}

/** Alarms, and then who waits longest, come first; a snoozed one by when it wakes; elsewhere the newest words. */
function orderOf(view: View): Order {
  if (view === 'unanswered') return { column: 'waiting_since', direction: 'asc' }
  if (view === 'snoozed') return { column: 'snoozed_until', direction: 'asc' }
  return { column: 'last_at', direction: 'desc' }
}

/** The phone a citizen wrote from last. */
const phone = sql<string | null>`(
  select i.value from citizen_identifiers i where i.citizen_id = c.citizen_id and i.kind = 'phone'
  order by coalesce(i.heard_at, 0) desc, i.created_at desc limit 1)`

/** Whether the last message lies in the reserved folder by itself. */
const lastReserved = sql<number | null>`(select m.reserved_at from messages m where m.seq = c.last_seq)`

export const conversationColumns = [
  'c.id',
  'c.state',
  'c.citizen_id',
  'c.assignee_id',
  'c.waiting_since',
  'c.snoozed_until',
  'c.unfinished',
  'c.topic',
  'c.urgency',
  'c.last_seq',
  'c.last_text',
  'c.last_kind',
  'c.last_direction',
  'c.last_at',
  'c.reserved_at',
  'c.retired_at',
  'z.name as citizen_name',
  'z.language as citizen_language',
  'o.name as assignee_name',
] as const

const listed = (db: Reader) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('citizens as z', 'z.id', 'c.citizen_id')
    .leftJoin('operators as o', 'o.id', 'c.assignee_id')
    .select(conversationColumns)
    .select(phone.as('phone'))
    .select(lastReserved.as('last_reserved_at'))

export type ListedConversation = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

export type Cursor = { readonly key: number; readonly id: string }

export function selectView(
  db: Reader,
  page: { view: View; operatorId: string; limit: number; after: Cursor | null },
): Promise<ListedConversation[]> {
  const { column, direction } = orderOf(page.view)
  const { after } = page
  const query = listed(db)
    .where((q) => belongs(page.view, q as unknown as Conversations, page.operatorId))
    .limit(page.limit)
  if (page.view === 'unanswered') {
    const ordered = query.orderBy('c.urgency').orderBy('c.waiting_since').orderBy('c.id')
    if (!after) return ordered.execute()
    const { urgency, since } = unpacked(after.key)
    return ordered
      .where(sql<SqlBool>`(c.urgency, c.waiting_since, c.id) > (${urgency}, ${since}, ${after.id})`)
      .execute()
  }
  const ordered = query.orderBy(`c.${column}`, direction).orderBy('c.id', direction)
  if (!after) return ordered.execute()
  const past = sql.raw(direction === 'asc' ? '>' : '<')
  return ordered.where(sql<SqlBool>`(${sql.ref(`c.${column}`)}, c.id) ${past} (${after.key}, ${after.id})`).execute()
}

/** Above any time in milliseconds of the next 3,000 years: urgency and waiting since, in one number. */
const urgencyStep = 1e14

const unpacked = (key: number) => ({ urgency: Math.floor(key / urgencyStep), since: key % urgencyStep })

export function cursorOf(view: View, row: ListedConversation): Cursor {
  const urgency = view === 'unanswered' ? Number(row.urgency) * urgencyStep : 0
  return { key: urgency + Number(row[orderOf(view).column] ?? 0), id: row.id }
}

/** Views are counted up to here; beyond, a console shows "999+". */
export const countLimit = 1000

export async function countView(db: Reader, view: View, operatorId: string): Promise<number> {
  const row = await db
    .selectFrom((q) =>
      q
        .selectFrom('conversations as c')
        .select('c.id')
        .where((e) => belongs(view, e as unknown as Conversations, operatorId))
        .limit(countLimit)
        .as('counted'),
    )
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export const selectConversation = (db: Reader, id: string) =>
  listed(db).where('c.id', '=', id).where('c.absorbed_by', 'is', null).executeTakeFirst()

export const selectConversationsByCitizenWord = (db: Reader, word: string, limit: number) =>
  listed(db)
    .where('c.citizen_id', 'in', (q) =>
      q
        .selectFrom('citizen_words as w')
        .select('w.citizen_id')
        .where('w.word', '>=', word)
        .where('w.word', '<', `${word}\uffff`)
        .limit(limit),
    )
    .orderBy('c.last_at', 'desc')
    .limit(limit)
    .execute()
