import { describe, it } from 'vitest'
import { type Dialogue, hold } from '../../../tests/support/dialogues.ts'
import { photo, place } from '../../../tests/support/starter.ts'

const told = { outcome: 'finished', topic: 'report_status' } as const

const sending: readonly (readonly [string, Dialogue])[] = [
  [
    'with a photo and a place, and news wanted',
    {
      language: 'es',
      lines: [
        { says: '2', at: 'report_what' },
        { says: 'hay un bache muy hondo', at: 'report_where' },
        { says: place(40.4167, -3.70325, 'Plaza Mayor'), at: 'report_photo' },
        { says: photo(), at: 'report_confirm', hears: ['Qué: hay un bache muy hondo'] },
        { says: '1', at: null, hears: ['Su aviso tiene el número A-26-0042'] },
      ],
      calls: ['open_report'],
      end: { outcome: 'handed_over', department: 'street', topic: 'street_report' },
      card: 'Aviso en la calle, A-26-0042\nQué: hay un bache muy hondo\nDónde: ubicación compartida (Plaza Mayor – 40.41670, -3.70325)\nFoto: sí\nQuiere novedades: sí',
    },
  ],
  [
    'en català, sense foto ni novetats, dient sí',
    {
      language: 'ca',
      wishes: { 'no es veu res de nit al carrer Nou 3': 'streetlight' },
      lines: [
        { says: 'no es veu res de nit al carrer Nou 3', at: 'report_photo' },
        { says: 'no', at: 'report_confirm', hears: ['Què: no es veu res de nit al carrer Nou 3\nOn: carrer Nou 3'] },
        { says: 'sí, però no', at: 'report_confirm', hears: ['Escrigui 1 o 2'] },
        { says: 'sí', at: null, hears: ['El seu avís té el número A-26-0042'] },
      ],
      end: { outcome: 'handed_over', department: 'street', topic: 'street_report' },
      card: 'Aviso en la calle, A-26-0042\nQué: no es veu res de nit al carrer Nou 3\nDónde: carrer Nou 3\nFoto: no\nQuiere novedades: no\nIdioma: catalán',
    },
  ],
]

const asking: readonly (readonly [string, Dialogue])[] = [
  [
    'of the last report',
    {
      language: 'es',
      lines: [
        { says: 'cómo va mi aviso', at: 'status_menu' },
        { says: 'el último', at: null, hears: ['Aviso A-26-0042: en marcha.', 'Trata de: una farola apagada'] },
      ],
      calls: ['report_status'],
      end: told,
    },
  ],
  [
    "del número d'un avís",
    {
      language: 'ca',
      lines: [
        { says: '4', at: 'more_menu' },
        { says: '2', at: 'more_procedures' },
        { says: '4', at: 'status_menu' },
        { says: '2', at: 'status_number' },
        { says: 'no ho sé', at: 'status_number', hears: ['només les últimes xifres'] },
        { says: '42', at: null, hears: ['Avís A-26-0042'] },
      ],
      end: told,
    },
  ],
  [
    'of a number that is nobody’s, twice',
    {
      language: 'es',
      lines: [
        { says: 'mi aviso', at: 'status_menu' },
        { says: '2', at: 'status_number' },
        { says: '7', at: 'status_unknown', hears: ['con el número 7'] },
        { says: 'otro número', at: 'status_number' },
        { says: 'el 8', at: 'status_unknown', hears: ['con el número 8'] },
        { says: '2', at: null },
      ],
      calls: ['report_status', 'report_status'],
      end: { outcome: 'handed_over', topic: 'report_status' },
      card: 'Quiere saber cómo va un aviso y no aparece.\nNúmero de aviso: 8\nEscribió: 2',
    },
  ],
  [
    'of none at all: a report can be sent',
    {
      language: 'es',
      failing: { report_status: 1 },
      lines: [
        { says: 'mi aviso', at: 'status_menu' },
        { says: '1', at: 'status_none' },
        { says: 'enviar un aviso', at: 'report_what' },
      ],
      end: { outcome: 'waiting' },
    },
  ],
  [
    'of a file, which only a person can see',
    {
      language: 'es',
      wishes: { 'mi licencia lleva meses': 'file_status' },
      lines: [
        { says: 'mi licencia lleva meses', at: 'status_menu' },
        { says: '3', at: 'file', messages: 2, hears: ['sede electrónica'] },
        { says: 'licencia de obras de mayo', at: null, hears: ['Yo no puedo ver los expedientes'] },
      ],
      end: { outcome: 'handed_over', topic: 'file_status' },
      card: 'Quiere saber cómo va un trámite.\nTrámite: licencia de obras de mayo',
    },
  ],
]

describe('a report in the street', () => {
  it.each(sending)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})

describe('how it is going', () => {
  it.each(asking)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})
