import type { Town } from '../../contract/settings.ts'
import type { Appointments } from '../appointments/service.ts'
import type { Answer } from '../bot/answer.ts'
import type { Arguments, Caller, CallResult, ServiceShape } from '../bot/ports.ts'
import type { Privacy } from '../privacy/service.ts'
import type { Reports } from '../reports/service.ts'
import type { Writer } from '../store/store.ts'
import type { ConsentNeeds } from './consent-needs.ts'

/** One thing the assistant can do for a citizen. */
export type TownService = ServiceShape & {
  /** In the transaction of the turn; a refusal is a `Problem` thrown before anything is written. */
  readonly call: (tx: Writer, args: Arguments, who: Caller) => Promise<CallResult>
  /** The same without effects: invented, and well formed. */
  readonly rehearse: (args: Arguments, who: Caller) => Promise<CallResult>
}

export type Choice = { readonly value: string; readonly label: string }

export type ServiceNeeds = {
  readonly reports: Reports
  readonly appointments: Appointments
  readonly consents: ConsentNeeds
  readonly rights: Pick<Privacy, 'askedInChat'>
  readonly town: () => Promise<Town>
}

/** The words of an answer; empty for none. */
export function textOf(answer: Answer | undefined): string {
  switch (answer?.kind) {
    case undefined:
    case 'photo':
    case 'choices':
    case 'result':
      return ''
    case 'text':
      return answer.text
    case 'place':
      return answer.label
    case 'number':
      return String(answer.value)
    case 'choice':
      return answer.value
    case 'date':
      return answer.date
    case 'phone':
      return answer.phone
  }
}
