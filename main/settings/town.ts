import { createHash } from 'node:crypto'
import { type Town, town as townSchema } from '../../contract/settings.ts'
import practice from '../../resources/town/practice.json' with { type: 'json' }
import { type AuditEntry, type AuditTrail, actorOf, type Operator, systemActor } from '../operators/actor.ts'
import type { Clock } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { putSetting, settingByKey } from './queries.ts'
import { changedFields, emptyTown, inOrder } from './rules.ts'

const sha256 = (town: Town) => createHash('sha256').update(JSON.stringify(town)).digest('hex')

export type TownSettings = ReturnType<typeof townSettings>

/** Who the town is: its name, hours and words. */
export function townSettings({ store, clock, audit }: { store: Store; clock: Clock; audit: AuditTrail }) {
  let parsed = { text: '', town: emptyTown }

  async function stored(db: Reader | Writer): Promise<Town | null> {
    const text = await settingByKey(db, 'town')
    if (text === null) return null
    if (text !== parsed.text) parsed = { text, town: { ...emptyTown, ...JSON.parse(text) } }
    return parsed.town
  }

  async function saveIn(tx: Writer, actor: AuditEntry['actor'], town: Town): Promise<Town> {
    const before = (await stored(tx)) ?? emptyTown
    const after = townSchema.parse({ ...town, openingHours: inOrder(town.openingHours) })
    const fields = changedFields(before, after)
    if (fields.length === 0) return before
    await putSetting(tx, 'town', after, clock.now())
    const object = { kind: 'setting', id: 'town' }
    const change = { before: sha256(before), after: sha256(after) }
    const detail = fields.join(', ')
    await audit.record(tx, { actor, action: 'settings.save_town', object, result: 'ok', detail, change })
    await store.changes.note(tx, [{ kind: 'settings', objectId: 'town' }])
    return after
  }

  return {
    /** The town as last saved, also by another station; with an empty name before that. */
    async get(): Promise<Town> {
      return (await stored(store.read)) ?? emptyTown
    },

    save(actor: Operator, town: Town): Promise<Town> {
      return store.transaction((tx) => saveIn(tx, actorOf(actor), town))
    },

    /** Saves in a transaction of the caller: a new town and its first administrator come together. */
    saveIn,

    /** Gives a practice store its invented town, once. */
    async ensurePractice(): Promise<void> {
      await store.transaction(async (tx) => {
        if (!(await stored(tx))) await saveIn(tx, systemActor, townSchema.parse(practice))
      })
    },
  }
}
