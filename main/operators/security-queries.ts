import type { Insertable, Selectable } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer
export type FactorRow = Selectable<Schema['second_factors']>

export function factorOf(db: Db, operatorId: string): Promise<FactorRow | undefined> {
  return db.selectFrom('second_factors').selectAll().where('operator_id', '=', operatorId).executeTakeFirst()
}

/** A secret that waits for its first code; one that is in use stays in use meanwhile. */
export async function putPendingFactor(tx: Writer, operatorId: string, pending: string, now: number): Promise<void> {
  await tx
    .insertInto('second_factors')
    .values({ operator_id: operatorId, secret: null, pending, created_at: now, confirmed_at: null, last_step: null })
    .onConflict((conflict) => conflict.column('operator_id').doUpdateSet({ pending }))
    .execute()
}

/** The waiting secret is in use from now on. False when another one waits by now. */
export async function confirmFactor(
  tx: Writer,
  { operatorId, pending, step, now }: { operatorId: string; pending: string; step: number; now: number },
): Promise<boolean> {
  const confirmed = await tx
    .updateTable('second_factors')
    .set({ secret: pending, pending: null, confirmed_at: now, last_step: step })
    .where('operator_id', '=', operatorId)
    .where('pending', '=', pending)
    .returning('operator_id')
    .executeTakeFirst()
  return confirmed !== undefined
}

/** False when a code of that step, or of a later one, was taken before. */
export async function takeStep(tx: Writer, operatorId: string, step: number): Promise<boolean> {
  const taken = await tx
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('operator_id', '=', operatorId)
    .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .returning('operator_id')
    .executeTakeFirst()
  return taken !== undefined
}

/** False when there was none. */
export async function dropFactor(tx: Writer, operatorId: string): Promise<boolean> {
  await tx.deleteFrom('recovery_codes').where('operator_id', '=', operatorId).execute()
  const dropped = await tx
    .deleteFrom('second_factors')
    .where('operator_id', '=', operatorId)
    .returning('operator_id')
    .executeTakeFirst()
  return dropped !== undefined
}

export async function replaceRecoveryCodes(tx: Writer, operatorId: string, hashes: readonly string[], now: number) {
  await tx.deleteFrom('recovery_codes').where('operator_id', '=', operatorId).execute()
  for (const hash of hashes) {
    await tx
      .insertInto('recovery_codes')
      .values({ hash, operator_id: operatorId, created_at: now, used_at: null })
      .execute()
  }
}

/** False when it is not theirs or was used before. */
export async function useRecoveryCode(tx: Writer, operatorId: string, hash: string, now: number): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('operator_id', '=', operatorId)
    .where('used_at', 'is', null)
    .returning('hash')
    .executeTakeFirst()
  return used !== undefined
}

export async function recoveryCodesLeft(db: Db, operatorId: string): Promise<number> {
  const { n } = await db
    .selectFrom('recovery_codes')
    .where('operator_id', '=', operatorId)
    .where('used_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Hashes of earlier passwords, newest first. */
export async function earlierPasswords(db: Db, operatorId: string, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('password_history')
    .select('password_hash')
    .where('operator_id', '=', operatorId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.password_hash)
}

export async function rememberPassword(
  tx: Writer,
  row: Insertable<Schema['password_history']>,
  keep: number,
): Promise<void> {
  await tx.insertInto('password_history').values(row).execute()
  await tx
    .deleteFrom('password_history')
    .where('operator_id', '=', row.operator_id)
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('password_history')
        .select('id')
        .where('operator_id', '=', row.operator_id)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(keep),
    )
    .execute()
}

export async function hasReadDuties(db: Db, operatorId: string, version: string): Promise<boolean> {
  const row = await db
    .selectFrom('duty_acknowledgements')
    .select('at')
    .where('operator_id', '=', operatorId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row !== undefined
}

export async function acknowledgeDuties(tx: Writer, operatorId: string, version: string, at: number): Promise<void> {
  await tx
    .insertInto('duty_acknowledgements')
    .values({ operator_id: operatorId, version, at })
    .onConflict((conflict) => conflict.columns(['operator_id', 'version']).doNothing())
    .execute()
}

export const giveAccess = (tx: Writer, row: Insertable<Schema['access_receipts']>) =>
  tx.insertInto('access_receipts').values(row).execute()

/** The owner has taken over every password given so far. */
export async function receiveAccess(tx: Writer, operatorId: string, now: number): Promise<boolean> {
  const received = await tx
    .updateTable('access_receipts')
    .set({ received_at: now })
    .where('operator_id', '=', operatorId)
    .where('received_at', 'is', null)
    .returning('id')
    .execute()
  return received.length > 0
}

export function receiptsOf(db: Db, operatorId: string) {
  return db
    .selectFrom('access_receipts')
    .leftJoin('operators', 'operators.id', 'access_receipts.giver_id')
    .select(['access_receipts.id', 'given_at', 'received_at', 'operators.name as giver'])
    .where('operator_id', '=', operatorId)
    .orderBy('given_at', 'desc')
    .execute()
}

/** Everybody with an account, as a review of rights wants to see them. */
export function reviewedOperators(db: Db, dutiesVersion: string) {
  return db
    .selectFrom('operators as o')
    .leftJoin('second_factors as f', 'f.operator_id', 'o.id')
    .leftJoin('duty_acknowledgements as d', (join) =>
      join.onRef('d.operator_id', '=', 'o.id').on('d.version', '=', dutiesVersion),
    )
    .selectAll('o')
    .select(['f.confirmed_at as factor_since', 'd.at as duties_at'])
    .orderBy('o.username')
    .execute()
}

export function lastReview(db: Db) {
  return db
    .selectFrom('access_reviews as r')
    .innerJoin('operators as o', 'o.id', 'r.reviewer_id')
    .select(['r.at', 'r.note', 'o.name as reviewer'])
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export const insertReview = (tx: Writer, row: Insertable<Schema['access_reviews']>) =>
  tx.insertInto('access_reviews').values(row).execute()

/** When the first account was made: reviews count from there. */
export async function firstAccountAt(db: Db): Promise<number | null> {
  const row = await db.selectFrom('operators').select('created_at').orderBy('created_at').limit(1).executeTakeFirst()
  return row?.created_at ?? null
}
