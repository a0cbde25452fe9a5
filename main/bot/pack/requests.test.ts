import { describe, it } from 'vitest'
import { type Dialogue, hold } from '../../../tests/support/dialogues.ts'
import { photo } from '../../../tests/support/starter.ts'

const bulky: readonly (readonly [string, Dialogue])[] = [
  [
    'asks what, where and whom to call, and gets a number',
    {
      language: 'es',
      wishes: { 'tengo un armario para tirar': 'bulky_waste' },
      lines: [
        { says: 'tengo un armario para tirar', at: 'bulky_what', messages: 2, hears: ['Recogemos los jueves.'] },
        { says: 'un armario y dos colchones', at: 'bulky_where' },
        { says: 'calle Ancha 9, segundo', at: 'bulky_phone' },
        { says: 'no tengo', at: 'bulky_phone', hears: ['todas sus cifras'] },
        { says: '700 10 01 01', at: 'bulky_confirm', hears: ['Dónde: calle Ancha 9, segundo'] },
        { says: 'no', at: 'bulky_fix' },
        { says: 'el lugar', at: 'bulky_where' },
        { says: 'calle Ancha 11', at: 'bulky_confirm', hears: ['Dónde: calle Ancha 11', 'Qué: un armario'] },
        { says: 'ahora sí', at: null, hears: ['el número A-26-0042', 'No saque nada a la calle'] },
      ],
      calls: ['look_up', 'open_report'],
      end: { outcome: 'handed_over', department: 'waste', topic: 'bulky_waste' },
      card: 'Recogida de muebles, A-26-0042\nQué: un armario y dos colchones\nDónde: calle Ancha 11\nTeléfono: +34700100101',
    },
  ],
  [
    'en català, quan no es pot obrir cap avís',
    {
      language: 'ca',
      failing: { look_up: 1, open_report: 1 },
      lines: [
        { says: '4', at: 'more_menu' },
        { says: 'mobles', at: 'bulky_what' },
        { says: 'un sofà vell', at: 'bulky_where' },
        { says: 'carrer Nou 3', at: 'bulky_phone' },
        { says: 'al 700100102', at: 'bulky_confirm' },
        { says: 'sí', at: null, hears: ['li dirà el dia', 'No tregui res'] },
      ],
      end: { outcome: 'handed_over', department: 'waste', topic: 'bulky_waste' },
      card: 'Recogida de muebles\nNo tiene número: hay que apuntarlo en Avisos.\nQué: un sofà vell\nDónde: carrer Nou 3\nTeléfono: +34700100102\nIdioma: catalán',
    },
  ],
]

const rights: readonly (readonly [string, Dialogue])[] = [
  [
    'opens a request with its number and last day, and asks for no picture of a document',
    {
      language: 'es',
      wishes: { 'quiero que me digan qué datos míos guardan': 'data_rights' },
      lines: [
        { says: 'quiero que me digan qué datos míos guardan', at: 'rights_menu', hears: ['Sus datos son suyos'] },
        { says: 'verlos', at: null, hears: ['D-26-0007', '2 de abril', 'No mande fotos'] },
      ],
      calls: ['open_rights_request'],
      end: { outcome: 'handed_over', department: 'general', topic: 'privacy' },
      card: 'Derechos de protección de datos, D-26-0007\nEstá en Privacidad, pestaña Derechos.',
    },
  ],
  [
    'diu com es tracten, a qui només ho vol llegir',
    {
      language: 'ca',
      wishes: { 'els meus drets': 'data_rights' },
      lines: [
        { says: 'els meus drets', at: 'rights_menu' },
        { says: 'llegir', at: null },
      ],
      calls: [],
      end: { topic: 'privacy' },
    },
  ],
  [
    'hands over what could not be opened',
    {
      language: 'en',
      failing: { open_rights_request: 1 },
      wishes: { 'my data protection rights': 'data_rights' },
      lines: [
        { says: 'my data protection rights', at: 'rights_menu' },
        { says: 'delete them', at: null, hears: ['The term of one month counts from today'] },
      ],
      end: { outcome: 'handed_over', department: 'general', topic: 'privacy' },
    },
  ],
]

