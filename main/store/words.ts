/** Longer texts are searchable by their beginning only. */
const LONGEST_TEXT = 10_000
/** PostgreSQL refuses a word over 2 kB; nobody types one to search. */
const LONGEST_WORD = 64

const notAscii = /[\u0080-\uffff]/
const marks = /[\p{M}\p{Cf}]/gu
const word = /[\p{L}\p{N}]+/gu
const asciiWord = /[a-z0-9]+/g

/**
 * The different words of a text, in their order, as both search indexes keep them: lower case, without accents, compatibility forms undone
 * (ﬁ is fi, 𝐇 is h), Catalan l·l as ll. Both databases get the same words, so both find the same messages.
 */
export function words(text: string): readonly string[] {
  const start = text.slice(0, LONGEST_TEXT).toLowerCase()
  const found = notAscii.test(start) ? fold(start).match(word) : start.match(asciiWord)
  return [...new Set(found?.map(shorten))]
}

function fold(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(marks, '').replaceAll('l·l', 'll')
}

function shorten(text: string): string {
  return text.length > LONGEST_WORD ? text.slice(0, LONGEST_WORD).toWellFormed() : text
}
