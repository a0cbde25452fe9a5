import { describe, expect, it } from 'vitest'
import { flowsWith } from '../../tests/support/flows.ts'
import { citizen, mondayMorning } from '../../tests/support/starter.ts'
import { initialState } from './conversation.ts'

const asking = (question: object) =>
  flowsWith([
    {
      flow: {
        name: 'asking',
        version: 1,
        operators: 'es',
        start: 'q',
        steps: {
          q: { kind: 'ask', text: 'q', retry: 'retry', save: 'it', next: 'end', ...question },
          end: { kind: 'end', text: 'end' },
        },
      },
      words: {
        language: 'es',
        texts: { q: '¿Cuál?', retry: 'Otra vez, por favor.', end: 'Es {{it}}.' },
        labels: { it: 'Eso' },
      },
    },
  ])

const state = { ...initialState, flow: 'asking', version: 1, step: 'q', greetedAt: mondayMorning }
const reply = (question: object, words: string, language: 'es' | 'ca' | 'gl' | 'eu' | 'en' = 'es') =>
  citizen({ language, flows: asking(question), state }).says(words).replies

describe('a number', () => {
  const question = { accepts: 'number', min: 1, max: 20 }
  it.each([
    ['3', 'Es 3.'],
    ['somos 4 personas', 'Es 4.'],
    ['siete', 'Es 7.'],
    ['2,5', 'Es 2.5.'],
  ])('"%s" → %s', (words, answer) => {
    expect(reply(question, words)).toEqual([answer])
  })
  it.each(['0', '21', 'muchos', '3 o 4', '-2', '9'.repeat(400)])('"%s" is asked for again', (words) => {
    expect(reply(question, words)).toEqual(['Otra vez, por favor.'])
  })
})

describe('a telephone', () => {
  it.each([
    ['612 34 56 78', 'Es +34612345678.'],
    ['mi teléfono es el 912.345.678', 'Es +34912345678.'],
    ['+351 912 345 678', 'Es +351912345678.'],
  ])('"%s" → %s', (words, answer) => {
    expect(reply({ accepts: 'phone' }, words)).toEqual([answer])
  })
  it.each(['no tengo', '12', '612345'])('"%s" is asked for again', (words) => {
    expect(reply({ accepts: 'phone' }, words)).toEqual(['Otra vez, por favor.'])
  })
})

/** Monday 2 March 2026. */
describe('a day', () => {
  const day = { accepts: 'date' }
  it.each([
    ['hoy', 'el lunes 2 de marzo'],
    ['mañana por la mañana', 'el martes 3 de marzo'],
    ['pasado mañana', 'el miércoles 4 de marzo'],
    ['el jueves', 'el jueves 5 de marzo'],
    ['JUEVES!!', 'el jueves 5 de marzo'],
    ['el lunes', 'el lunes 9 de marzo'],
    ['el jueves 12', 'el jueves 12 de marzo'],
    ['el jueves que viene a las 10', 'el jueves 5 de marzo'],
    ['el jueves sobre las 11 h', 'el jueves 5 de marzo'],
    ['el 20 a las 9', 'el viernes 20 de marzo'],
    ['3 de mayo', 'el domingo 3 de mayo'],
    ['el 3 d mayo a las 10', 'el domingo 3 de mayo'],
    ['3/5', 'el domingo 3 de mayo'],
    ['03-05-2026', 'el domingo 3 de mayo'],
    ['3.5.26', 'el domingo 3 de mayo'],
    ['2026-05-03', 'el domingo 3 de mayo'],
    ['1 de marzo', 'el lunes 1 de marzo'],
    ['el 15', 'el domingo 15 de marzo'],
    ['el día 1', 'el miércoles 1 de abril'],
    ['29 de febrero', 'el martes 29 de febrero'],
    ['en setiembre, el 9', 'el miércoles 9 de septiembre'],
  ])('"%s" → %s', (words, answer) => {
    expect(reply(day, words)).toEqual([`Es ${answer}.`])
  })
  it.each([
    ['ca', 'demà', 'el martes 3 de marzo'],
    ['ca', 'el 3 de maig', 'el domingo 3 de mayo'],
    ['gl', 'mañá', 'el martes 3 de marzo'],
    ['gl', 'o xoves', 'el jueves 5 de marzo'],
    ['eu', 'bihar', 'el martes 3 de marzo'],
    ['eu', 'ostegunean', 'el jueves 5 de marzo'],
    ['eu', 'maiatzaren 3an', 'el domingo 3 de mayo'],
    ['en', 'tomorrow', 'el martes 3 de marzo'],
    ['en', '3 May', 'el domingo 3 de mayo'],
  ] as const)('in %s: "%s" → %s', (language, words, answer) => {
    expect(reply(day, words, language)).toEqual([`Es ${answer}.`])
  })
  it.each(['31 de febrero', '32/1', '1/3/2020', 'cuando puedan', 'el jueves 13', 'ayer', 'el 3 o el 4', 'quizás'])(
    '"%s" is asked for again',
    (words) => {
      expect(reply(day, words)).toEqual(['Otra vez, por favor.'])
    },
  )
  it('too far away is asked for again', () => {
    expect(reply({ ...day, within: 30 }, '3 de mayo')).toEqual(['Otra vez, por favor.'])
    expect(reply({ ...day, within: 90 }, '3 de mayo')).toEqual(['Es el domingo 3 de mayo.'])
  })
  it('may be one that has been', () => {
    const past = { ...day, past: true }
    expect(reply(past, 'ayer')).toEqual(['Es el domingo 1 de marzo.'])
    expect(reply(past, 'el jueves')).toEqual(['Es el jueves 26 de febrero.'])
    expect(reply(past, '12/11/75')).toEqual(['Otra vez, por favor.'])
    expect(reply(past, 'mañana')).toEqual(['Otra vez, por favor.'])
  })
})
