const longestName = 120

/** A name as a channel reports it, fit for one line: no control or direction marks, at most 120 characters. */
export function cleanName(reported: string | undefined): string {
  if (!reported) return ''
  return reported
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longestName)
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]{2,}/gu) ?? []

/** A citizen is found by at most this many words of all their names, and by as many numbers. */
const mostWords = 12

/** What a search finds this citizen by: the words of the names and the phones with and without their prefix. */
export function searchWords(names: readonly string[], phones: readonly string[]): string[] {
  const words = new Set(names.flatMap(wordsOf))
  const numbers = new Set(
    phones.flatMap((phone) => [phone.replace(/\D/g, ''), phone.replace(/^\+34/, '').replace(/\D/g, '')]),
  )
  return [...new Set([...[...words].slice(0, mostWords), ...[...numbers].slice(0, mostWords)])]
}

/** A search text as one word to look up among citizens; empty when it holds none. */
export const searchedWord = (text: string) => wordsOf(text)[0] ?? ''

/** A search text as the beginnings of words that a citizen must all have; a number written in groups is one. */
export function soughtWords(text: string): readonly string[] {
  const digits = text.replace(/[\s().+-]/g, '')
  if (/^\d{3,15}$/.test(digits)) return [digits.replace(/^00/, '')]
  return [...new Set(wordsOf(text))].slice(0, 6)
}

/** Comes after every name in the order of code points. */
export const nameless = '~'

/** What lists sort a name by: its words without accents or case. */
export const nameKey = (name: string) =>
  fold(name)
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? nameless

/** One text for the spellings of one neighbourhood. */
export const placeKey = (text: string) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')

/** The neighbourhood as the town writes it, or as it came. */
export function knownNeighbourhood(text: string, known: readonly string[]): string {
  const key = placeKey(text)
  return known.find((one) => placeKey(one) === key) ?? text
}

/** Two names that share a word of three letters or more may be of one person. */
export function mayBeOnePerson(one: string, other: string): boolean {
  const long = (name: string) => wordsOf(name).filter((word) => word.length > 2)
  const words = new Set(long(one))
  return words.size === 0 || long(other).length === 0 || long(other).some((word) => words.has(word))
}

/** How exact `last_heard_at` and `heard_at` are, in milliseconds: a citizen who writes twice is written down once. */
const heardEvery = 60 * 60_000

/** Whether it is time to write down that a citizen was heard from the identifier they were found by. */
export function isHeardAnew(heardAt: number | null, lastHeardAt: number | null, now: number): boolean {
  if (heardAt === null || lastHeardAt === null) return true
  return heardAt < lastHeardAt || now - lastHeardAt >= heardEvery || lastHeardAt > now
}
