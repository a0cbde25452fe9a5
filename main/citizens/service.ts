import type { Language } from '../../contract/common.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Writer } from '../store/store.ts'
import {
  citizenById,
  citizenByIdentifier,
  insertCitizen,
  insertIdentifier,
  insertWord,
  renameCitizen,
  setLanguage,
} from './queries.ts'
import { cleanName, searchWords } from './rules.ts'

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
      if (row) return { citizen: { ...row, language: row.language as Language | null }, knownBy: identifier }
    }
    return null
  }

  const index = async (tx: Writer, citizenId: string, name: string, phone: string | undefined) => {
    for (const word of searchWords(name, phone)) await insertWord(tx, { citizenId, word })
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
      const name = cleanName(identity.name)
      const found = await find(tx, identifiers)
      const citizen = found?.citizen ?? { id: newId(), name, language: null }
      const now = clock.now()
      if (!found) await insertCitizen(tx, { id: citizen.id, name, now })
      for (const { kind, value } of identifiers) {
        if (found && found.knownBy.kind === kind) continue
        await insertIdentifier(tx, { id: newId(), citizenId: citizen.id, kind, value, now })
      }
      if (!found) await index(tx, citizen.id, name, identity.phone)
      if (found && name && !citizen.name) {
        await renameCitizen(tx, { id: citizen.id, name })
        await index(tx, citizen.id, name, identity.phone)
        return { ...citizen, name }
      }
      return citizen
    },

    async setLanguage(tx: Writer, id: string, language: Language): Promise<void> {
      await setLanguage(tx, { id, language })
    },
  }
}

export type Citizens = ReturnType<typeof citizens>
