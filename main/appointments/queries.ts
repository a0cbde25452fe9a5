import type { Selectable } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type ServiceRow = Selectable<Schema['appointment_services']>
export type BookingRow = Selectable<Schema['bookings']>

export const allServices = (db: Reader | Writer) =>
  db.selectFrom('appointment_services').selectAll().orderBy('name').orderBy('id').execute()

export const serviceById = (db: Reader | Writer, id: string) =>
  db.selectFrom('appointment_services').selectAll().where('id', '=', id).executeTakeFirst()

export async function putService(tx: Writer, { id, ...row }: ServiceRow): Promise<void> {
  await tx
    .insertInto('appointment_services')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/** What is taken of a service between two moments, but for one booking. */
export const takenBetween = async (
  db: Reader | Writer,
  span: { readonly serviceId: string; readonly from: number; readonly to: number; readonly except?: string },
) => {
  const rows = await db
    .selectFrom('bookings')
    .select(['starts_at', 'ends_at', 'seat'])
    .where('service_id', '=', span.serviceId)
    .where('state', '!=', 'cancelled')
    .where('starts_at', '<', span.to)
    // No appointment is longer than four hours: the index is read from there on.
    .where('starts_at', '>', span.from - 4 * 3_600_000)
    .where('ends_at', '>', span.from)
    .where('id', '!=', span.except ?? '')
    .execute()
  return rows.map((row) => ({ start: row.starts_at, end: row.ends_at, seat: row.seat }))
}

export const insertBooking = (tx: Writer, row: BookingRow) => tx.insertInto('bookings').values(row).execute()

export const updateBooking = (
  tx: Writer,
  id: string,
  change: Partial<Pick<BookingRow, 'starts_at' | 'ends_at' | 'seat' | 'state'>> & { readonly updated_at: number },
) => tx.updateTable('bookings').set(change).where('id', '=', id).execute()

export const codeTaken = async (tx: Writer, code: string) =>
  (await tx.selectFrom('bookings').select('id').where('code', '=', code).executeTakeFirst()) !== undefined

const shown = (db: Reader | Writer) =>
  db
    .selectFrom('bookings as b')
    .innerJoin('appointment_services as s', 's.id', 'b.service_id')
    .selectAll('b')
    .select('s.name as service_name')

export type ShownBooking = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

export const bookingById = (db: Reader | Writer, id: string) => shown(db).where('b.id', '=', id).executeTakeFirst()

export const bookingByCode = (db: Reader, code: string) => shown(db).where('b.code', '=', code).executeTakeFirst()

/** What begins in a span, cancelled or not, by time. */
export function bookingsBetween(
  db: Reader,
  span: { readonly from: number; readonly to: number; readonly serviceId?: string | undefined },
): Promise<ShownBooking[]> {
  const query = shown(db)
    .where('b.starts_at', '>=', span.from)
    .where('b.starts_at', '<', span.to)
    .orderBy('b.starts_at')
    .orderBy('b.id')
  return (span.serviceId === undefined ? query : query.where('b.service_id', '=', span.serviceId)).execute()
}

/** The appointments to come of a citizen, by time. */
export const bookingsOf = (db: Reader | Writer, citizenId: string, now: number) =>
  shown(db)
    .where('b.citizen_id', '=', citizenId)
    .where('b.state', '=', 'booked')
    .where('b.starts_at', '>', now)
    .orderBy('b.starts_at')
    .orderBy('b.id')
    .execute()

/** Who a conversation is with, and the phone they wrote from last. */
export const citizenOf = (db: Reader | Writer, conversationId: string) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('citizens as z', 'z.id', 'c.citizen_id')
    .leftJoin('citizen_identifiers as i', (join) => join.onRef('i.citizen_id', '=', 'z.id').on('i.kind', '=', 'phone'))
    .select(['c.id as conversation_id', 'z.id', 'z.name', 'i.value as phone'])
    .where('c.id', '=', conversationId)
    .orderBy((q) => q.fn.coalesce('i.heard_at', q.lit(0)), 'desc')
    .orderBy('i.created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
