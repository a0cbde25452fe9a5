import type { Updateable } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

export const citizenRow = (db: Db, id: string) =>
  db.selectFrom('citizens').selectAll().where('id', '=', id).executeTakeFirst()

export const updateCitizen = (tx: Writer, id: string, change: Updateable<Schema['citizens']>) =>
  tx.updateTable('citizens').set(change).where('id', '=', id).execute()

export const identifiersOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('citizen_identifiers')
    .selectAll()
    .where('citizen_id', '=', citizenId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export const formerIdentifiersOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('former_identifiers')
    .selectAll()
    .where('citizen_id', '=', citizenId)
    .orderBy('ended_at')
    .orderBy('id')
    .execute()

export const ownerOfPhone = (db: Db, phone: string) =>
  db
    .selectFrom('citizen_identifiers as i')
    .innerJoin('citizens as z', 'z.id', 'i.citizen_id')
    .select(['z.id', 'z.name', 'z.hidden_at'])
    .where('i.kind', '=', 'phone')
    .where('i.value', '=', phone)
    .executeTakeFirst()

export async function endIdentifiers(tx: Writer, ids: readonly string[], now: number): Promise<void> {
  const rows = await tx
    .selectFrom('citizen_identifiers')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  for (const { id, citizen_id, kind, value, created_at } of rows) {
    const former = { id, citizen_id, kind, value, created_at, ended_at: now }
    await tx.insertInto('former_identifiers').values(former).execute()
  }
  await tx
    .deleteFrom('citizen_identifiers')
    .where('id', 'in', [...ids])
    .execute()
}

export const shareIdentifier = (tx: Writer, id: string, shared: boolean) =>
  tx
    .updateTable('citizen_identifiers')
    .set({ shared: shared ? 1 : 0 })
    .where('id', '=', id)
    .execute()

export async function putTags(tx: Writer, citizenId: string, tags: readonly string[]): Promise<void> {
  await tx.deleteFrom('citizen_tags').where('citizen_id', '=', citizenId).execute()
  for (const tag of tags) await tx.insertInto('citizen_tags').values({ citizen_id: citizenId, tag }).execute()
}

/** Those in the reserved folder are not told of here. */
export const conversationsOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('lines as l', 'l.id', 'c.line_id')
    .select(['c.id', 'c.state', 'c.last_at', 'l.name as line'])
    .where('c.citizen_id', '=', citizenId)
    .where('c.absorbed_by', 'is', null)
    .where('c.reserved_at', 'is', null)
    .orderBy('c.last_at', 'desc')
    .execute()

export async function countOf(db: Db, table: 'reports' | 'bookings', citizenId: string): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('citizen_id', '=', citizenId)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Merges into a record that stand, the newest first. */
export const mergesInto = (db: Db, keptId: string) =>
  db
    .selectFrom('citizen_merges as g')
    .innerJoin('citizens as z', 'z.id', 'g.merged_id')
    .select(['g.id', 'g.at', 'g.before_json', 'z.name', 'z.note'])
    .where('g.kept_id', '=', keptId)
    .where('g.undone_at', 'is', null)
    .orderBy('g.at', 'desc')
    .orderBy('g.id', 'desc')
    .execute()
