import type { ServiceShape } from './ports.ts'

const reads = (params: readonly string[], fields: readonly string[]): ServiceShape => ({
  params,
  fields,
  effects: false,
})
const acts = (params: readonly string[], fields: readonly string[]): ServiceShape => ({ params, fields, effects: true })

/** What the flows that are shipped call: whoever serves them offers at least this. */
export const townCatalogue = {
  /** `notify`: "sí" when the citizen wants to be told of news. */
  open_report: acts(['what', 'where', 'photo', 'notify'], ['number']),
  /** Without a number, the last one of the citizen. */
  report_status: reads(['number'], ['number', 'state', 'what', 'since', 'reason']),
  /** Choices: what an appointment may be for. */
  list_services: reads([], ['count']),
  /** Choices: free times for a service, or for what an appointment is for, `from` a day on. */
  list_slots: reads(['service', 'appointment', 'from'], ['count', 'service']),
  book_slot: acts(['slot'], ['when', 'code', 'service']),
  /** Choices: the appointments of the citizen, the next one first. */
  my_appointments: reads([], ['count', 'next']),
  change_appointment: acts(['appointment', 'slot'], ['when', 'code', 'service']),
  cancel_appointment: acts(['appointment'], ['when', 'code', 'service']),
  /** `told`: how the citizen asked; the notice, its second layer, the age, and until when the request stands. */
  begin_joining: acts(['told'], ['text', 'more', 'age', 'until']),
  /** `notice`: what `begin_joining` said; fails when that no longer stands. `old_enough`: "yes" or "no". */
  declare_age: acts(['notice', 'old_enough'], []),
  /** Choices: the purposes the citizen may still join. */
  list_purposes: reads([], ['count']),
  choose_purposes: acts(['notice', 'purposes'], []),
  /** `outcome`: `done`, `expired`, or why it could not be. */
  accept_notices: acts(['notice'], ['outcome']),
  decline_notices: acts([], []),
  /** Choices: the purposes the citizen joined. `paused`: until when; empty when no pause stands. */
  my_notices: reads([], ['count', 'list', 'paused', 'neighbourhood']),
  stop_purposes: acts(['purposes'], []),
  /** The purposes the citizen named in their own words. `outcome`: `done`, or `unknown` when none was named. */
  stop_named: acts([], ['outcome', 'list']),
  leave_notices: acts([], []),
  pause_notices: acts(['until'], ['until']),
  resume_notices: acts([], []),
  /** `outcome`: `kept`, or `unknown` where the town has a list and it is not on it. */
  set_neighbourhood: acts(['name'], ['outcome', 'name', 'known']),
  /** `kind`: a right of data protection. The number of the request and the last day to answer it. */
  open_rights_request: acts(['kind'], ['number', 'due']),
  /** The ready answer of the town to a wish; fails when the town does not know. */
  look_up: reads(['intent'], ['text']),
} as const satisfies Readonly<Record<string, ServiceShape>>
