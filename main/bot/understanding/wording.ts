import shorthand from '../../../resources/intents/shorthand.json' with { type: 'json' }
import { readable, tokens } from '../text.ts'

const expansions: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(shorthand).map(([short, long]) => [short, long.split(' ')]),
)

/** The most words of one message that are judged; a longer one is read at its beginning and its end. */
const mostWords = 120

/** A message as words for comparing: no case, accents or punctuation, and the shorthand of phones written out. */
export function wordsOf(text: string): readonly string[] {
  const words = tokens(readable(text)).flatMap((word) => expansions.get(word) ?? [word])
  return words.length <= mostWords ? words : [...words.slice(0, mostWords / 2), ...words.slice(-mostWords / 2)]
}

/** How a word sounds to whoever writes by ear: b and v, silent h, c, k, qu, z, g, j, ll and y, tx, doubled letters. */
export function sound(word: string): string {
  return word
    .replace(/tx|ch/g, 'X')
    .replace(/tz|ts/g, 's')
    .replace(/h/g, '')
    .replace(/qu(?=[ei])/g, 'k')
    .replace(/gu(?=[ei])/g, 'g')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/c(?=[ei])|z|ç/g, 's')
    .replace(/[ckq]/g, 'k')
    .replace(/[vw]/g, 'b')
    .replace(/ll/g, 'y')
    .replace(/x/g, 's')
    .replace(/(.)\1+/g, '$1')
}
