import { expect, it } from 'vitest'
import { featuresOf } from '../features.ts'
import { probabilities, scoresOf } from '../model.ts'
import { packModels, unpackModels } from '../model-file.ts'
import { phraseBook } from '../phrase-book.ts'
import { wordsOf } from '../wording.ts'
import { train } from './descent.ts'
import { withNoise } from './noise.ts'

const examples = [
  ...['la biblioteca', 'libros prestados', 'carnet de la biblioteca', 'devolver libros', 'sala de lectura'],
  ...['la piscina', 'bono de la piscina', 'nadar en la piscina', 'horario de baño', 'piscina cubierta'],
].map((text, i) => ({ text, label: i < 5 ? 'library' : 'swimming_pool' }))

const options = { rounds: 20, rate: 0.4, decay: 1e-5, rarest: 1 }

function chances(model: ReturnType<typeof train>, text: string) {
  const likely = probabilities(scoresOf(model, featuresOf(wordsOf(text))), model.temperature)
  return Object.fromEntries(model.classes.map((label, c) => [label, likely[c] ?? 0]))
}

it('learns what examples have in common', () => {
  const model = train(examples, options)
  expect(chances(model, 'un libro').library).toBeGreaterThan(0.6)
  expect(chances(model, 'bañarme en la pisina').swimming_pool).toBeGreaterThan(0.6)
})

it('learns the same from the same examples', () => {
  expect(train(examples, options)).toEqual(train(examples, options))
  expect(withNoise(examples, ['hola'], 1)).toEqual(withNoise(examples, ['hola'], 1))
})

it('comes back from its file as it went in, and a damaged file is refused', () => {
  const model = train(examples, options)
  const book = phraseBook([
    { words: ['no'], meaning: 'none' },
    { words: ['stop'], meaning: 'opt_out' },
  ])
  const models = { fingerprint: 'f', book, intent: model, optOut: model, danger: model, language: model }
  const file = packModels(models)
  expect(unpackModels(file)).toEqual(models)
  expect(() => unpackModels(file.subarray(0, file.length / 2))).toThrow()
})
