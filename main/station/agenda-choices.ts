import type { AppointmentService } from '../../contract/appointments.ts'
import { Problem } from '../../contract/problems.ts'
import { words } from '../store/words.ts'

const hour = 3_600_000

/** A slot among the choices of a question: which service, and when. */
export const slotValue = (serviceId: string, start: number) => `${serviceId}@${start}`

/** Refuses with BAD_INPUT what `slotValue` did not make. */
export function readSlot(value: string): { readonly serviceId: string; readonly start: number } {
  const found = /^([^@]{1,64})@(\d{1,15})$/.exec(value)
  if (!found?.[1]) throw new Problem('BAD_INPUT', { fields: ['slot'] })
  return { serviceId: found[1], start: Number(found[2]) }
}

/** The services meant by an id or by words of a name; all of them when nothing is said. */
export function servicesMeant<T extends Pick<AppointmentService, 'id' | 'name'>>(
  services: readonly T[],
  asked: string,
): readonly T[] {
  const byId = services.find(({ id }) => id === asked)
  if (byId) return [byId]
  const said = new Set(words(asked).filter((word) => word.length > 3))
  if (said.size === 0) return services
  return services.filter(({ name }) => words(name).some((word) => said.has(word)))
}

/** Three moments of tomorrow that a rehearsal offers. */
export function inventedSlots(now: number): readonly number[] {
  const first = Math.ceil(now / hour) * hour + 24 * hour
  return [first, first + hour, first + 2 * hour]
}
