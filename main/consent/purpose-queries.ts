import type { Insertable, Selectable } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type PurposeRow = Selectable<Schema['purposes']>

export const allPurposes = (db: Reader | Writer): Promise<PurposeRow[]> =>
  db.selectFrom('purposes').selectAll().orderBy('position').orderBy('id').execute()

export const purposeById = (db: Reader | Writer, id: string): Promise<PurposeRow | undefined> =>
  db.selectFrom('purposes').selectAll().where('id', '=', id).executeTakeFirst()

export async function putPurpose(tx: Writer, row: PurposeRow): Promise<void> {
  const { id: _id, ...written } = row
  await tx
    .insertInto('purposes')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(written))
    .execute()
}

export const insertPurposeVersion = (tx: Writer, row: Insertable<Schema['purpose_versions']>) =>
  tx.insertInto('purpose_versions').values(row).execute()

export const purposeVersionsOf = (db: Reader, id: string) =>
  db
    .selectFrom('purpose_versions as v')
    .leftJoin('operators as o', 'o.id', 'v.operator_id')
    .select(['v.version', 'v.kind', 'v.basis', 'v.texts_json', 'v.at', 'o.name as author'])
    .where('v.purpose', '=', id)
    .orderBy('v.version', 'desc')
    .execute()

/** How many consents of each purpose hold at `now`. */
export const liveCounts = async (db: Reader, now: number): Promise<ReadonlyMap<string, number>> => {
  const rows = await db
    .selectFrom('live_consents')
    .select(['purpose', (q) => q.fn.countAll<number>().as('n')])
    .where((q) => q.or([q('expires_at', 'is', null), q('expires_at', '>', now)]))
    .where((q) => q.or([q('paused_until', 'is', null), q('paused_until', '<=', now)]))
    .groupBy('purpose')
    .execute()
  return new Map(rows.map(({ purpose, n }) => [purpose, Number(n)]))
}
