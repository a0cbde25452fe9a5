import { wordsOf } from '../wording.ts'
import type { Example } from './descent.ts'

/**
 * Every word that stands more often in phrases labelled `no` than in others, as a message of its own with that label.
 * People answer in single words ("despacho", "18"), and a model that saw only phrases makes much of their letters.
 * `weight` is what each counts beside a whole phrase.
 */
export function loneWords(examples: readonly Example[], weight: number): Example[] {
  const leaning = new Map<string, number>()
  for (const { text, label } of examples) {
    const by = label === 'no' ? 1 : -1
    for (const word of new Set(wordsOf(text))) leaning.set(word, (leaning.get(word) ?? 0) + by)
  }
  return [...leaning].flatMap(([text, lean]) => (lean > 0 ? [{ text, label: 'no', weight }] : []))
}
