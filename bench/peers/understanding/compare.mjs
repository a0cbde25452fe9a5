// Other ways to understand a message, trained on our phrases and measured on the half of the evaluation nobody looked
// at: `npm ci` here, then `node ../../../node24.mjs compare.mjs`. Prints a table; takes a few minutes.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { containerBootstrap } from '@nlpjs/core'
import { LangEs } from '@nlpjs/lang-es'
import { NluNeural } from '@nlpjs/nlu'
import MiniSearch from 'minisearch'
import { featuresOf } from '../../../main/bot/understanding/features.ts'
import { modelFile } from '../../../main/bot/understanding/load.ts'
import { probabilities, scoresOf } from '../../../main/bot/understanding/model.ts'
import { unpackModels } from '../../../main/bot/understanding/model-file.ts'
import { half } from '../../../main/bot/understanding/training/evaluation.ts'
import { readPhrases, readUnseen } from '../../../main/bot/understanding/training/phrases.ts'
import { wordsOf } from '../../../main/bot/understanding/wording.ts'

const root = join(import.meta.dirname, '../../..')
const { phrases } = await readPhrases(join(root, 'resources/intents'))
const unseen = (await readUnseen(join(root, 'tests/intents/unseen'))).filter((phrase) => half(phrase) === 'final')

/** Phrases by intent, at most `most` Spanish ones each when given. */
const taught = (most = Number.POSITIVE_INFINITY) =>
  [...Map.groupBy(phrases, ({ intent }) => intent).values()].flatMap((own) =>
    Number.isFinite(most) ? own.filter(({ lang }) => lang === 'es').slice(0, most) : own,
  )

const best = (scores) =>
  [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([intent]) => intent)

/** The mean of the features of each intent's phrases; the nearest one wins. */
function centroids(examples) {
  const means = new Map()
  for (const { text, intent } of examples) {
    const { ids, weights } = featuresOf(wordsOf(text))
    const mean = means.get(intent) ?? new Map()
    means.set(intent, mean)
    for (const [i, id] of ids.entries()) mean.set(id, (mean.get(id) ?? 0) + weights[i])
  }
  const lengths = new Map(
    [...means].map(([intent, mean]) => [
      intent,
      Math.sqrt([...mean.values()].reduce((sum, value) => sum + value ** 2, 0)),
    ]),
  )
  return (text) => {
    const { ids, weights } = featuresOf(wordsOf(text))
    const scores = [...means].map(([intent, mean]) => {
      const product = ids.reduce((sum, id, i) => sum + weights[i] * (mean.get(id) ?? 0), 0)
      return [intent, product / lengths.get(intent)]
    })
    return best(scores)
  }
}

/** Multinomial naive Bayes over words, with one added to every count. */
function naiveBayes(examples) {
  const counts = new Map()
  const known = new Set()
  for (const { text, intent } of examples) {
    const own = counts.get(intent) ?? { words: new Map(), total: 0, phrases: 0 }
    counts.set(intent, own)
    own.phrases++
    for (const word of wordsOf(text)) {
      known.add(word)
      own.words.set(word, (own.words.get(word) ?? 0) + 1)
      own.total++
    }
  }
  return (text) => {
    const words = wordsOf(text).filter((word) => known.has(word))
    return best(
      [...counts].map(([intent, { words: own, total, phrases: n }]) => [
        intent,
        Math.log(n) + words.reduce((sum, word) => sum + Math.log(((own.get(word) ?? 0) + 1) / (total + known.size)), 0),
      ]),
    )
  }
}

/** A search engine over the phrases: the intents of the ten most like the message vote with their score. */
function miniSearch(examples) {
  const index = new MiniSearch({ fields: ['text'], storeFields: ['intent'], tokenize: (text) => [...wordsOf(text)] })
  index.addAll(examples.map(({ text, intent }, id) => ({ id, text, intent })))
  return (text) => {
    const votes = new Map()
    for (const { intent, score } of index.search(text, { prefix: true, fuzzy: 0.2 }).slice(0, 10)) {
      votes.set(intent, (votes.get(intent) ?? 0) + score)
    }
    return best(votes)
  }
}

async function nlpjs(examples) {
  const container = containerBootstrap()
  container.use(LangEs)
  const nlu = new NluNeural({ locale: 'es', container, log: false })
  await nlu.train(
    examples.map(({ text, intent }) => ({ utterance: text, intent })),
    { log: false },
  )
  return async (text) => {
    const { classifications } = await nlu.process(text)
    return classifications.slice(0, 3).map(({ intent }) => intent)
  }
}

async function ours() {
  const { intent: model } = unpackModels(await readFile(join(root, 'resources/intents', modelFile)))
  return (text) => {
    const likely = probabilities(scoresOf(model, featuresOf(wordsOf(text))), model.temperature)
    return best(model.classes.map((intent, c) => [intent, likely[c]]))
  }
}

const ways = [
  ['centroids, six phrases an intent', () => centroids(taught(6))],
  ['centroids', () => centroids(taught())],
  ['naive Bayes over words', () => naiveBayes(taught())],
  ['MiniSearch, votes of ten', () => miniSearch(taught())],
  ['nlp.js neural', () => nlpjs(taught())],
  ['linear over words and letters (ours)', ours],
]
process.stdout.write(`${'way'.padEnd(38)} ready s  ms each  es top1   top3  others top1   top3\n`)
for (const [name, make] of ways) {
  const start = performance.now()
  const guess = await make()
  const ready = (performance.now() - start) / 1000
  const began = performance.now()
  const judged = []
  for (const phrase of unseen) judged.push({ ...phrase, guesses: await guess(phrase.text) })
  const each = (performance.now() - began) / unseen.length
  const rate = (part, hit) => `${((100 * part.filter(hit).length) / part.length).toFixed(1)} %`.padStart(7)
  const right = ({ intent, guesses }) => guesses[0] === intent
  const near = ({ intent, guesses }) => guesses.includes(intent)
  const es = judged.filter(({ lang }) => lang === 'es')
  const others = judged.filter(({ lang }) => lang !== 'es')
  process.stdout.write(
    `${name.padEnd(38)} ${ready.toFixed(1).padStart(7)} ${each.toFixed(2).padStart(8)} ${[
      rate(es, right),
      rate(es, near),
      '   ',
      rate(others, right),
      rate(others, near),
    ].join(' ')}\n`,
  )
}
