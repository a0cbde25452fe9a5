import type { Selectable } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

export type BlockedRow = Selectable<Schema['blocked_records']>
export type ErasureRow = Selectable<Schema['erasures']>

export const insertBlocked = (tx: Writer, row: BlockedRow) => tx.insertInto('blocked_records').values(row).execute()

export const blockedOf = (db: Db, requestId: string) =>
  db.selectFrom('blocked_records').selectAll().where('request_id', '=', requestId).executeTakeFirst()

export const blockedById = (db: Db, id: string) =>
  db.selectFrom('blocked_records').selectAll().where('id', '=', id).executeTakeFirst()

/** Those whose term is over, the oldest first. */
export const dueForDestruction = (db: Db, now: number) =>
  db.selectFrom('blocked_records').select('id').where('destroy_after', '<=', now).orderBy('destroy_after').execute()

export const deleteBlocked = (tx: Writer, id: string) => tx.deleteFrom('blocked_records').where('id', '=', id).execute()

export const allBlocked = (db: Db) => db.selectFrom('blocked_records').selectAll().orderBy('id').execute()

export const insertErasure = (tx: Writer, row: ErasureRow) => tx.insertInto('erasures').values(row).execute()

export const erasureOf = (db: Db, requestId: string) =>
  db.selectFrom('erasures').selectAll().where('request_id', '=', requestId).executeTakeFirst()

export const allErasures = (db: Db) => db.selectFrom('erasures').selectAll().orderBy('at').orderBy('id').execute()

export const setDestroyed = (tx: Writer, requestId: string, at: number) =>
  tx.updateTable('erasures').set({ destroyed_at: at }).where('request_id', '=', requestId).execute()

/** Rows brought along from a newer copy of the store, which knows better what was destroyed since. */
export async function carryIn(tx: Writer, erasures: readonly ErasureRow[], blocked: readonly BlockedRow[]) {
  for (const row of erasures) {
    await tx
      .insertInto('erasures')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ destroyed_at: row.destroyed_at }))
      .execute()
  }
  for (const row of blocked) {
    await tx
      .insertInto('blocked_records')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  }
}

export async function noteForgotten(tx: Writer, blobs: readonly string[], since: number): Promise<void> {
  for (const blob of new Set(blobs)) {
    await tx
      .insertInto('forgotten_blobs')
      .values({ blob, since })
      .onConflict((conflict) => conflict.column('blob').doUpdateSet({ since }))
      .execute()
  }
}

export const forgottenBlobs = (db: Db) => db.selectFrom('forgotten_blobs').selectAll().limit(10_000).execute()

export const settleForgotten = (tx: Writer, blob: string) =>
  tx.deleteFrom('forgotten_blobs').where('blob', '=', blob).execute()

/** Those among these citizens of whom a record is sealed. */
export async function sealedAmong(db: Db, citizenIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (citizenIds.length === 0) return new Set()
  const rows = db.selectFrom('blocked_records').select('citizen_id').where('citizen_id', 'in', citizenIds)
  return new Set((await rows.execute()).map((row) => row.citizen_id))
}
