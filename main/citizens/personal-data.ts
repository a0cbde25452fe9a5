import { createHash } from 'node:crypto'
import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { indexWords } from './index-words.ts'
import {
  citizenRow,
  deleteCitizen,
  forgetListed,
  formerOf,
  foundByWord,
  identifiersOf,
  knownBefore,
  mergedInto,
  rewriteCitizen,
  tagsOf,
} from './personal-queries.ts'
import { cleanName, searchedWord } from './rules.ts'

const iso = (at: number) => new Date(at).toISOString()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** How many people are read at a time when all are looked through. */
const atATime = 500
const mostFound = 20

/** Who a citizen is: name, numbers and language. The last part to be erased: all others hang on it. */
export function citizensPersonalData({ store }: { readonly store: Store }) {
  const row = async (db: Reader | Writer, citizenId: string) => {
    const found = await citizenRow(db, citizenId)
    if (!found) throw new Problem('NOT_FOUND')
    return found
  }

  return {
    name: 'person',

    async collect(db: Reader | Writer, citizenId: string) {
      const { name, language, created_at, neighbourhood, note } = await row(db, citizenId)
      const identifiers = (await identifiersOf(db, citizenId)).map(({ kind: type, value, created_at }) => ({
        type,
        value,
        since: iso(created_at),
      }))
      const former = (await formerOf(db, citizenId)).map(({ kind: type, value, created_at, ended_at }) => ({
        ...{ type, value },
        since: iso(created_at),
        until: iso(ended_at),
      }))
      const tags = await tagsOf(db, citizenId)
      const card = { name, language, neighbourhood, note, tags, since: iso(created_at) }
      return { json: { ...card, identifiers, former }, files: [] }
    },

    async erase(tx: Writer, citizenId: string) {
      const identifiers = [...(await identifiersOf(tx, citizenId)), ...(await formerOf(tx, citizenId))]
      await forgetListed(
        tx,
        identifiers.map(({ value }) => value),
      )
      await deleteCitizen(tx, citizenId)
      await store.changes.note(tx, [{ kind: 'citizens', objectId: citizenId }])
      return { removed: 1 + identifiers.length, kept: [] }
    },

    /** The records that were put together with this one. */
    mergedInto,

    /** What tells this person from others: each identifier as `kind:value`. */
    async identitiesOf(db: Reader | Writer, citizenId: string): Promise<readonly string[]> {
      return (await identifiersOf(db, citizenId)).map(({ kind, value }) => `${kind}:${value}`)
    },

    /** Everybody known before a moment, a few hundred at a time. */
    async *knownBefore(db: Reader | Writer, before: number) {
      for (let after = ''; ; ) {
        const people = await knownBefore(db, before, after, atATime)
        for (const { id } of people) yield id
        const last = people.at(-1)
        if (!last) return
        after = last.id
      }
    },

    /** People by the beginning of a word of their name or of their number. */
    async find(db: Reader, text: string) {
      const word = searchedWord(text.replace(/(?<=\d)[\s.-]+(?=\d)/g, ''))
      return word ? foundByWord(db, word, mostFound) : []
    },

    /** Puts right what is written of a person; returns what changed, before and after, as hashes. Throws NOT_FOUND. */
    async rectify(
      tx: Writer,
      citizenId: string,
      change: { readonly name?: string | undefined; readonly language?: Language | undefined },
    ): Promise<readonly { readonly field: string; readonly before: string; readonly after: string }[]> {
      const before = await row(tx, citizenId)
      const name = change.name === undefined ? before.name : cleanName(change.name)
      const language = change.language ?? before.language
      const changes = [
        { field: 'name', before: before.name, after: name },
        { field: 'language', before: before.language ?? '', after: language ?? '' },
      ].filter((each) => each.before !== each.after)
      if (changes.length === 0) return []
      await rewriteCitizen(tx, citizenId, { name, ...(language !== null && { language }) })
      await indexWords(tx, citizenId)
      await store.changes.note(tx, [{ kind: 'citizens', objectId: citizenId }])
      return changes.map(({ field, before, after }) => ({ field, before: sha256(before), after: sha256(after) }))
    },
  }
}
