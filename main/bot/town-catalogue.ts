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
  /** Choices: free times for a service, or for what an appointment is for. */
  list_slots: reads(['service', 'appointment'], ['count', 'service']),
  book_slot: acts(['slot'], ['when', 'code', 'service']),
  /** Choices: the appointments of the citizen, the next one first. */
  my_appointments: reads([], ['count', 'next']),
  change_appointment: acts(['appointment', 'slot'], ['when', 'code', 'service']),
  cancel_appointment: acts(['appointment'], ['when', 'code', 'service']),
  /** `kind`: a right of data protection. The number of the request and the last day to answer it. */
  open_rights_request: acts(['kind'], ['number', 'due']),
  /** The ready answer of the town to a wish; fails when the town does not know. */
  look_up: reads(['intent'], ['text']),
} as const satisfies Readonly<Record<string, ServiceShape>>
