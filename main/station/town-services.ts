import { Problem } from '../../contract/problems.ts'
import type { CallResult, ServiceShape, TownServices } from '../bot/ports.ts'
import { agendaServices } from './agenda-services.ts'
import { consentServices } from './consent-services.ts'
import { reportServices } from './report-services.ts'
import { rightsServices } from './rights-services.ts'
import type { ServiceNeeds, TownService } from './town-service.ts'

/** Why a call came to nothing; anything but a refusal is a failure of the store and goes on. */
function refusalOf(error: unknown): CallResult {
  if (!(error instanceof Problem)) throw error
  const reason = error.code === 'SLOT_UNAVAILABLE' ? (error as Problem<'SLOT_UNAVAILABLE'>).data.reason : error.code
  return { ok: false, reason: reason.toLowerCase() }
}

/** What the assistant can do in the town: street reports, the agenda, the notices a citizen receives and rights over data. */
export function townServices(needs: ServiceNeeds): TownServices {
  const all: Readonly<Record<string, TownService>> = {
    ...reportServices(needs),
    ...agendaServices(needs),
    ...consentServices({ ...needs.consents, town: needs.town }),
    ...rightsServices(needs),
  }
  const unknown: CallResult = { ok: false, reason: 'unknown_service' }
  return {
    /** What can be called, by name: flows are checked against it. */
    catalogue: Object.fromEntries(
      Object.entries(all).map(([name, { params, fields, effects }]) => [name, { params, fields, effects }]),
    ) as Readonly<Record<string, ServiceShape>>,

    /** In the transaction of the turn. What cannot be done is `ok: false`; it throws only when the store fails. */
    async call(tx, service, args, who) {
      const called = Object.hasOwn(all, service) ? all[service] : undefined
      return called ? called.call(tx, args, who).catch(refusalOf) : unknown
    },

    /** The same without effects, for trying a flow out. */
    async rehearse(service, args, who) {
      const called = Object.hasOwn(all, service) ? all[service] : undefined
      return called ? called.rehearse(args, who) : unknown
    },
  }
}
