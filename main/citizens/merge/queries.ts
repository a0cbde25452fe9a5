import { type SqlBool, sql } from 'kysely'
import type { Reader, Writer } from '../../store/store.ts'
import type { Place } from './places.ts'

type Db = Reader | Writer

const nameOf = ({ table, column }: Place) => `${table}.${column}`

/** Moves the rows of one to another and writes down which. `mark` keeps apart several moves of one place in a merge. */
export async function moveRows(
  tx: Writer,
  place: Place,
  move: { readonly mergeId: string; readonly from: string; readonly to: string; readonly mark?: string },
): Promise<void> {
  const [table, column, key] = [sql.table(place.table), sql.ref(place.column), sql.ref(place.key)]
  const free = place.oneEach
    ? sql<SqlBool>`and ${key} not in (select ${key} from ${table} where ${column} = ${move.to})`
    : sql``
  const name = `${nameOf(place)}${move.mark ?? ''}`
  await sql`
    insert into citizen_merge_rows (merge_id, place, row_id)
    select ${move.mergeId}, ${name}, ${key} from ${table} where ${column} = ${move.from} ${free}`.execute(tx)
  await sql`update ${table} set ${column} = ${move.to} where ${column} = ${move.from} ${free}`.execute(tx)
}

/** Gives back what `moveRows` moved and is still there; what came since stays. */
export async function moveBack(
  tx: Writer,
  place: Place,
  move: { readonly mergeId: string; readonly from: string; readonly to: string; readonly mark?: string },
): Promise<void> {
  const [table, column, key] = [sql.table(place.table), sql.ref(place.column), sql.ref(place.key)]
  const name = `${nameOf(place)}${move.mark ?? ''}`
  await sql`
    update ${table} set ${column} = ${move.to} where ${column} = ${move.from} and ${key} in (
      select row_id from citizen_merge_rows where merge_id = ${move.mergeId} and place = ${name})`.execute(tx)
}

export const insertMerge = (
  tx: Writer,
  row: { id: string; kept_id: string; merged_id: string; operator_id: string; at: number },
) =>
  tx
    .insertInto('citizen_merges')
    .values({ ...row, undone_at: null, before_json: null })
    .execute()

export const keepBefore = (tx: Writer, id: string, before: unknown) =>
  tx
    .updateTable('citizen_merges')
    .set({ before_json: JSON.stringify(before) })
    .where('id', '=', id)
    .execute()

export const mergeById = (db: Db, id: string) =>
  db.selectFrom('citizen_merges').selectAll().where('id', '=', id).executeTakeFirst()

/** The newest merge into a record that stands. */
export const lastMergeInto = (db: Db, keptId: string) =>
  db
    .selectFrom('citizen_merges')
    .select('id')
    .where('kept_id', '=', keptId)
    .where('undone_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function endMerge(tx: Writer, id: string, now: number): Promise<void> {
  await tx.updateTable('citizen_merges').set({ undone_at: now, before_json: null }).where('id', '=', id).execute()
  await tx.deleteFrom('citizen_merge_rows').where('merge_id', '=', id).execute()
}

/** Forgets how to undo what was merged before a moment. */
export async function settleMerges(tx: Writer, before: number): Promise<void> {
  const old = tx.selectFrom('citizen_merges').select('id').where('at', '<', before).where('before_json', 'is not', null)
  await tx.deleteFrom('citizen_merge_rows').where('merge_id', 'in', old).execute()
  await tx.updateTable('citizen_merges').set({ before_json: null }).where('id', 'in', old).execute()
}

export const threadsOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('conversations')
    .select(['id', 'line_id', 'last_seq'])
    .where('citizen_id', '=', citizenId)
    .where('absorbed_by', 'is', null)
    .orderBy('line_id')
    .execute()

export const giveThread = (tx: Writer, id: string, citizenId: string) =>
  tx.updateTable('conversations').set({ citizen_id: citizenId }).where('id', '=', id).execute()

/** The newest message of all; nothing said so far has a higher place. */
export async function newestSeq(tx: Writer): Promise<number> {
  const row = await tx.selectFrom('messages').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return Number(row?.seq ?? 0)
}

