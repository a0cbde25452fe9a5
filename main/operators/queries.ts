import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type OperatorRow = Selectable<Schema['operators']>
export type NewOperatorRow = Insertable<Schema['operators']>

export function operatorByUsername(db: Reader, username: string): Promise<OperatorRow | undefined> {
  return db.selectFrom('operators').selectAll().where('username', '=', username).executeTakeFirst()
}

export function operatorById(db: Reader, id: string): Promise<OperatorRow | undefined> {
  return db.selectFrom('operators').selectAll().where('id', '=', id).executeTakeFirst()
}

export function allOperators(db: Reader): Promise<OperatorRow[]> {
  return db.selectFrom('operators').selectAll().orderBy('username').execute()
}

/** `undefined` when the user name is taken. */
export function insertOperator(tx: Writer, row: NewOperatorRow): Promise<OperatorRow | undefined> {
  return tx
    .insertInto('operators')
    .values(row)
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returningAll()
    .executeTakeFirst()
}

export function updateOperator(
  tx: Writer,
  id: string,
  change: Updateable<Schema['operators']>,
): Promise<OperatorRow | undefined> {
  return tx.updateTable('operators').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

export function administrators(db: Reader): Promise<OperatorRow[]> {
  return db.selectFrom('operators').selectAll().where('role', '=', 'administrator').execute()
}

export async function hasOperators(db: Reader): Promise<boolean> {
  return (await db.selectFrom('operators').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Counts a wrong password and locks the account at `limit`. The row as it is then. */
export function countFailedTry(
  tx: Writer,
  { id, now, limit }: { id: string; now: number; limit: number },
): Promise<OperatorRow | undefined> {
  return tx
    .updateTable('operators')
    .set((eb) => ({
      failed_tries: eb('failed_tries', '+', 1),
      locked_at: eb
        .case()
        .when(eb.and([eb('locked_at', 'is', null), eb('failed_tries', '>=', limit - 1)]))
        .then(now)
        .else(eb.ref('locked_at'))
        .end(),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** Forgives earlier tries unless `keepsTries`; nothing at all when the account was locked, disabled or given another password meanwhile. */
export function settleRightPassword(
  tx: Writer,
  { id, hash, renewed, keepsTries }: { id: string; hash: string; renewed: string | null; keepsTries: boolean },
): Promise<OperatorRow | undefined> {
  return tx
    .updateTable('operators')
    .set({ password_hash: renewed ?? hash, ...(!keepsTries && { failed_tries: 0 }) })
    .where('id', '=', id)
    .where('password_hash', '=', hash)
    .where('locked_at', 'is', null)
    .where('disabled_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

export function recordAccess(tx: Writer, id: string, now: number): Promise<OperatorRow> {
  return tx
    .updateTable('operators')
    .set((eb) => ({ previous_access_at: eb.ref('last_access_at'), last_access_at: now }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export type AuditQuery = { limit: number; before?: number; operatorId?: string; action?: string }

/** Entries newest first, with the name of the operator who acted. */
export function auditPage(db: Reader, { limit, before, operatorId, action }: AuditQuery) {
  return db
    .selectFrom('audit')
    .leftJoin('operators', (join) =>
      join.onRef('operators.id', '=', 'audit.actor_id').on('audit.actor_kind', '=', 'operator'),
    )
    .leftJoin('operators as approvers', 'approvers.id', 'audit.approver_id')
    .selectAll('audit')
    .select(['operators.name as actor_name', 'approvers.name as approver_name'])
    .$if(before !== undefined, (query) => query.where('audit.seq', '<', before ?? 0))
    .$if(action !== undefined, (query) => query.where('audit.action', '=', action ?? ''))
    .$if(operatorId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb.and([eb('audit.actor_kind', '=', 'operator'), eb('audit.actor_id', '=', operatorId ?? '')]),
          eb.and([eb('audit.object_kind', '=', 'operator'), eb('audit.object_id', '=', operatorId ?? '')]),
        ]),
      ),
    )
    .orderBy('audit.seq', 'desc')
    .limit(limit)
    .execute()
}
