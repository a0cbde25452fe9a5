import type { Booking } from '../../contract/appointments.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import { bookingIn } from './booking.ts'
import { forCitizens } from './for-citizens.ts'
import type { AppointmentsNeeds } from './needs.ts'
import { offering } from './offering.ts'
import { bookingByCode, bookingById, bookingsBetween, bookingsOf, citizenOf, type ShownBooking } from './queries.ts'
import { daysFrom, readCode, startOfDay, tidy } from './rules.ts'
import { loadService, services } from './services.ts'

export type NewBooking = {
  readonly serviceId: string
  readonly start: number
  readonly name: string
  readonly phone: string
  readonly note: string
  readonly conversationId?: string | undefined
}

const toBooking = (row: ShownBooking): Booking => ({
  id: row.id,
  code: row.code,
  service: { id: row.service_id, name: row.service_name },
  start: row.starts_at,
  end: row.ends_at,
  state: row.state,
  name: row.name,
  phone: row.phone,
  note: row.note,
  conversationId: row.conversation_id,
})

/** The agenda of the town hall: what can be booked, and who comes when. */
export function appointments(needs: AppointmentsNeeds) {
  const { store, clock, town } = needs
  const { book, change, end, load } = bookingIn(needs)
  const { days } = offering(needs)

  const get = async (id: string): Promise<Booking> => {
    const row = await bookingById(store.read, id)
    if (!row) throw new Problem('NOT_FOUND')
    return toBooking(row)
  }

  const citizenIn = async (tx: Writer, conversationId: string | undefined) => {
    if (conversationId === undefined) return null
    const citizen = await citizenOf(tx, conversationId)
    if (!citizen) throw new Problem('BAD_INPUT', { fields: ['conversationId'] })
    return citizen
  }

  return {
    ...services(needs),
    forCitizens: forCitizens(needs),

    /** Free and full slots of a service, day by day. Refuses with NOT_FOUND. */
    slots: async (query: { readonly serviceId: string; readonly from: string; readonly days: number }) =>
      days(store.read, await loadService(store.read, query.serviceId), query.from, query.days),

    /** What begins on some days of the town, by time; cancelled ones too. */
    async list(query: { readonly from: string; readonly days: number; readonly serviceId?: string | undefined }) {
      const { timeZone } = await town()
      const after = daysFrom(query.from, query.days + 1).at(-1) ?? query.from
      const span = { from: startOfDay(query.from, timeZone), to: startOfDay(after, timeZone) }
      return (await bookingsBetween(store.read, { ...span, serviceId: query.serviceId })).map(toBooking)
    },

    async ofConversation(conversationId: string): Promise<Booking[]> {
      const citizen = await citizenOf(store.read, conversationId)
      if (!citizen) throw new Problem('NOT_FOUND')
      return (await bookingsOf(store.read, citizen.id, clock.now())).map(toBooking)
    },

    /** Refuses with NOT_FOUND. */
    async byCode(text: string): Promise<Booking> {
      const code = readCode(text)
      const row = code === null ? undefined : await bookingByCode(store.read, code)
      if (!row) throw new Problem('NOT_FOUND')
      return toBooking(row)
    },

    /** Refuses with SLOT_UNAVAILABLE, NOT_FOUND for the service and BAD_INPUT for a conversation that is not there. */
    async book(operator: Operator, wanted: NewBooking): Promise<Booking> {
      const id = await store.transaction(async (tx) => {
        const citizen = await citizenIn(tx, wanted.conversationId)
        const booking = {
          serviceId: wanted.serviceId,
          start: wanted.start,
          name: tidy(wanted.name, 120),
          phone: tidy(wanted.phone, 40) || (citizen?.phone ?? null),
          note: tidy(wanted.note, 500),
          citizenId: citizen?.id ?? null,
          conversationId: citizen?.conversation_id ?? null,
        }
        return book(tx, booking, 'operator', actorOf(operator))
      })
      return get(id)
    },

    /** Refuses with SLOT_UNAVAILABLE, WRONG_STATE or NOT_FOUND. */
    async change(operator: Operator, { id, start }: { readonly id: string; readonly start: number }): Promise<Booking> {
      await store.transaction(async (tx) => change(tx, await load(tx, id), start, 'operator', actorOf(operator)))
      return get(id)
    },

    /** Refuses with WRONG_STATE or NOT_FOUND. */
    async cancel(operator: Operator, id: string): Promise<Booking> {
      await store.transaction(async (tx) => end(tx, await load(tx, id), 'cancelled', actorOf(operator)))
      return get(id)
    },

    async close(operator: Operator, to: { readonly id: string; readonly state: 'done' | 'no_show' }): Promise<Booking> {
      await store.transaction(async (tx) => end(tx, await load(tx, to.id), to.state, actorOf(operator)))
      return get(to.id)
    },
  }
}

export type Appointments = ReturnType<typeof appointments>