export async function hasSaidSince(tx: Writer, conversationId: string, seq: number): Promise<boolean> {
  const row = await tx
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', seq)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What was said in a thread after `seq`, and what hangs on it, goes to another thread of `citizenId`. */
export async function moveSince(
  tx: Writer,
  move: { readonly from: string; readonly to: string; readonly seq: number; readonly citizenId: string },
): Promise<void> {
  const { from, to, seq, citizenId } = move
  const since = tx.selectFrom('messages').select('id').where('conversation_id', '=', from).where('seq', '>', seq)
  for (const table of ['outbox', 'misunderstood'] as const) {
    await tx
      .updateTable(table)
      .set({ conversation_id: to })
      .where('conversation_id', '=', from)
      .where('message_id', 'in', since)
      .execute()
  }
  for (const table of ['reports', 'bookings'] as const) {
    await tx
      .updateTable(table)
      .set({ conversation_id: to })
      .where('conversation_id', '=', from)
      .where('citizen_id', '=', citizenId)
      .execute()
  }
  await tx
    .updateTable('messages')
    .set({ conversation_id: to })
    .where('conversation_id', '=', from)
    .where('seq', '>', seq)
    .execute()
}

/** The assistant reminds nobody in a thread that is no more; returns when it would have. */
export async function stopReminder(tx: Writer, conversationId: string): Promise<number | null> {
  const row = await tx
    .selectFrom('bot_sessions')
    .select('remind_at')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  await setReminder(tx, conversationId, null)
  return row?.remind_at ?? null
}

export const setReminder = (tx: Writer, conversationId: string, at: number | null) =>
  tx.updateTable('bot_sessions').set({ remind_at: at }).where('conversation_id', '=', conversationId).execute()

export async function addTags(tx: Writer, citizenId: string, tags: readonly string[]): Promise<void> {
  for (const tag of tags) {
    await tx
      .insertInto('citizen_tags')
      .values({ citizen_id: citizenId, tag })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

export async function removeTags(tx: Writer, citizenId: string, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  await tx
    .deleteFrom('citizen_tags')
    .where('citizen_id', '=', citizenId)
    .where('tag', 'in', [...tags])
    .execute()
}

export async function countMessages(db: Db, conversationIds: readonly string[]): Promise<number> {
  if (conversationIds.length === 0) return 0
  const row = await db
    .selectFrom('messages')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('conversation_id', 'in', [...conversationIds])
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Pairs of citizens whose phones end in the same nine digits. */
export const phonePairs = async (db: Reader, limit: number) => {
  const { rows } = await sql<{ one: string; other: string }>`
    select a.citizen_id as one, b.citizen_id as other
    from (
      select substr(value, length(value) - 8) as ending from citizen_identifiers where kind = 'phone'
      group by substr(value, length(value) - 8) having count(*) > 1 limit ${limit}
    ) e
    join citizen_identifiers a on a.kind = 'phone' and substr(a.value, length(a.value) - 8) = e.ending
    join citizen_identifiers b on b.kind = 'phone' and substr(b.value, length(b.value) - 8) = e.ending
      and a.citizen_id < b.citizen_id
    join citizens z on z.id = a.citizen_id and z.hidden_at is null
    join citizens y on y.id = b.citizen_id and y.hidden_at is null
    limit ${limit}`.execute(db)
  return rows
}

/** Citizens who share the key of their name with another, next to each other. */
export const namesakes = async (db: Reader, limit: number) => {
  const { rows } = await sql<{
    id: string
    name: string
    name_key: string
    neighbourhood: string
    phones: number
    lids: number
  }>`
    select z.id, z.name, z.name_key, z.neighbourhood,
      (select count(*) from citizen_identifiers i where i.citizen_id = z.id and i.kind = 'phone') as phones,
      (select count(*) from citizen_identifiers i where i.citizen_id = z.id and i.kind = 'lid') as lids
    from (
      select name_key from citizens where merged_into is null and hidden_at is null and name_key <> '~'
      group by name_key having count(*) > 1 order by name_key limit ${limit}
    ) k
    join citizens z on z.name_key = k.name_key and z.merged_into is null and z.hidden_at is null
    order by z.name_key, z.id limit ${limit}`.execute(db)
  return rows
}

export const distinctPairs = async (db: Reader) => {
  const rows = await db.selectFrom('distinct_citizens').select(['one_id', 'other_id']).execute()
  return new Set(rows.map(({ one_id, other_id }) => `${one_id} ${other_id}`))
}

export const putDistinct = (tx: Writer, [one_id, other_id]: readonly [string, string], at: number) =>
  tx
    .insertInto('distinct_citizens')
    .values({ one_id, other_id, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
