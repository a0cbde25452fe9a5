import type { Call } from '../../main/bot/conversation.ts'
import type { CallResult } from '../../main/bot/ports.ts'
import type { townCatalogue } from '../../main/bot/town-catalogue.ts'

type Service = keyof typeof townCatalogue
type Serve = (call: Call) => CallResult

const failed: CallResult = { ok: false, reason: 'rehearsed' }
const ok = (
  fields: Readonly<Record<string, string>>,
  choices?: readonly (readonly [string, string])[],
): CallResult => ({
  ok: true,
  fields,
  ...(choices ? { choices: choices.map(([value, label]) => ({ value, label })) } : {}),
})

const offices = [
  ['office-1', 'Padrón y certificados'],
  ['office-2', 'Servicios sociales'],
] as const
const slots = [
  ['slot-1', 'martes 3 de marzo, a las 9:00'],
  ['slot-2', 'martes 3 de marzo, a las 9:15'],
  ['slot-3', 'jueves 5 de marzo, a las 10:30'],
] as const
const mine = [
  ['visit-1', 'Padrón y certificados: lunes 9 de marzo, a las 12:00 (C-23479)'],
  ['visit-2', 'Servicios sociales: jueves 12 de marzo, a las 10:00 (C-23480)'],
] as const

const purposes = [
  ['works', 'Obras y tráfico'],
  ['culture', 'Cultura y fiestas'],
] as const

/** The value of the choice a service was given; empty for none. */
const chosen = ({ args }: Call, param: string) => {
  const answer = args[param]
  return answer?.kind === 'choice' ? answer.value : ''
}

const labelOf = (list: readonly (readonly [string, string])[], value: string) =>
  list.find(([known]) => known === value)?.[1] ?? ''

/** A time of the agenda belongs to the office it was listed for: "Padrón y certificados@slot-1". */
const told = (call: Call): CallResult => {
  const [office = '', slot = ''] = chosen(call, 'slot').split('@')
  const [service = '', when = ''] = labelOf(mine, chosen(call, 'appointment')).split(': ')
  return ok({ service: office || service, when: labelOf(slots, slot) || when, code: 'C-23479' })
}

const freeSlots = (call: Call): CallResult => {
  const [visited = ''] = labelOf(mine, chosen(call, 'appointment')).split(': ')
  const service = labelOf(offices, chosen(call, 'service')) || visited
  const values = slots.map(([value, label]) => [`${service}@${value}`, label] as const)
  return service === '' ? failed : ok({ count: String(values.length), service }, values)
}

/** What the town knows, by wish. */
const facts: Readonly<Record<string, string>> = {
  padron_certificate: 'Necesita: su DNI.',
  padron_register: 'Necesita: su DNI y el contrato de alquiler.',
  complaint_suggestion: 'Respondemos en un mes.',
  file_status: 'También puede mirarlo en la sede electrónica.',
  bulky_waste: 'Recogemos los jueves.',
  lost_found: 'Los objetos se guardan dos años.',
  property_tax: 'El IBI se paga de junio a agosto.',
  vehicle_tax: 'Se paga en abril.',
  payments: 'Puede domiciliar sus recibos.',
  festivities: 'Las fiestas son en agosto.',
  culture_events: 'El viernes hay teatro.',
  courses_activities: 'Los cursos empiezan en octubre.',
  sports: 'La pista se alquila en la oficina.',
}

const serve: Readonly<Record<Service, Serve>> = {
  open_report: () => ok({ number: 'A-26-0042' }),
  report_status: ({ args: { number } }) =>
    number === undefined || (number.kind === 'number' && number.value === 42)
      ? ok({ number: 'A-26-0042', state: 'en marcha', what: 'una farola apagada', since: 'ayer', reason: '' })
      : failed,
  list_services: () => ok({ count: '2' }, offices),
  list_slots: freeSlots,
  book_slot: told,
  my_appointments: () => ok({ count: '2', next: mine[0][1] }, mine),
  change_appointment: told,
  cancel_appointment: told,
  begin_joining: () => ok({ text: 'Aviso.', more: 'Más.', age: '14', until: String(Number.MAX_SAFE_INTEGER) }),
  declare_age: () => ok({}),
  list_purposes: () => ok({ count: '2' }, purposes),
  choose_purposes: () => ok({}),
  accept_notices: () => ok({ outcome: 'done' }),
  decline_notices: () => ok({}),
  my_notices: () => ok({ count: '2', list: '• Obras\n• Fiestas', paused: '', neighbourhood: '' }, purposes),
  stop_purposes: () => ok({}),
  stop_named: () => ok({ outcome: 'done', list: '• Fiestas' }),
  leave_notices: () => ok({}),
  pause_notices: () => ok({ until: '15 de septiembre de 2026' }),
  resume_notices: () => ok({}),
  open_rights_request: () => ok({ number: 'D-26-0007', due: '2 de abril' }),
  set_neighbourhood: () => ok({ outcome: 'kept', name: 'La Estación', known: '' }),
  look_up: ({ args: { intent } }) => {
    const text = intent?.kind === 'text' ? facts[intent.text] : undefined
    return text === undefined ? failed : ok({ text })
  },
}

const isService = (name: string): name is Service => Object.hasOwn(serve, name)

/**
 * An invented town that serves every call, and writes them down. Services named in `failing` fail so many times;
 * `Infinity`: always.
 */
export function rehearsedTown(failing: Partial<Record<Service, number>> = {}) {
  const left: Partial<Record<Service, number>> = { ...failing }
  const called: Call[] = []
  return {
    called,
    call(call: Call): CallResult {
      called.push(call)
      const { service } = call
      if (!isService(service)) return failed
      const times = left[service] ?? 0
      left[service] = times - 1
      return times > 0 ? failed : serve[service](call)
    },
  }
}
