import { createHash } from 'node:crypto'
import { featuresOf } from '../features.ts'
import { probabilities, scoresOf } from '../model.ts'
import type { Models } from '../model-file.ts'
import { phraseBook } from '../phrase-book.ts'
import { doubt } from '../rules.ts'
import { wordsOf } from '../wording.ts'
import { type Example, train, usualTraining } from './descent.ts'
import { loneWords } from './lone-words.ts'
import { withNoise } from './noise.ts'
import type { TrainingPhrases } from './phrases.ts'

/** The longest phrase, in characters, that people say before or after a wish. */
const longestCourtesy = 24

/** What the models of these phrases are called; other phrases or options give another name. */
export const fingerprintOf = (phrases: TrainingPhrases): string =>
  createHash('sha256')
    .update(JSON.stringify([phrases, usualTraining, loneWeights]))
    .digest('hex')

/** Every model that ships, trained anew: the same phrases give the same models. Takes some minutes. */
export function trainModels(phrases: TrainingPhrases): Models {
  const courtesies = courtesiesOf(phrases)
  const noisy = (examples: readonly Example[]) => withNoise(examples, courtesies, 1)
  const meanings = intentExamples(phrases)
  return {
    fingerprint: fingerprintOf(phrases),
    book: bookOf(phrases),
    intent: { ...train(noisy(meanings)), temperature: temperatureFor(meanings, noisy) },
    optOut: train(withLoneWords(noisy(optOutExamples(phrases)), loneWeights.optOut)),
    danger: train(withLoneWords(noisy(dangerExamples(phrases)), loneWeights.danger)),
    language: train(languageExamples(phrases)),
  }
}

/** Every phrase with what it means; one that only the citizen can settle means `doubt`. */
const bookOf = ({ phrases, nearOptOut, nearDanger, doubts }: TrainingPhrases) =>
  phraseBook([
    ...[...phrases, ...nearOptOut, ...nearDanger].map(({ text, intent }) => ({
      words: wordsOf(text),
      meaning: intent,
    })),
    ...doubts.map(({ text }) => ({ words: wordsOf(text), meaning: doubt })),
  ])

/** What a word alone counts: less against danger, of which missing one costs most. */
const loneWeights = { optOut: 0.1, danger: 0.03 } as const

const withLoneWords = (examples: readonly Example[], weight: number): Example[] => [
  ...examples,
  ...loneWords(examples, weight),
]

const courtesiesOf = ({ phrases }: TrainingPhrases): readonly string[] =>
  phrases
    .filter(({ intent, text }) => intent === 'none' && text.length <= longestCourtesy && /\p{L}{3}/u.test(text))
    .map(({ text }) => text)

const intentExamples = ({ phrases, nearOptOut, nearDanger }: TrainingPhrases): Example[] =>
  [...phrases, ...nearOptOut, ...nearDanger].map(({ text, intent }) => ({ text, label: intent }))

const optOutExamples = ({ phrases, nearOptOut, nearDanger, doubts }: TrainingPhrases): Example[] => [
  ...[...phrases, ...nearDanger].map(({ text, intent }) => ({ text, label: intent === 'opt_out' ? 'yes' : 'no' })),
  ...nearOptOut.map(({ text }) => ({ text, label: 'no', weight: 3 })),
  ...doubts.map(({ text }) => ({ text, label: 'ask', weight: 3 })),
]

const dangerExamples = ({ phrases, nearOptOut, nearDanger }: TrainingPhrases): Example[] => [
  ...[...phrases, ...nearOptOut].map(({ text, intent }) => ({ text, label: intent === 'emergency' ? 'yes' : 'no' })),
  ...nearDanger.map(({ text }) => ({ text, label: 'no', weight: 3 })),
]

const languageExamples = ({ phrases, nearOptOut, nearDanger }: TrainingPhrases): Example[] =>
  [...phrases, ...nearOptOut, ...nearDanger].map(({ text, lang }) => ({ text, label: lang }))

/** One example in so many is kept back to measure how sure the model may be. */
const keptBack = 6
const temperatures = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.8]

/** The temperature under which examples that were kept back are least surprising. */
function temperatureFor(examples: readonly Example[], noisy: (examples: readonly Example[]) => Example[]): number {
  const model = train(noisy(examples.filter((_, i) => i % keptBack !== 0)))
  const measured = examples
    .filter((_, i) => i % keptBack === 0)
    .map(({ text, label }) => ({
      scores: scoresOf(model, featuresOf(wordsOf(text))),
      label: model.classes.indexOf(label),
    }))
  const surprise = (temperature: number) =>
    measured.reduce(
      (sum, { scores, label }) => sum - Math.log(Math.max(probabilities(scores, temperature)[label] ?? 0, 1e-9)),
      0,
    )
  return temperatures.toSorted((a, b) => surprise(a) - surprise(b))[0] ?? 1
}
