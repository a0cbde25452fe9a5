import { z } from 'zod'
import type { AppointmentService, WeeklySlots } from '../../contract/appointments.ts'
import { appointmentService } from '../../contract/appointments.ts'
import { Problem } from '../../contract/problems.ts'
import starters from '../../resources/appointments/practice.json' with { type: 'json' }
import { type AuditEntry, actorOf, type Operator, systemActor } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { AppointmentsNeeds } from './needs.ts'
import { allServices, putService, type ServiceRow, serviceById } from './queries.ts'

export type ServiceInput = Omit<AppointmentService, 'id'> & { readonly id?: string | undefined }

const toService = (row: ServiceRow): AppointmentService => ({
  id: row.id,
  name: row.name,
  department: row.department,
  minutes: row.minutes,
  weekly: JSON.parse(row.weekly_json) as WeeklySlots[],
  daysAhead: row.days_ahead,
  minNotice: row.min_notice,
  active: row.active === 1,
})

/** Refuses with NOT_FOUND. */
export async function loadService(db: Reader | Writer, id: string): Promise<AppointmentService> {
  const row = await serviceById(db, id)
  if (!row) throw new Problem('NOT_FOUND')
  return toService(row)
}

export const listServices = async (db: Reader | Writer): Promise<AppointmentService[]> =>
  (await allServices(db)).map(toService)

const inOrder = (weekly: readonly WeeklySlots[]) =>
  [...weekly].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from) || a.to.localeCompare(b.to))

/** What people can have an appointment for, and when. */
export function services({ store, clock, newId, audit }: AppointmentsNeeds) {
  const put = async (tx: Writer, actor: AuditEntry['actor'], service: AppointmentService) => {
    await putService(tx, {
      id: service.id,
      name: service.name,
      department: service.department,
      minutes: service.minutes,
      weekly_json: JSON.stringify(service.weekly),
      days_ahead: service.daysAhead,
      min_notice: service.minNotice,
      active: service.active ? 1 : 0,
      updated_at: clock.now(),
    })
    const object = { kind: 'appointment_service', id: service.id }
    await audit.record(tx, { actor, action: 'appointment.save_service', object, result: 'ok' })
    await store.changes.note(tx, [{ kind: 'appointments', objectId: service.id }])
  }

  return {
    services: () => listServices(store.read),

    /**
     * Without an id it is a new one. Bookings stay as they were made, also where the new hours have no such slot.
     * Refuses with NOT_FOUND, or NAME_TAKEN.
     */
    saveService(operator: Operator, input: ServiceInput): Promise<AppointmentService> {
      return store.transaction(async (tx) => {
        const all = await listServices(tx)
        if (input.id !== undefined && !all.some(({ id }) => id === input.id)) throw new Problem('NOT_FOUND')
        const named = all.find(({ name }) => name.toLowerCase() === input.name.toLowerCase())
        if (named && named.id !== input.id) throw new Problem('NAME_TAKEN')
        const service = { ...input, id: input.id ?? newId(), weekly: inOrder(input.weekly) }
        await put(tx, actorOf(operator), service)
        return service
      })
    },

    /** Gives the practice town something to book, once. */
    async ensurePractice(): Promise<void> {
      await store.transaction(async (tx) => {
        if ((await allServices(tx)).length > 0) return
        const shipped = z.array(appointmentService.omit({ id: true })).parse(starters)
        for (const service of shipped) await put(tx, systemActor, { id: newId(), ...service })
      })
    },
  }
}
