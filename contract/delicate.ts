import words from './delicate-words.json' with { type: 'json' }
import { plainText } from './plain-text.ts'

/** What a town should not ask or say by chat: numbers of documents, health, and what must be notified by law. */
export const delicateMatters = ['identity', 'health', 'notification'] as const
export type DelicateMatter = (typeof delicateMatters)[number]

type Tokens = readonly string[]

/** How many words before a request a "no" may stand. */
const negationReach = 3

const tokensOf = (text: string): Tokens => plainText(text).match(/[\p{L}\p{N}]+(?:['’](?=t\b|s\b)[ts])?/gu) ?? []
const sentencesOf = (text: string): readonly Tokens[] => text.split(/[.!?;\n]+/u).map(tokensOf)

const phrase = (written: string): Tokens => written.split(' ')
const phrasesOf = (lists: Readonly<Record<string, readonly string[]>>): readonly Tokens[] =>
  [...new Set(Object.values(lists).flat())].map(phrase)

const asks = phrasesOf(words.asks)
const negations: ReadonlySet<string> = new Set(words.negations)
const matters = {
  identity: phrasesOf(words.identity),
  health: phrasesOf(words.health),
  notification: phrasesOf(words.notification),
}

const fits = (token: string | undefined, part: string): boolean =>
  token !== undefined && (part.endsWith('*') ? token.startsWith(part.slice(0, -1)) : token === part)

const standsAt = (tokens: Tokens, at: number, parts: Tokens): boolean =>
  parts.every((part, i) => fits(tokens[at + i], part))

const names = (tokens: Tokens, phrases: readonly Tokens[]): boolean =>
  tokens.some((_, at) => phrases.some((parts) => standsAt(tokens, at, parts)))

/** Something is asked for in it that is not, just before, said not to be. */
const isRequest = (tokens: Tokens): boolean =>
  tokens.some(
    (_, at) =>
      asks.some((parts) => standsAt(tokens, at, parts)) &&
      !tokens.slice(Math.max(0, at - negationReach), at).some((token) => negations.has(token)),
  )

/**
 * Whether what an operator writes asks for a document of identity or its number, asks about health, or reads like a
 * formal notification. Words decide, sentence by sentence: it warns, and neither finds everything nor proves anything.
 */
export function delicateIn(text: string): readonly DelicateMatter[] {
  const sentences = sentencesOf(text)
  const asked = (phrases: readonly Tokens[]) => sentences.some((tokens) => isRequest(tokens) && names(tokens, phrases))
  const found: Readonly<Record<DelicateMatter, boolean>> = {
    identity: asked(matters.identity),
    health: asked(matters.health),
    notification: sentences.some((tokens) => names(tokens, matters.notification)),
  }
  return delicateMatters.filter((matter) => found[matter])
}

/** Whether a caption or the name of a file says that it shows a document of identity. */
export const namesIdentity = (text: string): boolean => names(tokensOf(text.replaceAll('_', ' ')), matters.identity)

export const asksForIdentity = (text: string): boolean => delicateIn(text).includes('identity')
