import { words } from '../store/words.ts'

type Named = { readonly id: string; readonly name: string }

/** A code that a poster puts behind ALTA: "ALTA C1042". */
export const posterCode = /\bC\d{4}\b/i

/** Words that say nothing about which subject is meant: they stand in many names. */
const shortest = 4

const tellingWords = (name: string) => words(name).filter((word) => word.length >= shortest)

/** How two forms of one word begin alike: "fiesta" and "fiestas", "kirol" and "kirola". */
const alike = (a: string, b: string) => {
  const length = Math.min(a.length, b.length)
  return length >= shortest && Math.abs(a.length - b.length) <= 3 && a.slice(0, length) === b.slice(0, length)
}

/** The purposes whose names hold a word of the text that no other name holds. */
export function namedIn<T extends Named>(purposes: readonly T[], text: string): readonly T[] {
  const said = tellingWords(text)
  const all = purposes.map(({ name }) => tellingWords(name))
  const own = all.map((mine, i) => mine.filter((word) => !all.some((others, j) => i !== j && others.includes(word))))
  return purposes.filter((_, i) => own[i]?.some((word) => said.some((other) => alike(word, other))))
}

/** A neighbourhood of the list as somebody writes it; null when none is meant, or more than one. */
export function neighbourhoodIn(known: readonly string[], text: string): string | null {
  const said = new Set(words(text))
  const whole = known.filter((name) => words(name).every((word) => said.has(word)))
  if (whole.length > 0) return whole.toSorted((a, b) => b.length - a.length)[0] ?? null
  const meant = namedIn(
    known.map((name) => ({ id: name, name })),
    text,
  )
  return meant.length === 1 ? (meant[0]?.name ?? null) : null
}
