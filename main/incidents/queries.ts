import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type IncidentRow = Selectable<Schema['incidents']>

export const allIncidents = (db: Reader): Promise<IncidentRow[]> =>
  db.selectFrom('incidents').selectAll().orderBy('year', 'desc').orderBy('sequence', 'desc').limit(500).execute()

export const incidentById = (db: Reader | Writer, id: string): Promise<IncidentRow | undefined> =>
  db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst()

export async function lastSequence(tx: Writer, year: number): Promise<number> {
  const { last } = await tx
    .selectFrom('incidents')
    .where('year', '=', year)
    .select((eb) => eb.fn.max('sequence').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}

export const insertIncident = (tx: Writer, row: Insertable<Schema['incidents']>) =>
  tx.insertInto('incidents').values(row).execute()

export const updateIncident = (tx: Writer, id: string, change: Updateable<Schema['incidents']>) =>
  tx.updateTable('incidents').set(change).where('id', '=', id).execute()

export const insertEntry = (tx: Writer, row: Insertable<Schema['incident_entries']>) =>
  tx.insertInto('incident_entries').values(row).execute()

export const timelineOf = (db: Reader | Writer, incidentId: string) =>
  db
    .selectFrom('incident_entries as e')
    .leftJoin('operators as o', 'o.id', 'e.author_id')
    .selectAll('e')
    .select('o.name as author')
    .where('e.incident_id', '=', incidentId)
    .orderBy('e.at')
    .orderBy('e.id')
    .execute()
