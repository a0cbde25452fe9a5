import { initialOf, nearlySame, tokens } from './text.ts'

/** Words shorter than this are never taken for a misspelling of another. */
const shortestTypo = 5
/** How many words of a burst are looked at. */
const longestReading = 400

type Phrase = { readonly words: readonly string[]; readonly meanings: ReadonlySet<string> }

/** Phrases by first word, longest first, and the words a misspelling may stand for. */
export type Vocabulary = {
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>
  readonly known: ReadonlySet<string>
  readonly correctable: ReadonlyMap<string, readonly string[]>
}

const emoji = /^\p{Extended_Pictographic}$/u

/** What the words of a burst mean: one entry per phrase found, and how many words (not emojis) belong to none. */
export type Reading = {
  readonly length: number
  readonly found: readonly ReadonlySet<string>[]
  readonly unread: number
}

/** Meanings that add nothing to what a message asks for. */
const polite = ['filler', 'greeting', 'thanks'] as const

/** Which words a typo may stand for: any, those that are a phrase of their own, or none. */
export type Typos = 'any' | 'alone' | 'none'

/** The words of a phrase. */
export type Split = (phrase: string) => readonly string[]

/** Splits each phrase once, for tables that are made together and share most of theirs. */
export function splitOnce(): Split {
  const done = new Map<string, readonly string[]>()
  return (phrase) => {
    const words = done.get(phrase) ?? tokens(phrase)
    done.set(phrase, words)
    return words
  }
}

/**
 * Words of several languages in one table: people mix them. `meanings` maps a meaning to its phrases. Words that are
 * only `known` mean nothing here, and no typo is seen in them.
 */
export function vocabulary(
  meanings: Iterable<readonly [meaning: string, phrases: readonly string[]]>,
  typos: Typos,
  known: Iterable<string> = [],
  split: Split = tokens,
): Vocabulary {
  const byText = new Map<string, { words: readonly string[]; meanings: Set<string> }>()
  for (const [meaning, phrases] of meanings) {
    for (const phrase of phrases) {
      const words = split(phrase)
      const text = words.join(' ')
      const entry = byText.get(text) ?? { words, meanings: new Set<string>() }
      entry.meanings.add(meaning)
      if (text !== '') byText.set(text, entry)
    }
  }
  const phrases = [...byText.values()]
  return {
    phrases: byFirstWord(phrases),
    known: new Set([...phrases.flatMap((phrase) => phrase.words), ...[...known].flatMap(split)]),
    correctable: Map.groupBy(correctableWords(phrases, typos), initialOf),
  }
}

function correctableWords(phrases: readonly Phrase[], typos: Typos): ReadonlySet<string> {
  const worthwhile = phrases.filter((phrase) =>
    typos === 'any' ? !phrase.meanings.has('filler') : typos === 'alone' && phrase.words.length === 1,
  )
  return new Set(worthwhile.flatMap((phrase) => phrase.words.filter((word) => word.length >= shortestTypo)))
}

function byFirstWord(phrases: Iterable<Phrase>): ReadonlyMap<string, readonly Phrase[]> {
  const groups = Map.groupBy(phrases, (phrase) => phrase.words[0] ?? '')
  for (const group of groups.values()) group.sort((a, b) => b.words.length - a.words.length)
  return groups
}

/**
 * An unknown word counts as the known one it is with its letters said once ("sii"), or, from five letters on, as the
 * one it differs from by one letter.
 */
function corrected(table: Vocabulary, word: string): string {
  if (table.known.has(word)) return word
  const single = word.replace(/(\p{L})\1+/gu, '$1')
  if (table.known.has(single)) return single
  if (word.length < shortestTypo) return word
  return table.correctable.get(initialOf(word))?.find((known) => nearlySame(known, word)) ?? word
}

/** Reads left to right; at each word the longest phrase wins and its words are spent. */
export function read(table: Vocabulary, words: readonly string[]): Reading {
  const seen = words.slice(0, longestReading).map((word) => corrected(table, word))
  const found: ReadonlySet<string>[] = []
  let unread = words.length - seen.length
  for (let at = 0; at < seen.length; ) {
    const phrase = longestAt(table, seen, at)
    if (phrase) {
      found.push(phrase.meanings)
      at += phrase.words.length
    } else {
      if (!emoji.test(seen[at] ?? '')) unread++
      at++
    }
  }
  return { length: words.length, found, unread }
}

function longestAt(table: Vocabulary, seen: readonly string[], at: number): Phrase | undefined {
  return table.phrases.get(seen[at] ?? '')?.find((phrase) => phrase.words.every((word, i) => seen[at + i] === word))
}

/** Whether the meaning stands anywhere in the message. */
export function mentions(reading: Reading, meaning: string): boolean {
  return reading.found.some((meanings) => meanings.has(meaning))
}

/** Whether the message says this, politely perhaps, and nothing else. */
export function saysOnly(reading: Reading, meaning: string): boolean {
  if (reading.unread > 0) return false
  return (
    mentions(reading, meaning) &&
    reading.found.every((meanings) => meanings.has(meaning) || polite.some((word) => meanings.has(word)))
  )
}

/** Whether there is nothing in the message but politeness. */
export function isPolite(reading: Reading): boolean {
  if (reading.unread > 0 || reading.found.length === 0) return false
  return reading.found.every((meanings) => polite.some((word) => meanings.has(word)))
}
