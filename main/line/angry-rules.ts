import { plainText } from '../../contract/plain-text.ts'
import angryWords from '../../resources/line/angry-words.json' with { type: 'json' }

const phrases: readonly string[] = Object.values(angryWords).flat()

/** Words stand alone: `spam` is not in `despampanante`. */
const anyPhrase = new RegExp(`(?<![\\p{L}\\d])(?:${phrases.join('|')})(?![\\p{L}\\d])`, 'u')

/** Whether somebody answers to a notice as people do who are about to report it. */
export const soundsAngry = (text: string): boolean => anyPhrase.test(plainText(text))