const lost: readonly (readonly [string, Dialogue])[] = [
  [
    'takes what was lost, where and when',
    {
      language: 'es',
      wishes: { 'no encuentro las llaves': 'lost_found' },
      lines: [
        { says: 'no encuentro las llaves', at: 'lost_kind', messages: 2, hears: ['se guardan dos años'] },
        { says: 'ni idea', at: 'lost_kind', hears: ['Escriba 1'] },
        { says: 'he perdido', at: 'lost_what' },
        { says: 'unas llaves con un llavero rojo', at: 'lost_where' },
        { says: 'en la piscina', at: 'lost_when' },
        { says: 'ayer por la tarde', at: 'lost_confirm', hears: ['He perdido algo', 'Cuándo: el domingo 1 de marzo'] },
        { says: 'sí', at: null, hears: ['ya está apuntado'] },
      ],
      end: { outcome: 'handed_over', department: 'general', topic: 'lost_found' },
      card: 'Objetos perdidos\nHe perdido algo\nQué: unas llaves con un llavero rojo\nDónde: en la piscina\nCuándo: el domingo 1 de marzo',
    },
  ],
  [
    'recull el que algú ha trobat, i es pot corregir',
    {
      language: 'ca',
      failing: { look_up: 1 },
      lines: [
        { says: '4', at: 'more_menu' },
        { says: '3', at: 'more_town' },
        { says: '2', at: 'lost_kind' },
        { says: '2', at: 'lost_what' },
        { says: 'una cartera negra', at: 'lost_where' },
        { says: photo(), at: 'lost_where', messages: 2, hears: ['He rebut la seva foto'] },
        { says: 'plaça del Pou', at: 'lost_when' },
        { says: 'demà', at: 'lost_when', hears: ['un dia ja passat'] },
        { says: 'avui', at: 'lost_confirm' },
        { says: 'no', at: 'lost_fix' },
        { says: '3', at: 'lost_when' },
        { says: 'ahir', at: 'lost_confirm' },
        { says: 'sí', at: null, hears: ['ja està apuntat'] },
      ],
      end: { outcome: 'handed_over', topic: 'lost_found' },
      card: 'Objetos perdidos\nHe trobat alguna cosa\nQué: una cartera negra\nDónde: plaça del Pou\nCuándo: el domingo 1 de marzo\nIdioma: catalán',
    },
  ],
]

const complaints: readonly (readonly [string, Dialogue])[] = [
  [
    'are taken down and shown before they are passed on',
    {
      language: 'es',
      wishes: { 'quería decirles una cosa del parque': 'complaint_suggestion' },
      lines: [
        { says: 'quería decirles una cosa del parque', at: 'complaint_kind', messages: 2, hears: ['en un mes'] },
        { says: 'una sugerencia', at: 'complaint_text' },
        {
          says: 'pongan más sombra en el parque',
          at: 'complaint_confirm',
          hears: ['Una sugerencia\npongan más sombra'],
        },
        { says: 'no', at: 'complaint_fix' },
        { says: '2', at: 'complaint_kind' },
        { says: '1', at: 'complaint_confirm', hears: ['Una queja\npongan más sombra'] },
        { says: 'correcto', at: null, hears: ['no es un escrito oficial'] },
      ],
      end: { outcome: 'handed_over', department: 'general', topic: 'complaint_suggestion' },
      card: 'Una queja\nMensaje: pongan más sombra en el parque',
    },
  ],
  [
    'en català',
    {
      language: 'ca',
      lines: [
        { says: '4', at: 'more_menu' },
        { says: '3', at: 'more_town' },
        { says: 'queixa', at: 'complaint_kind', messages: 2 },
        { says: '3', at: 'complaint_text' },
        { says: '👍', at: 'complaint_text', hears: ['amb paraules'] },
        { says: 'la festa va estar molt bé', at: 'complaint_confirm' },
        { says: 'sí', at: null, hears: ['no és un escrit oficial'] },
      ],
      end: { outcome: 'handed_over', topic: 'complaint_suggestion' },
      card: 'Una felicitació\nMensaje: la festa va estar molt bé\nIdioma: catalán',
    },
  ],
]

const joining = ['begin_joining', 'declare_age', 'list_purposes', 'choose_purposes', 'accept_notices']

