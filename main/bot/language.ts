import type { Language } from '../../contract/common.ts'
import { type Reading, read, type Vocabulary, vocabulary } from './understand.ts'

/** Hallmarks of each language; a word of several is a hallmark of none. */
export type LanguageTable = { readonly table: Vocabulary; readonly weights: ReadonlyMap<string, Language> }

/** How many words a message may have for one hallmark to be enough. */
const shortMessage = 3

export function languageTable(hallmarks: Iterable<readonly [Language, readonly string[]]>): LanguageTable {
  const weights = new Map<string, Language>()
  const meanings: [string, readonly string[]][] = []
  for (const [language, phrases] of hallmarks) {
    for (const weight of ['word', 'phrase']) {
      weights.set(`${language} ${weight}`, language)
      meanings.push([
        `${language} ${weight}`,
        phrases.filter((phrase) => phrase.includes(' ') === (weight === 'phrase')),
      ])
    }
  }
  return { table: vocabulary(meanings, 'none'), weights }
}

/** The language the words are plainly written in, or null: two hallmarks and more than any rival, or one in a few words. */
export function detectLanguage({ table, weights }: LanguageTable, words: readonly string[]): Language | null {
  const reading = read(table, words)
  const scores = scoresOf(reading, weights)
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1])
  if (!best) return null
  const rival = second?.[1] ?? 0
  const enough = words.length <= shortMessage ? 1 : 2
  return best[1] >= enough && best[1] > rival ? best[0] : null
}

function scoresOf(reading: Reading, weights: ReadonlyMap<string, Language>): ReadonlyMap<Language, number> {
  const scores = new Map<Language, number>()
  for (const meanings of reading.found) {
    const languages = new Set([...meanings].map((meaning) => weights.get(meaning)))
    const [language] = languages
    if (!language || languages.size > 1) continue
    const weight = meanings.has(`${language} phrase`) ? 2 : 1
    scores.set(language, (scores.get(language) ?? 0) + weight)
  }
  return scores
}
