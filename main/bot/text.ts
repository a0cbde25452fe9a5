/** How much of one message is read: its beginning and its end. */
const head = 3000
const tail = 1000

/** What of a message of any length is worth reading. */
export function readable(text: string): string {
  return text.length <= head + tail ? text : `${text.slice(0, head)} ${text.slice(-tail)}`
}

/**
 * Words for comparing: lower case, no accents or invisible marks, punctuation as one space, letters repeated three
 * times or more once ("holaaa"), the Catalan "l·l" one l, every emoji a word of its own.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .replace(/l[·.]l/g, 'l')
    .replace(/\p{Extended_Pictographic}/gu, ' $& ')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .trim()
}

export function tokens(text: string): readonly string[] {
  const words = normalise(text)
  return words === '' ? [] : words.split(' ')
}

/** A citizen's words made fit to quote: one line, no control or direction marks, at most `max` characters. */
export function quotable(text: string, max: number): string {
  const line = text
    .slice(0, max * 4)
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim()
  const characters = Array.from(line)
  const cut = text.length > max * 4 || characters.length > max
  return cut ? `${characters.slice(0, max).join('').trimEnd()}…` : line
}

/** The letter under which a word and its likely misspellings are filed: h is silent, v sounds as b. */
export function initialOf(word: string): string {
  const first = word.startsWith('h') ? word.charAt(1) : word.charAt(0)
  return first === 'v' ? 'b' : first
}

/** Whether two words are the same but for one letter missing, added, changed, or two neighbours swapped. */
export function nearlySame(a: string, b: string): boolean {
  const longer = a.length >= b.length ? a : b
  const shorter = a.length >= b.length ? b : a
  if (longer.length - shorter.length > 1) return false
  let i = 0
  while (i < shorter.length && longer[i] === shorter[i]) i++
  if (longer.length > shorter.length) return longer.slice(i + 1) === shorter.slice(i)
  if (longer.slice(i + 1) === shorter.slice(i + 1)) return true
  return longer[i] === shorter[i + 1] && longer[i + 1] === shorter[i] && longer.slice(i + 2) === shorter.slice(i + 2)
}