const notices: readonly (readonly [string, Dialogue])[] = [
  [
    'a wish is led to the notice, the age, the subjects and the word that counts',
    {
      language: 'es',
      wishes: { 'me gustaría enterarme de los cortes de agua': 'subscribe' },
      lines: [
        { says: 'me gustaría enterarme de los cortes de agua', at: 'age', hears: ['Aviso.', '14 años o más'] },
        { says: '👍', at: 'age', hears: ['Escriba solo SÍ o NO'] },
        { says: 'sí', at: 'purposes', hears: ['1. Obras y tráfico\n2. Cultura y fiestas'] },
        { says: 'todos', at: 'accept', hears: ['• Obras y tráfico\n• Cultura y fiestas', 'ACEPTO'] },
        { says: 'vale', at: 'accept', hears: ['solo ACEPTO'] },
        { says: 'info', at: 'accept', messages: 2, hears: ['Más.', 'ACEPTO'] },
        { says: 'acepto', at: null, hears: ['• Obras y tráfico', 'BAJA', 'PREFERENCIAS'] },
      ],
      calls: joining,
      end: { outcome: 'finished', topic: 'subscribe' },
    },
  ],
  [
    'qui no en vol cap sap com dir-ho, i no se li diu res més',
    {
      language: 'ca',
      lines: [
        { says: '4', at: 'more_menu' },
        { says: '3', at: 'more_town' },
        { says: '4', at: 'age' },
        { says: 'BAIXA', at: null, hears: ['Ja no li enviarem avisos'] },
      ],
      calls: ['begin_joining'],
      end: { outcome: 'finished', topic: 'opt_out' },
    },
  ],
  [
    'a second thought leaves nothing',
    {
      language: 'gl',
      wishes: { 'gustaríame enterarme': 'subscribe' },
      lines: [
        { says: 'gustaríame enterarme', at: 'age' },
        { says: 'si', at: 'purposes' },
        { says: 'todos menos obras', at: 'purposes', hears: ['só os números'] },
        { says: 'festas e cultura', at: 'accept' },
        { says: 'non', at: null, hears: ['non lle enviaremos avisos'] },
      ],
      calls: ['begin_joining', 'declare_age', 'list_purposes', 'choose_purposes', 'decline_notices'],
      end: { outcome: 'finished' },
    },
  ],
  [
    'an age answers for itself, unless it says two things; and is no subject',
    {
      language: 'es',
      lines: [
        { says: 'ALTA', at: 'age' },
        { says: 'no, tengo 18', at: 'age', hears: ['Escriba solo SÍ o NO'] },
        { says: '18', at: 'purposes' },
        { says: '18', at: 'purposes', hears: ['Escriba solo los números'] },
        { says: '1, 2', at: 'accept', hears: ['• Obras y tráfico\n• Cultura y fiestas'] },
        { says: 'ACEPTO', at: null },
      ],
      calls: joining,
      end: { outcome: 'finished', topic: 'subscribe' },
    },
  ],
  [
    'an age below ends it, as a no does',
    {
      language: 'es',
      lines: [
        { says: 'ALTA', at: 'age' },
        { says: 'tengo 12 años', at: null, hears: ['Con menos de 14 años'] },
      ],
      calls: ['begin_joining', 'declare_age'],
      end: { outcome: 'finished' },
    },
  ],
  [
    'adinez txikia denak ez du altarik, eta badaki zer egin',
    {
      language: 'eu',
      lines: [
        { says: 'izena eman', at: 'age' },
        { says: 'ez', at: null, hears: ['ALTA idatz dezake'] },
      ],
      calls: ['begin_joining', 'declare_age'],
      end: { outcome: 'finished' },
    },
  ],
  [
    'what cannot be opened is passed to a person, and is called no consent',
    {
      language: 'es',
      failing: { begin_joining: 1 },
      lines: [{ says: 'ALTA', at: null }],
      calls: ['begin_joining'],
      end: { outcome: 'handed_over', department: 'general', topic: 'subscribe' },
      card: 'Quiere recibir avisos y el asistente no ha podido apuntarle. No es un consentimiento.\nEscribió: ALTA',
    },
  ],
  [
    'preferences are seen, narrowed, paused and left',
    {
      language: 'es',
      lines: [
        { says: 'preferencias', at: 'change', messages: 2, hears: ['• Obras\n• Fiestas'] },
        { says: '2', at: 'removed' },
        { says: 'la de obras', at: null, hears: ['• Obras y tráfico'] },
        { says: 'cambiar avisos', at: 'change', messages: 2 },
        { says: '3', at: 'settings' },
        { says: '1', at: 'until' },
        { says: 'el 15 de septiembre', at: null, hears: ['15 de septiembre de 2026'] },
        { says: 'PREFERENCIAS', at: 'change', messages: 2 },
        { says: 'barrio', at: 'neighbourhood' },
        { says: 'en la Estación', at: null, hears: ['La Estación'] },
        { says: 'preferencias', at: 'change', messages: 2 },
        { says: '4', at: null, hears: ['Ya no le enviaremos avisos'] },
      ],
      end: { outcome: 'finished' },
    },
  ],
  [
    'a word too many about one subject ends that one',
    {
      language: 'es',
      lines: [{ says: 'no me mandéis avisos de las fiestas', at: null, hears: ['• Fiestas', 'BAJA'] }],
      calls: ['stop_named'],
      end: { outcome: 'finished' },
    },
  ],
]

const elsewhere: readonly (readonly [string, Dialogue])[] = [
  [
    'tells about privacy and languages',
    {
      language: 'es',
      lines: [
        { says: '4', at: 'more_menu' },
        { says: '4', at: null, hears: ['El Ayuntamiento trata sus datos', 'EUSKARAZ'] },
        { says: 'en català', at: 'menu', messages: 2, hears: ['li escric en català', '4. Cites'] },
      ],
      end: { outcome: 'waiting' },
    },
  ],
]

describe('a pick-up of furniture', () => {
  it.each(bulky)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})

describe('lost property', () => {
  it.each(lost)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})

describe('complaints, suggestions and praise', () => {
  it.each(complaints)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})

describe('notices of the town', () => {
  it.each(notices)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})

describe('what else there is', () => {
  it.each(elsewhere)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})

describe('rights over their own data', () => {
  it.each(rights)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})
