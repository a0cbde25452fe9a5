import { type Insertable, type Selectable, sql } from 'kysely'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type TrailRow = Selectable<Schema['audit']>

export const insertAudit = prepared<Required<Omit<Insertable<Schema['audit']>, 'seq'>>, unknown>((db, param) =>
  db.insertInto('audit').values({
    at: param('at'),
    actor_kind: param('actor_kind'),
    actor_id: param('actor_id'),
    action: param('action'),
    object_kind: param('object_kind'),
    object_id: param('object_id'),
    result: param('result'),
    detail: param('detail'),
    desk: param('desk'),
    clock: param('clock'),
    version: param('version'),
    reason: param('reason'),
    approver_id: param('approver_id'),
    before_hash: param('before_hash'),
    after_hash: param('after_hash'),
    hash: param('hash'),
  }),
)

/** The hash of the newest entry; writers go one by one, so the next one follows it. */
export const lastHash = prepared<Record<never, never>, { hash: string | null }>((db) =>
  db.selectFrom('audit').select('hash').orderBy('seq', 'desc').limit(sql.lit(1)),
)

export const trailAfter = prepared<{ after: number; limit: number }, TrailRow>((db, param) =>
  db.selectFrom('audit').selectAll().where('seq', '>', param('after')).orderBy('seq').limit(param('limit')),
)

export async function isChained(db: Reader | Writer): Promise<boolean> {
  const row = await db.selectFrom('audit').select('seq').where('hash', 'is not', null).limit(1).executeTakeFirst()
  return row !== undefined
}

/** Whether somebody did `action` to an object since a moment. */
export async function hasActed(
  db: Reader | Writer,
  { operatorId, action, objectId, since }: { operatorId: string; action: string; objectId: string; since: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('audit')
    .select('seq')
    .where('actor_id', '=', operatorId)
    .where('action', '=', action)
    .where('object_id', '=', objectId)
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
