import type { Insertable } from 'kysely'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { OperatorRow } from './queries.ts'
import { IDLE_LOCK_MS } from './rules.ts'

export type SessionRow = Insertable<Schema['sessions']>

export type SignedInRow = OperatorRow & {
  token_hash: string
  desk: string
  seen_at: number
  expires_at: number
  session_locked_at: number | null
  pin_tries: number
  owed: string
}

/** The session behind a token and its operator's account. */
export const sessionByToken = prepared<{ tokenHash: string }, SignedInRow>((db, param) =>
  db
    .selectFrom('sessions')
    .innerJoin('operators', 'operators.id', 'sessions.operator_id')
    .where('sessions.token_hash', '=', param('tokenHash'))
    .selectAll('operators')
    .select([
      'sessions.token_hash',
      'sessions.desk',
      'sessions.seen_at',
      'sessions.expires_at',
      'sessions.locked_at as session_locked_at',
      'sessions.pin_tries',
      'sessions.owed',
    ]),
)

export async function insertSession(tx: Writer, row: SessionRow): Promise<void> {
  await tx.insertInto('sessions').values(row).execute()
}

export async function touchSession(tx: Writer, tokenHash: string, now: number): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ seen_at: now })
    .where('token_hash', '=', tokenHash)
    .where('locked_at', 'is', null)
    .where('seen_at', '<', now)
    .execute()
}

/** False when the session is gone or was locked before. */
export async function lockSession(tx: Writer, tokenHash: string, now: number): Promise<boolean> {
  const locked = await tx
    .updateTable('sessions')
    .set({ locked_at: now })
    .where('token_hash', '=', tokenHash)
    .where('locked_at', 'is', null)
    .returning('token_hash')
    .executeTakeFirst()
  return locked !== undefined
}

/** False when the session has ended meanwhile. */
export async function unlockSession(tx: Writer, tokenHash: string, now: number): Promise<boolean> {
  const opened = await tx
    .updateTable('sessions')
    .set({ locked_at: null, seen_at: now })
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .returning('token_hash')
    .executeTakeFirst()
  return opened !== undefined
}

export async function endSession(tx: Writer, tokenHash: string): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
}

export async function writeOwedSteps(tx: Writer, tokenHash: string, owed: string): Promise<void> {
  await tx.updateTable('sessions').set({ owed }).where('token_hash', '=', tokenHash).execute()
}

/** Ends an operator's sessions that still owe something at the door. */
export async function endUnfinishedSessions(tx: Writer, operatorId: string): Promise<void> {
  await tx.deleteFrom('sessions').where('operator_id', '=', operatorId).where('owed', '<>', '').execute()
}

/** Ends an operator's sessions, all but `keep`. */
export async function endSessionsOf(tx: Writer, operatorId: string, keep = ''): Promise<void> {
  await tx.deleteFrom('sessions').where('operator_id', '=', operatorId).where('token_hash', '<>', keep).execute()
}

/** Sessions whose password was given before `since` serve no desk any more. */
export async function forgetSessions(tx: Writer, since: number): Promise<void> {
  await tx.deleteFrom('sessions').where('created_at', '<', since).execute()
}

export type Place = { readonly desk: string; readonly operatorId: string }

/** Drops the locked and ended sessions an operator left on a desk, once a newer one stands for them. */
export async function replaceSessions(tx: Writer, { desk, operatorId }: Place, now: number): Promise<void> {
  await tx
    .deleteFrom('sessions')
    .where('desk', '=', desk)
    .where('operator_id', '=', operatorId)
    .where((eb) =>
      eb.or([eb('locked_at', 'is not', null), eb('expires_at', '<=', now), eb('seen_at', '<=', now - IDLE_LOCK_MS)]),
    )
    .execute()
}

export type DeskQuery = { readonly desk: string; readonly since: number; readonly pinTries: number }

/** Operators for whom a PIN is enough on `desk`: signed in there to the end after `since`, fewer than `pinTries` wrong PINs. */
export function deskColleagues(db: Reader, { desk, since, pinTries }: DeskQuery) {
  return db
    .selectFrom('sessions')
    .innerJoin('operators', 'operators.id', 'sessions.operator_id')
    .where('sessions.desk', '=', desk)
    .where('sessions.created_at', '>', since)
    .where('sessions.owed', '=', '')
    .where('operators.pin_hash', 'is not', null)
    .where('operators.disabled_at', 'is', null)
    .where('operators.locked_at', 'is', null)
    .groupBy(['operators.id', 'operators.name', 'operators.pin_hash'])
    .having((eb) => eb(eb.fn.max('sessions.pin_tries'), '<', pinTries))
    .select((eb) => [
      'operators.id',
      'operators.name',
      'operators.pin_hash',
      eb.fn.max('sessions.created_at').as('password_at'),
    ])
    .orderBy('operators.name')
    .execute()
}

/** Wrong PINs count per operator and desk, whichever session they were tried on. */
export async function countPinTry(tx: Writer, { desk, operatorId }: Place): Promise<void> {
  await tx
    .updateTable('sessions')
    .set((eb) => ({ pin_tries: eb('pin_tries', '+', 1) }))
    .where('desk', '=', desk)
    .where('operator_id', '=', operatorId)
    .execute()
}

/** Forgives wrong PINs on a desk, or on every desk when none is named. */
export async function forgivePinTries(tx: Writer, { desk, operatorId }: Partial<Place> & Pick<Place, 'operatorId'>) {
  await tx
    .updateTable('sessions')
    .set({ pin_tries: 0 })
    .where('operator_id', '=', operatorId)
    .$if(desk !== undefined, (query) => query.where('desk', '=', desk ?? ''))
    .execute()
}

/** Whether a PIN may still open here; if so, earlier tries are forgiven in the same statement. */
export async function settleRightPin(
  tx: Writer,
  { desk, operatorId, pinTries, hash }: Place & { pinTries: number; hash: string },
): Promise<boolean> {
  const settled = await tx
    .updateTable('sessions')
    .set({ pin_tries: 0 })
    .where('desk', '=', desk)
    .where('operator_id', '=', operatorId)
    .where('pin_tries', '<', pinTries)
    .where('operator_id', 'in', (eb) =>
      eb
        .selectFrom('operators')
        .select('id')
        .where('id', '=', operatorId)
        .where('pin_hash', '=', hash)
        .where('locked_at', 'is', null)
        .where('disabled_at', 'is', null),
    )
    .returning('token_hash')
    .execute()
  return settled.length > 0
}
