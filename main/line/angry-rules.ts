import angryWords from '../../resources/line/angry-words.json' with { type: 'json' }

const phrases: readonly string[] = Object.values(angryWords).flat()

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Words stand alone: `spam` is not in `despampanante`. */
const anyPhrase = new RegExp(`(?<![\\p{L}\\d])(?:${phrases.join('|')})(?![\\p{L}\\d])`, 'u')

/** Whether somebody answers to a notice as people do who are about to report it. */
export const soundsAngry = (text: string): boolean => anyPhrase.test(folded(text))
