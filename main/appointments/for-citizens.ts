import type { AppointmentService, Slot } from '../../contract/appointments.ts'
import { Problem } from '../../contract/problems.ts'
import type { Writer } from '../store/store.ts'
import { bookingIn } from './booking.ts'
import type { AppointmentsNeeds } from './needs.ts'
import { offering } from './offering.ts'
import { bookingsOf, citizenOf, type ShownBooking } from './queries.ts'
import { mostHeld, tidy } from './rules.ts'
import { listServices, loadService } from './services.ts'

export type CitizenBooking = {
  readonly id: string
  readonly code: string
  readonly service: string
  readonly serviceId: string
  /** Epoch milliseconds. */
  readonly start: number
}

type Who = { readonly citizenId: string }

const toBooking = (row: ShownBooking): CitizenBooking => ({
  id: row.id,
  code: row.code,
  service: row.service_name,
  serviceId: row.service_id,
  start: row.starts_at,
})

const bot = { kind: 'bot', id: null } as const

/**
 * What the assistant does for a citizen, inside the transaction of the turn. Refusals are thrown before anything is
 * written: SLOT_UNAVAILABLE with its reason, NOT_FOUND for what is not the citizen's, WRONG_STATE for what is over.
 */
export function forCitizens(needs: AppointmentsNeeds) {
  const { book, change, end, load } = bookingIn(needs)
  const { next } = offering(needs)

  const own = async (tx: Writer, id: string, citizenId: string): Promise<ShownBooking> => {
    const row = await load(tx, id)
    if (row.citizen_id !== citizenId) throw new Problem('NOT_FOUND')
    return row
  }

  const shown = async (tx: Writer, id: string): Promise<CitizenBooking> => toBooking(await load(tx, id))

  return {
    /** Services that citizens are offered, by name. */
    services: async (tx: Writer): Promise<readonly AppointmentService[]> =>
      (await listServices(tx)).filter(({ active }) => active),

    /** The next free slots of a service from a moment on, at most `limit`. */
    listSlots: async (tx: Writer, serviceId: string, from: number, limit: number): Promise<readonly Slot[]> =>
      next(tx, await loadService(tx, serviceId), from, limit),

    /** Refuses with `too_many` whoever holds three already. */
    async book(
      tx: Writer,
      wanted: Who & { readonly conversationId: string; readonly serviceId: string; readonly start: number },
    ): Promise<CitizenBooking> {
      const held = await bookingsOf(tx, wanted.citizenId, needs.clock.now())
      if (held.length >= mostHeld) throw new Problem('SLOT_UNAVAILABLE', { reason: 'too_many' })
      const citizen = await citizenOf(tx, wanted.conversationId)
      if (citizen?.id !== wanted.citizenId) throw new Problem('NOT_FOUND')
      const id = await book(
        tx,
        {
          serviceId: wanted.serviceId,
          start: wanted.start,
          name: tidy(citizen.name, 120),
          phone: citizen.phone,
          note: '',
          citizenId: citizen.id,
          conversationId: wanted.conversationId,
        },
        'citizen',
        bot,
      )
      return shown(tx, id)
    },

    /** The citizen's appointments to come, by time. */
    mine: async (tx: Writer, citizenId: string): Promise<readonly CitizenBooking[]> =>
      (await bookingsOf(tx, citizenId, needs.clock.now())).map(toBooking),

    /** Moves it within its service. */
    async change(
      tx: Writer,
      wanted: Who & { readonly id: string; readonly serviceId: string; readonly start: number },
    ): Promise<CitizenBooking> {
      const row = await own(tx, wanted.id, wanted.citizenId)
      if (row.service_id !== wanted.serviceId) throw new Problem('SLOT_UNAVAILABLE', { reason: 'not_offered' })
      await change(tx, row, wanted.start, 'citizen', bot)
      return shown(tx, wanted.id)
    },

    async cancel(tx: Writer, { id, citizenId }: Who & { readonly id: string }): Promise<CitizenBooking> {
      const row = await own(tx, id, citizenId)
      await end(tx, row, 'cancelled', bot)
      return toBooking(row)
    },
  }
}
