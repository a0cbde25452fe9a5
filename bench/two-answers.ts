import { flowsWith } from '../tests/support/flows.ts'
import { flows } from '../tests/support/starter.ts'
import type { Dialogue } from './dialogue.ts'

/** What both sides say, and the word that begins the flow where nothing is understood but words. */
export const texts = {
  wish: 'censar',
  what: '¿De qué raza es?',
  where: '¿En qué calle vive?',
  done: 'Gracias. Anotado: {{what}}, en {{where}}.',
} as const

const said = ['Quiero censar a mi perro', 'Un galgo de tres años', 'calle Mayor 12'] as const

const question = { kind: 'ask', accepts: 'text', retry: 'retry', topic: 'pets' } as const

/** The smallest flow that asks twice and tells what it heard, beside everything that is shipped. */
const flow = {
  flow: {
    name: 'two_answers',
    version: 1,
    operators: 'es',
    start: 'what',
    intents: { pets: 'what' },
    steps: {
      what: { ...question, text: 'what', save: 'what', next: 'where' },
      where: { ...question, text: 'where', save: 'where', next: 'done' },
      done: { kind: 'end', text: 'done' },
    },
  },
  words: {
    language: 'es',
    texts: { what: texts.what, where: texts.where, done: texts.done, retry: '¿Cómo dice?' },
    labels: { what: 'Raza', where: 'Calle' },
  },
}

export const twoAnswers = (): Dialogue => ({
  flows: flowsWith([flow]),
  said,
  ends: texts.done.replace('{{what}}', said[1]).replace('{{where}}', said[2]),
})

/** As it is shipped: a report that says at once what and where, then no photo, and news, please. */
export const streetReport: Dialogue = {
  flows,
  said: ['Hay una farola fundida en la calle Mayor 12', 'no tengo foto', '1'],
  ends: 'A-0001',
}
