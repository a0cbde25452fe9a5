import type { Clock } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { bookingsOf, deleteBookingsOf } from './personal-queries.ts'

/** The appointments of a citizen, past and to come. */
export function appointmentsPersonalData({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  return {
    name: 'appointments',

    async collect(db: Reader | Writer, citizenId: string) {
      const rows = await bookingsOf(db, citizenId)
      const json = rows.map(({ code, service, starts_at, state, name, phone, note }) => ({
        code,
        service,
        at: new Date(starts_at).toISOString(),
        state,
        name,
        phone,
        note,
      }))
      return { json, files: [] }
    },

    async underWay(db: Reader | Writer, citizenId: string) {
      const rows = await bookingsOf(db, citizenId)
      const n = rows.filter(({ state, starts_at }) => state === 'booked' && starts_at > clock.now()).length
      return n > 0 ? [{ what: 'coming_appointments', n }] : []
    },

    /** One that was to come frees its place. */
    async erase(tx: Writer, citizenId: string) {
      const rows = await bookingsOf(tx, citizenId)
      await deleteBookingsOf(tx, citizenId)
      await store.changes.note(
        tx,
        rows.map(({ id }) => ({ kind: 'appointments' as const, objectId: id })),
      )
      return { removed: rows.length, kept: [] }
    },
  }
}
