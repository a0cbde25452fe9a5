import type { Language } from '../../../contract/common.ts'
import type { Guess, Understand } from '../ports.ts'
import { type Features, featuresOf } from './features.ts'
import { type Model, probabilities, scoresOf } from './model.ts'
import type { Models } from './model-file.ts'
import { lookUp } from './phrase-book.ts'
import { decide, doubt, judgeDanger, judgeOptOut } from './rules.ts'
import { recall, type Taught } from './taught.ts'
import { wordsOf } from './wording.ts'

/** Reads messages with the shipped models and what the town taught; a fraction of a millisecond each. */
export function understanding(models: Models, taught: Taught): Understand {
  return (text, hint) => {
    const words = wordsOf(text)
    const features = featuresOf(words)
    const learned = words.length === 0 ? null : recall(taught, features)
    const known = lookUp(models.book, words)
    const guessed = certain(chances(models.intent, features), known)
    // A word alone says too little for the model of all intents; those for leaving and danger learned words alone.
    const isLone = known === null && words.length === 1
    const among = isLone ? [] : guessed
    const isAnswer = known === null && words.every(isNumber)
    const optOut = isAnswer ? 'no' : judgeOptOut(known, chances(models.optOut, features), among, learned)
    const danger = !isAnswer && judgeDanger(known, chances(models.danger, features), among)
    const lang = languageOf(chances(models.language, features), words, hint)
    const guesses = withTaught(isLone ? guessed.map(unlessCertain) : guessed, learned)
    return { ...decide(words, guesses, { optOut, danger }), optOut, danger, lang }
  }
}

/** Answers are full of numbers, and only those of the book, as 112, mean something by themselves. */
const isNumber = (word: string) => /^\p{N}+$/u.test(word)

/** What outranks everything is certain, or it is no guess. */
const unlessCertain = (guess: Guess): Guess =>
  guess.intent === 'emergency' || guess.intent === 'opt_out' ? { ...guess, score: 0 } : guess

/** Every class with its probability, likeliest first. */
function chances(model: Model, features: Features): Guess[] {
  const likely = probabilities(scoresOf(model, features), model.temperature)
  return model.classes.map((intent, c) => ({ intent, score: likely[c] ?? 0 })).sort((a, b) => b.score - a.score)
}

/** A phrase of the book is as good as certain. */
const bookTrust = 0.99

function certain(guesses: readonly Guess[], known: string | null): readonly Guess[] {
  return known === null || known === doubt ? guesses : withTaught(guesses, { intent: known, trust: bookTrust })
}

function withTaught(guesses: readonly Guess[], learned: ReturnType<typeof recall>): readonly Guess[] {
  const { intent: taught = null, trust = 0 } = learned ?? {}
  return guesses
    .map(({ intent, score }) => ({ intent, score: score * (1 - trust) + (intent === taught ? trust : 0) }))
    .sort((a, b) => b.score - a.score)
}

const surely = 0.8

function languageOf(guesses: readonly Guess[], words: readonly string[], hint: Language | null): Language | null {
  const [best] = guesses
  if (!best || words.length === 0 || best.score < surely) return hint
  const heard = best.intent as Language
  return heard === 'ca' && hint === 'ca-valencia' ? hint : heard
}
