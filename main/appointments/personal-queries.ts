import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

export const bookingsOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('bookings as b')
    .innerJoin('appointment_services as s', 's.id', 'b.service_id')
    .select(['b.id', 'b.code', 'b.starts_at', 'b.state', 'b.name', 'b.phone', 'b.note', 's.name as service'])
    .where('b.citizen_id', '=', citizenId)
    .orderBy('b.starts_at')
    .execute()

export const deleteBookingsOf = (tx: Writer, citizenId: string) =>
  tx.deleteFrom('bookings').where('citizen_id', '=', citizenId).execute()
