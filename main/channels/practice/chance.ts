/**
 * A stream of numbers in [0, 1) that depends only on the seed and on what it is about (mulberry32 over an FNV-1a
 * hash): what happens to one message never depends on how many others came before it.
 */
export function stream(seed: number, ...about: readonly (string | number)[]): () => number {
  let state = hash(`${seed}|${about.join('|')}`)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The first number of that stream. */
export function roll(seed: number, ...about: readonly (string | number)[]): number {
  return stream(seed, ...about)()
}

/** The same items in an order of the stream's choice (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1))
    const [a, b] = [result[i] as T, result[j] as T]
    result[i] = b
    result[j] = a
  }
  return result
}

function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}
