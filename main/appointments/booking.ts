import type { BookingState } from '../../contract/appointments.ts'
import { Problem } from '../../contract/problems.ts'
import type { AuditEntry } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { AppointmentsNeeds } from './needs.ts'
import { bookingById, codeTaken, insertBooking, type ShownBooking, takenBetween, updateBooking } from './queries.ts'
import { type Booker, codeFrom, dayOf, judge, mayMove } from './rules.ts'
import { loadService } from './services.ts'

export type Actor = AuditEntry['actor']

export type Wanted = {
  readonly serviceId: string
  readonly start: number
  readonly name: string
  readonly phone: string | null
  readonly note: string
  readonly citizenId: string | null
  readonly conversationId: string | null
}

const longest = 4 * 3_600_000
/** Five million codes: a second try is rare, this many are a fault. */
const mostTries = 20

/**
 * Books, moves and ends appointments in the caller's transaction. Transactions of a store come one after the other, and
 * a unique index of the seats stands behind them: a slot is never given twice.
 */
export function bookingIn({ store, clock, newId, audit, town, isOpenDay }: AppointmentsNeeds) {
  const noted = async (tx: Writer, actor: Actor, action: string, id: string, detail?: string) => {
    const object = { kind: 'appointment', id }
    await audit.record(tx, { actor, action, object, result: 'ok', ...(detail && { detail }) })
    await store.changes.note(tx, [{ kind: 'appointments', objectId: id }])
  }

  /** The seat of a slot. Refuses with SLOT_UNAVAILABLE, or NOT_FOUND. */
  const seatFor = async (
    tx: Writer,
    { serviceId, start, except }: { serviceId: string; start: number; except?: string },
    booker: Booker,
  ) => {
    const service = await loadService(tx, serviceId)
    const { timeZone } = await town()
    const span = { serviceId, from: start, to: start + longest, ...(except !== undefined && { except }) }
    const verdict = judge(service, {
      start,
      now: clock.now(),
      timeZone,
      booker,
      open: await isOpenDay(dayOf(start, timeZone)),
      taken: await takenBetween(tx, span),
    })
    if ('refused' in verdict) throw new Problem('SLOT_UNAVAILABLE', { reason: verdict.refused })
    return { starts_at: start, ends_at: verdict.slot.end, seat: verdict.seat }
  }

  const freeCode = async (tx: Writer): Promise<string> => {
    for (let tried = 0; tried < mostTries; tried += 1) {
      const code = codeFrom(newId())
      if (!(await codeTaken(tx, code))) return code
    }
    throw new Error('no code is free')
  }

  /** Refuses with NOT_FOUND. */
  const load = async (tx: Writer, id: string): Promise<ShownBooking> => {
    const row = await bookingById(tx, id)
    if (!row) throw new Problem('NOT_FOUND')
    return row
  }

  return {
    load,

    /** The id of the booking. */
    async book(tx: Writer, wanted: Wanted, booker: Booker, by: Actor): Promise<string> {
      const now = clock.now()
      const id = newId()
      await insertBooking(tx, {
        id,
        code: await freeCode(tx),
        service_id: wanted.serviceId,
        ...(await seatFor(tx, wanted, booker)),
        state: 'booked',
        name: wanted.name,
        phone: wanted.phone,
        note: wanted.note,
        citizen_id: wanted.citizenId,
        conversation_id: wanted.conversationId,
        created_at: now,
        updated_at: now,
      })
      await noted(tx, by, 'appointment.book', id)
      return id
    },

    /** Moves a booking to another slot of its service. Refuses with WRONG_STATE what is over. */
    async change(tx: Writer, row: ShownBooking, start: number, booker: Booker, by: Actor): Promise<void> {
      const now = clock.now()
      if (row.state !== 'booked' || row.starts_at <= now) throw new Problem('WRONG_STATE', { state: row.state })
      const seat = await seatFor(tx, { serviceId: row.service_id, start, except: row.id }, booker)
      await updateBooking(tx, row.id, { ...seat, updated_at: now })
      await noted(tx, by, 'appointment.change', row.id)
    },

    /** Cancels it, or says how it went. Refuses with WRONG_STATE. */
    async end(tx: Writer, row: ShownBooking, state: BookingState, by: Actor): Promise<void> {
      const now = clock.now()
      const { timeZone } = await town()
      const booking = { state: row.state, start: row.starts_at }
      if (!mayMove(booking, state, now, timeZone)) throw new Problem('WRONG_STATE', { state: row.state })
      await updateBooking(tx, row.id, { state, updated_at: now })
      await noted(tx, by, state === 'cancelled' ? 'appointment.cancel' : 'appointment.close', row.id, state)
    },
  }
}
