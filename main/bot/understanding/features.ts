import { hash } from './hash.ts'
import { sound } from './wording.ts'

/** The numbers of what stands in a message, each with its weight; the weights of each kind have length 1 in all. */
export type Features = { readonly ids: Uint32Array; readonly weights: Float32Array }

/** How much each kind of feature counts. */
const kinds = { word: 1, sound: 0.6, stem: 0.8, pair: 0.7, letters: 1 } as const
type Kind = keyof typeof kinds

const shortestLetters = 3
const longestLetters = 5
/** Words from this length on also count by their beginning, which in our languages carries the meaning. */
const stems = [4, 6]

function letterGroups(word: string, add: (group: string) => void): void {
  const padded = `_${word}_`
  for (let length = shortestLetters; length <= longestLetters; length++) {
    for (let at = 0; at + length <= padded.length; at++) add(padded.slice(at, at + length))
  }
}

/** Everything a message is judged by: its words, how they sound and begin, neighbours, and groups of letters. */
export function featuresOf(words: readonly string[]): Features {
  const found: Record<Kind, Set<number>> = {
    word: new Set(),
    sound: new Set(),
    stem: new Set(),
    pair: new Set(),
    letters: new Set(),
  }
  let before = '^'
  for (const word of words) {
    const heard = sound(word)
    found.word.add(hash(`w${word}`))
    found.sound.add(hash(`s${heard}`))
    for (const length of stems) if (heard.length > length) found.stem.add(hash(`t${heard.slice(0, length)}`))
    found.pair.add(hash(`p${before} ${heard}`))
    letterGroups(heard, (group) => found.letters.add(hash(`l${group}`)))
    before = heard
  }
  found.pair.add(hash(`p${before} $`))
  return weighed(found)
}

function weighed(found: Record<Kind, ReadonlySet<number>>): Features {
  const groups = Object.entries(kinds).map(([kind, weight]) => ({ ids: found[kind as Kind], weight }))
  const length = groups.reduce((sum, { ids }) => sum + ids.size, 0)
  const ids = new Uint32Array(length)
  const weights = new Float32Array(length)
  let at = 0
  for (const group of groups) {
    const each = group.weight / Math.sqrt(group.ids.size)
    for (const id of group.ids) {
      ids[at] = id
      weights[at++] = each
    }
  }
  return { ids, weights }
}
