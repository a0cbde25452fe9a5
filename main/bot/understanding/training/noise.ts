import type { Example } from './descent.ts'
import { sequence } from './sequence.ts'

const pick = <T>(list: readonly T[], chance: () => number): T | undefined => list[Math.floor(chance() * list.length)]

/** One letter lost, doubled or swapped with its neighbour, in words long enough to bear it. */
function mistyped(word: string, chance: () => number): string {
  if (word.length < 4 || chance() > 0.25) return word
  const at = 1 + Math.floor(chance() * (word.length - 2))
  const way = chance()
  if (way < 0.4) return word.slice(0, at) + word.slice(at + 1)
  if (way < 0.6) return word.slice(0, at) + word.charAt(at) + word.slice(at)
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
}

/**
 * The same wish as people send it: mistyped, with a greeting before it and a courtesy after it. Twice as many examples,
 * always the same ones.
 */
export function withNoise(examples: readonly Example[], courtesies: readonly string[], seed: number): Example[] {
  const chance = sequence(seed)
  return examples.flatMap((example) => {
    const typed = example.text
      .split(/\s+/)
      .map((word) => mistyped(word, chance))
      .join(' ')
    const before = chance() < 0.35 ? `${pick(courtesies, chance)} ` : ''
    const after = chance() < 0.2 ? ` ${pick(courtesies, chance)}` : ''
    return [example, { ...example, text: before + typed + after, weight: (example.weight ?? 1) * 0.6 }]
  })
}
