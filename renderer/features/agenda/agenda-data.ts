import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AppointmentService, Slot } from '../../../contract/appointments.ts'
import { useStation } from '../../client/react.tsx'

export function useServices() {
  const { api } = useStation()
  return useQuery(api.appointments.services.queryOptions())
}

export function useBookings(from: string, days: number) {
  const { api } = useStation()
  return useQuery(api.appointments.list.queryOptions({ input: { from, days } }))
}

export type Timetable = {
  readonly service: AppointmentService
  /** By day, `YYYY-MM-DD`; absent while it is on its way. */
  readonly days: ReadonlyMap<string, { readonly open: boolean; readonly slots: readonly Slot[] }>
}

/** The slots of several services on the same days. */
export function useTimetables(
  services: readonly AppointmentService[],
  from: string,
  days: number,
): readonly Timetable[] {
  const { api } = useStation()
  const found = useQueries({
    queries: services.map(({ id }) => api.appointments.slots.queryOptions({ input: { serviceId: id, from, days } })),
  })
  return services.map((service, index) => ({
    service,
    days: new Map(found[index]?.data?.map(({ day, ...rest }) => [day, rest])),
  }))
}

/** Asks for the agenda again after an act, before the change feed says so. */
export function useRenew() {
  const { api } = useStation()
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: api.appointments.key() })
}
