import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import { endIdentifiers, identifiersOf, ownerOfPhone, putTags, shareIdentifier, updateCitizen } from './card-queries.ts'
import { indexWords } from './index-words.ts'
import { tagsOf } from './list-queries.ts'
import type { RegisterNeeds } from './needs.ts'
import { readPhone } from './phones.ts'
import { insertIdentifier, neighbourhoodOf, setLanguage, setNeighbourhood } from './queries.ts'
import { standing } from './reading.ts'
import { cleanName, knownNeighbourhood, nameKey } from './rules.ts'
import { readSettings } from './settings.ts'

export type CardEdit = {
  readonly id: string
  readonly revision: number
  readonly name: string
  readonly language: Language | null
  readonly neighbourhood: string
  readonly tags: readonly string[]
  readonly note: string
}

/** What operators change on a card. Every act is one transaction with its audit entry, without the person's data. */
export function editing({ store, clock, newId, audit, consents }: RegisterNeeds) {
  const written = async (tx: Writer, operator: Operator, action: string, id: string, detail?: string) => {
    const object = { kind: 'citizen', id }
    await audit.record(tx, { actor: actorOf(operator), action, object, result: 'ok', ...(detail && { detail }) })
    await store.changes.note(tx, [{ kind: 'citizens', objectId: id }])
  }

  const ownIdentifier = async (tx: Writer, citizenId: string, identifierId: string) => {
    const all = await identifiersOf(tx, citizenId)
    const one = all.find(({ id }) => id === identifierId)
    if (!one) throw new Problem('NOT_FOUND')
    return { one, all }
  }

  return {
    /** Refuses with NOT_FOUND, or CITIZEN_CHANGED when the card is not the one that was seen. */
    update(operator: Operator, edit: CardEdit): Promise<void> {
      return store.transaction(async (tx) => {
        const row = await standing(tx, edit.id)
        if (row.id !== edit.id || row.revision !== edit.revision) throw new Problem('CITIZEN_CHANGED')
        const tags = [...new Set(edit.tags)].sort()
        const before = (await tagsOf(tx, [row.id])).get(row.id) ?? []
        const { neighbourhoods } = await readSettings(tx)
        const name = cleanName(edit.name)
        const next = {
          name,
          language: edit.language,
          neighbourhood: knownNeighbourhood(cleanName(edit.neighbourhood), neighbourhoods),
          note: edit.note,
        }
        const fields = (['name', 'language', 'neighbourhood', 'note'] as const).filter((key) => next[key] !== row[key])
        const newTags = tags.join('\n') !== before.join('\n')
        if (fields.length === 0 && !newTags) return
        await updateCitizen(tx, row.id, { ...next, name_key: nameKey(name), revision: row.revision + 1 })
        if (newTags) await putTags(tx, row.id, tags)
        await indexWords(tx, row.id)
        await written(tx, operator, 'citizen.update', row.id, [...fields, ...(newTags ? ['tags'] : [])].join(', '))
      })
    },

    /** Another phone of the same person. Refuses with PHONE_INVALID or, when it is somebody else's, PHONE_TAKEN. */
    async addPhone(
      operator: Operator,
      { id, phone: text }: { readonly id: string; readonly phone: string },
    ): Promise<void> {
      const read = readPhone(text)
      if (!read.ok) throw new Problem('PHONE_INVALID', { reason: read.reason })
      return store.transaction(async (tx) => {
        const row = await standing(tx, id)
        const owner = await ownerOfPhone(tx, read.phone)
        if (owner?.id === row.id) return
        if (owner) {
          const name = owner.hidden_at === null ? owner.name : ''
          throw new Problem('PHONE_TAKEN', { citizenId: owner.id, name })
        }
        const now = clock.now()
        await insertIdentifier(tx, { id: newId(), citizenId: row.id, kind: 'phone', value: read.phone, now })
        await indexWords(tx, row.id)
        await written(tx, operator, 'citizen.add_phone', row.id)
      })
    },

    /**
     * A number was given to somebody else: whoever writes from it now is a new citizen. Which WhatsApp ids came with it
     * nobody knows, so a phone takes them all along; a phone that stays brings its own back with its next message.
     */
    detach(operator: Operator, { id, identifierId }: { readonly id: string; readonly identifierId: string }) {
      return store.transaction(async (tx) => {
        const row = await standing(tx, id)
        const { one, all } = await ownIdentifier(tx, row.id, identifierId)
        const ending = one.kind === 'phone' ? all.filter(({ kind }) => kind !== 'phone').concat(one) : [one]
        await endIdentifiers(
          tx,
          ending.map((identifier) => identifier.id),
          clock.now(),
        )
        await indexWords(tx, row.id)
        await consents.numberChanged(tx, row.id)
        await written(tx, operator, 'citizen.detach', row.id, one.kind)
      })
    },

    share(operator: Operator, act: { readonly id: string; readonly identifierId: string; readonly shared: boolean }) {
      return store.transaction(async (tx) => {
        const row = await standing(tx, act.id)
        const { one } = await ownIdentifier(tx, row.id, act.identifierId)
        await shareIdentifier(tx, one.id, act.shared)
        await written(tx, operator, 'citizen.share', row.id, act.shared ? 'on' : 'off')
      })
    },

    /** For the assistant: what citizens say of themselves. */
    forCitizens: {
      async setLanguage(tx: Writer, citizenId: string, language: Language): Promise<void> {
        await setLanguage(tx, { id: citizenId, language })
        await store.changes.note(tx, [{ kind: 'citizens', objectId: citizenId }])
      },

      /** As the town writes it; null where they said none. */
      async neighbourhoodOf(db: Reader | Writer, citizenId: string): Promise<string | null> {
        const [row] = await neighbourhoodOf(db, { id: citizenId })
        return row?.neighbourhood || null
      },

      /** Returns it as the town writes it; an empty text forgets it. */
      async setNeighbourhood(tx: Writer, citizenId: string, text: string): Promise<string> {
        const { neighbourhoods } = await readSettings(tx)
        const neighbourhood = knownNeighbourhood(cleanName(text).slice(0, 80), neighbourhoods)
        await setNeighbourhood(tx, { id: citizenId, neighbourhood })
        await store.changes.note(tx, [{ kind: 'citizens', objectId: citizenId }])
        return neighbourhood
      },
    },
  }
}
