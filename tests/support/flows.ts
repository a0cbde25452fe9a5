import type { FlowSource } from '../../main/bot/compile.ts'
import { compileFlows, type Flows, readFlows } from '../../main/bot/flows.ts'
import type { ServiceShape } from '../../main/bot/ports.ts'
import { readFlow, readWords } from '../../main/bot/read.ts'
import { townCatalogue } from '../../main/bot/town-catalogue.ts'
import { flowsFolder } from './starter.ts'

const shippedSources = await readFlows(flowsFolder)

export type TestFlow = {
  readonly flow: object
  /** Its words in Spanish. */
  readonly words: object
}

const sourceOf = ({ flow, words }: TestFlow, i: number) => ({
  flow: readFlow(`test-${i}/flow.json`, JSON.stringify(flow, null, 2)),
  words: [readWords(`test-${i}/es.json`, JSON.stringify(words, null, 2), false)],
})

/** A shipped flow without the wishes that another one serves instead. */
const yielding = (source: FlowSource, intents: ReadonlySet<string>): FlowSource => {
  const { flow } = source
  const own = Object.entries(flow.document.intents).filter(([intent]) => !intents.has(intent))
  return { ...source, flow: { ...flow, document: { ...flow.document, intents: Object.fromEntries(own) } } }
}

/** The shipped flows and others beside them, which serve their wishes instead. Throws `FlowError`. */
export function flowsWith(
  others: readonly TestFlow[],
  services: Readonly<Record<string, ServiceShape>> = {},
  off: readonly string[] = [],
): Flows {
  const added = others.map(sourceOf)
  const served = new Set(added.flatMap(({ flow }) => Object.keys(flow.document.intents)))
  return compileFlows([...shippedSources.map((source) => yielding(source, served)), ...added], {
    services: { ...townCatalogue, ...services },
    off: new Set(off),
  })
}

/** What services of these tests take and give. */
export const testServices = {
  list_slots: { ...townCatalogue.list_slots },
  book_slot: { ...townCatalogue.book_slot, params: ['slot', 'day'] },
} as const satisfies Record<string, ServiceShape>

/** A flow that books: asks which matter, finds slots, lets one be chosen, books it, and asks again when it is taken. */
export const booking: TestFlow = {
  flow: {
    name: 'booking',
    version: 1,
    operators: 'es',
    start: 'matter',
    intents: { appointment: 'matter' },
    steps: {
      matter: {
        kind: 'ask',
        accepts: 'choice',
        text: 'matter',
        retry: 'matter_retry',
        topic: 'appointment',
        options: [
          { words: 'padron', value: 'padron' },
          { words: 'taxes', value: 'taxes' },
        ],
        save: 'matter',
        next: 'slots',
      },
      slots: {
        kind: 'call',
        service: 'list_slots',
        with: { service: 'matter' },
        save: 'slots',
        next: 'slot',
        failed: 'nobody',
      },
      slot: {
        kind: 'ask',
        accepts: 'choice',
        from: 'slots',
        none: 'nobody',
        text: 'slot',
        retry: 'slot_retry',
        save: 'slot',
        next: 'book',
      },
      book: {
        kind: 'call',
        service: 'book_slot',
        with: { slot: 'slot', day: { value: 'any' } },
        save: 'booked',
        next: 'is_tax',
        failed: 'taken',
      },
      taken: { kind: 'say', text: 'taken', next: 'forget' },
      forget: { kind: 'set', save: 'slot', to: null, next: 'slots' },
      is_tax: {
        kind: 'branch',
        on: 'matter',
        cases: [{ is: ['taxes'], next: 'done_tax' }],
        otherwise: 'done',
      },
      done: { kind: 'end', text: 'done' },
      done_tax: { kind: 'end', text: 'done_tax' },
      nobody: { kind: 'handover', text: 'nobody', department: 'general', summary: 'card' },
    },
  },
  words: {
    language: 'es',
    texts: {
      matter: '¿Para qué? Escriba el número.\n1. Padrón\n2. Tributos',
      matter_retry: 'Escriba 1 o 2.',
      slot: '¿Qué día le viene bien?',
      slot_retry: 'Escriba el número de la lista.',
      taken: 'Esa hora ya no está libre.',
      done: 'Tiene cita {{booked.when}} ({{matter}}). Código {{booked.code}}.',
      done_tax: 'Tiene cita {{booked.when}}. Traiga el recibo.',
      nobody: 'No hay horas. Se lo paso a una persona.',
      card: 'Cita\n{{collected}}',
    },
    labels: { matter: 'Para', slot: 'Hora' },
    words: { padron: ['padrón', 'empadronamiento'], taxes: ['tributos', 'impuestos'] },
  },
}
