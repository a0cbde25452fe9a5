import { describe, expect, it } from 'vitest'
import { type Dialogue, hold } from '../../../tests/support/dialogues.ts'

const padron: readonly (readonly [string, Dialogue])[] = [
  [
    'a certificate: what it is, its papers, and an appointment on request',
    {
      language: 'es',
      wishes: { 'necesito un papel que diga dónde vivo': 'padron_certificate' },
      lines: [
        {
          says: 'necesito un papel que diga dónde vivo',
          at: 'certificate_offer',
          messages: 2,
          hears: ['El volante informa', 'Necesita: su DNI.', '¿Quiere pedir cita'],
        },
        { says: 'sí', at: 'which_service' },
        { says: '1', at: 'which_slot' },
        { says: '1', at: 'confirm' },
        { says: 'sí', at: null, hears: ['Padrón y certificados'] },
      ],
      calls: ['look_up', 'list_services', 'list_slots', 'book_slot'],
      end: { outcome: 'finished', topic: 'appointment' },
    },
  ],
  [
    'un certificat, sense cita',
    {
      language: 'ca',
      lines: [
        { says: '4', at: 'more_menu' },
        { says: 'padró', at: 'padron_menu' },
        { says: 'un volant', at: 'certificate_offer', messages: 2, hears: ["El volant informa d'on viu"] },
        { says: 'no', at: null, hears: ["D'acord"] },
      ],
      end: { outcome: 'finished' },
    },
  ],
  [
    'registering',
    {
      language: 'es',
      wishes: { 'me mudo al pueblo': 'padron_register' },
      lines: [{ says: 'me mudo al pueblo', at: 'register_offer', messages: 2, hears: ['contrato de alquiler'] }],
      end: { outcome: 'waiting', topic: 'padron_register' },
    },
  ],
  [
    'what the town does not know, a person does',
    {
      language: 'es',
      failing: { look_up: 1 },
      wishes: { 'un papel del padrón': 'padron_certificate' },
      lines: [{ says: 'un papel del padrón', at: null, hears: ['No lo sé. Se lo paso a una persona'] }],
      end: { outcome: 'handed_over', topic: 'padron_certificate' },
      card: 'Pide un certificado o volante de empadronamiento.\nEscribió: un papel del padrón',
    },
  ],
  [
    "el que l'ajuntament no sap, ho sap una persona",
    {
      language: 'ca',
      failing: { look_up: 1 },
      wishes: { 'vull viure aquí': 'padron_register' },
      lines: [{ says: 'vull viure aquí', at: null, hears: ['No ho sé. Ho passo a una persona'] }],
      end: { outcome: 'handed_over', topic: 'padron_register' },
      card: 'Quiere empadronarse o cambiar de domicilio.\nEscribió: vull viure aquí\nIdioma: catalán',
    },
  ],
]

describe('the register', () => {
  it.each(padron)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})

type Item = {
  /** Its place in the menu of the flow. */
  readonly number: string
  /** The wish that leads to it too. */
  readonly topic: string
  readonly fact: string
  /** What the operator's card says it is about. */
  readonly about: string
}

const item = (number: string, topic: string, fact: string, about: string): Item => ({
  number,
  topic,
  fact,
  about,
})

/** The numbers that lead to each menu, and the steps on the way. */
const menus = [
  {
    flow: 'taxes',
    way: [
      { says: '4', at: 'more_menu' },
      { says: '2', at: 'more_procedures' },
      { says: '3', at: 'taxes_menu' },
    ],
    items: [
      item('2', 'property_tax', 'El IBI se paga de junio a agosto.', 'el IBI'),
      item('3', 'vehicle_tax', 'Se paga en abril.', 'el impuesto del coche'),
      item('4', 'payments', 'Puede domiciliar sus recibos.', 'un pago o recibo'),
    ],
  },
  {
    flow: 'events',
    way: [
      { says: '4', at: 'more_menu' },
      { says: '3', at: 'more_town' },
      { says: '1', at: 'events_menu' },
    ],
    items: [
      item('1', 'festivities', 'Las fiestas son en agosto.', 'las fiestas'),
      item('2', 'culture_events', 'El viernes hay teatro.', 'los actos culturales'),
      item('3', 'courses_activities', 'Los cursos empiezan en octubre.', 'cursos y actividades'),
      item('4', 'sports', 'La pista se alquila en la oficina.', 'el deporte'),
    ],
  },
] as const
const cases = menus.flatMap(({ way, items }) =>
  items.flatMap((asked) => (['es', 'ca'] as const).map((language) => ({ ...asked, way, language }))),
)

describe.each(cases)('$topic, in $language', ({ number, topic, fact, about, way, language }) => {
  it('tells what the town knows', () => {
    const lines = [...way, { says: number, at: null, hears: [fact, 'PERSONA'] }]
    hold({ language, lines, calls: ['look_up'], end: { outcome: 'finished', topic } })
  })

  it('calls a person for what the town does not know', () => {
    const lines = [...way, { says: number, at: null }]
    const end = hold({ language, failing: { look_up: 1 }, lines, end: { outcome: 'handed_over', topic } })
    expect(end.summary).toContain(`Pregunta por ${about}.`)
    expect(end.replies[0]).toMatch(language === 'es' ? /^No lo sé\./ : /^No ho sé\./)
  })
})

it.each(cases)('whoever wishes for $topic is told what the town knows, in $language', ({ topic, fact, language }) => {
  const lines = [{ says: 'zzz', at: null, hears: [fact] }]
  hold({ language, wishes: { zzz: topic }, lines, end: { outcome: 'finished', topic } })
})

describe('when taxes are paid', () => {
  const [{ way }] = menus
  const ask = (failing: number, hears: readonly string[], outcome: 'finished' | 'handed_over') =>
    hold({
      language: 'es',
      failing: { look_up: failing },
      lines: [...way, { says: 'cuándo se paga', at: null, hears }],
      calls: ['look_up', 'look_up'],
      end: { outcome, topic: 'tax_calendar' },
    })

  it('is told of the house and the car', () => {
    const { replies } = ask(0, [], 'finished')
    expect(replies[0]).toContain('El IBI se paga de junio a agosto.\nSe paga en abril.\n\nSi necesita')
  })

  it('is told of what the town knows', () => {
    expect(ask(1, ['Se paga en abril.'], 'finished').replies[0]).not.toContain('IBI')
  })

  it('is asked of a person when the town knows neither', () => {
    expect(ask(2, ['No lo sé.'], 'handed_over').summary).toContain('Pregunta por el calendario de impuestos.')
  })
})
