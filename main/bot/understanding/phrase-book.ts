import { hash } from './hash.ts'
import { rowOf } from './row-of.ts'

/** What whole messages mean that people often send as they stand: "no", "hola", "baja". */
export type PhraseBook = {
  readonly meanings: readonly string[]
  /** Numbers of phrases, ascending, and beside each the place of its meaning. */
  readonly phrases: Uint32Array
  readonly means: Uint8Array
}

const numberOf = (words: readonly string[]) => hash(words.join(' '))

/** A phrase with two meanings is left out. */
export function phraseBook(
  entries: Iterable<{ readonly words: readonly string[]; readonly meaning: string }>,
): PhraseBook {
  const found = new Map<number, string | null>()
  for (const { words, meaning } of entries) {
    if (words.length === 0) continue
    const number = numberOf(words)
    const before = found.get(number)
    found.set(number, before === undefined || before === meaning ? meaning : null)
  }
  const kept = [...found].flatMap(([number, meaning]) => (meaning === null ? [] : [{ number, meaning }]))
  kept.sort((a, b) => a.number - b.number)
  const meanings = [...new Set(kept.map(({ meaning }) => meaning))].sort()
  return {
    meanings,
    phrases: Uint32Array.from(kept, ({ number }) => number),
    means: Uint8Array.from(kept, ({ meaning }) => meanings.indexOf(meaning)),
  }
}

/** The meaning of a message that is a phrase of the book, word for word; null for any other. */
export function lookUp({ meanings, phrases, means }: PhraseBook, words: readonly string[]): string | null {
  const row = words.length === 0 ? -1 : rowOf(phrases, numberOf(words))
  return row === -1 ? null : (meanings[means[row] ?? 0] ?? null)
}
