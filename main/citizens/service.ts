import type { Language } from '../../contract/common.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Writer } from '../store/store.ts'
import { indexWords } from './index-words.ts'
import {
  citizenById,
  citizenByIdentifier,
  heardCitizen,
  heardIdentifier,
  insertCitizen,
  insertIdentifier,
  insertWord,
  renameCitizen,
  setLanguage,
} from './queries.ts'
import { cleanName, isHeardAnew, searchWords } from './rules.ts'

/** What a channel knows of a sender. A phone is E.164. */
export type Identity = { readonly phone?: string; readonly lid?: string; readonly name?: string }

export type Citizen = { readonly id: string; readonly name: string; readonly language: Language | null }

type Identifier = { readonly kind: 'phone' | 'lid'; readonly value: string }

const identifiersOf = ({ phone, lid }: Identity): Identifier[] => [
  ...(phone ? [{ kind: 'phone', value: phone } as const] : []),
  ...(lid ? [{ kind: 'lid', value: lid } as const] : []),
]

/** Who writes: a citizen has many identifiers over time and is none of them. */
export function citizens(needs: { readonly clock: Clock; readonly newId: NewId }) {
  const { clock, newId } = needs

  const find = async (tx: Writer, identifiers: readonly Identifier[]) => {
    for (const identifier of identifiers) {
      const [row] = await citizenByIdentifier(tx, identifier)
      if (row) return { row, knownBy: identifier }
    }
    return null
  }

  /** Answers go to the identifier that was heard last, so the ones of this message are written down when they change. */
  const heard = async (tx: Writer, citizenId: string, identifiers: readonly Identifier[], now: number) => {
    await heardCitizen(tx, { id: citizenId, now })
    for (const identifier of identifiers) await heardIdentifier(tx, { citizenId, ...identifier, now })
  }

  const make = async (tx: Writer, identity: Identity, identifiers: readonly Identifier[]): Promise<Citizen> => {
    const citizen = { id: newId(), name: cleanName(identity.name), language: null }
    const now = clock.now()
    await insertCitizen(tx, { ...citizen, now })
    for (const identifier of identifiers) {
      await insertIdentifier(tx, { id: newId(), citizenId: citizen.id, ...identifier, now })
    }
    for (const word of searchWords([citizen.name], identity.phone ? [identity.phone] : []))
      await insertWord(tx, { citizenId: citizen.id, word })
    await heard(tx, citizen.id, identifiers, now)
    return citizen
  }

  return {
    /** A citizen by id. */
    async known(tx: Writer, id: string): Promise<Citizen | null> {
      const [row] = await citizenById(tx, { id })
      return row ? { ...row, language: row.language as Language | null } : null
    },

    /** Finds the citizen behind an identity or makes one; identifiers seen for the first time are added to them. */
    async resolve(tx: Writer, identity: Identity): Promise<Citizen> {
      const identifiers = identifiersOf(identity)
      const found = await find(tx, identifiers)
      if (!found) return make(tx, identity, identifiers)
      const { row, knownBy } = found
      const now = clock.now()
      for (const { kind, value } of identifiers) {
        if (knownBy.kind !== kind) await insertIdentifier(tx, { id: newId(), citizenId: row.id, kind, value, now })
      }
      if (isHeardAnew(row.heard_at, row.last_heard_at, now)) await heard(tx, row.id, identifiers, now)
      const citizen = { id: row.id, name: row.name, language: row.language as Language | null }
      const name = cleanName(identity.name)
      if (!name || citizen.name) return citizen
      await renameCitizen(tx, { id: citizen.id, name })
      await indexWords(tx, citizen.id)
      return { ...citizen, name }
    },

    async setLanguage(tx: Writer, id: string, language: Language): Promise<void> {
      await setLanguage(tx, { id, language })
    },
  }
}

export type Citizens = ReturnType<typeof citizens>
