import type { Reader, Store, Writer } from '../store/store.ts'
import {
  deleteBotRowsOf,
  deletePhrases,
  misunderstoodOf,
  sessionsOf,
  taughtPhrases,
  wordsWrittenBy,
} from './personal-queries.ts'

/** A whole message of fewer words is everybody's, as is a piece of one: "hola" and "no hay luz" quote nobody. */
const fewestWhole = 3
const fewestPiece = 5

const wordsOf = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

function quotes(phrase: readonly string[], said: string): boolean {
  const text = ` ${phrase.join(' ')} `
  return phrase.length >= fewestPiece ? said.includes(text) : phrase.length >= fewestWhole && said === text
}

/** Taught phrases that are, word for word, a message of the citizen or a piece of one. */
async function quoting(db: Reader | Writer, citizenId: string) {
  const written = (await wordsWrittenBy(db, citizenId)).map(({ text }) => ` ${wordsOf(text).join(' ')} `)
  const phrases = await taughtPhrases(db)
  return phrases.filter(({ text }) => {
    const phrase = wordsOf(text)
    return written.some((said) => quotes(phrase, said))
  })
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** What the assistant gathered from a citizen, did not understand, or was taught in their words. */
export function botPersonalData({ store }: { readonly store: Store }) {
  return {
    name: 'assistant',

    async collect(db: Reader | Writer, citizenId: string) {
      const sessions = (await sessionsOf(db, citizenId)).map(({ flow, state_json, updated_at }) => ({
        flow,
        at: new Date(updated_at).toISOString(),
        state: parsed(state_json),
      }))
      const misunderstood = (await misunderstoodOf(db, citizenId)).map(({ at }) => ({ at: new Date(at).toISOString() }))
      const phrases = (await quoting(db, citizenId)).map(({ text, intent }) => ({ text, intent }))
      return { json: { sessions, misunderstood, phrases }, files: [] }
    },

    /** Before the messages: a phrase is known by them. */
    async erase(tx: Writer, citizenId: string) {
      const phrases = await quoting(tx, citizenId)
      const misunderstood = await misunderstoodOf(tx, citizenId)
      const sessions = await sessionsOf(tx, citizenId)
      if (phrases.length > 0) {
        await deletePhrases(
          tx,
          phrases.map(({ id }) => id),
        )
      }
      await deleteBotRowsOf(tx, citizenId)
      await store.changes.note(tx, [
        ...(phrases.length > 0 ? [{ kind: 'assistant' as const, objectId: 'phrases' }] : []),
        ...(misunderstood.length > 0 ? [{ kind: 'assistant' as const, objectId: 'misunderstood' }] : []),
      ])
      return { removed: phrases.length + misunderstood.length + sessions.length, kept: [] }
    },
  }
}
