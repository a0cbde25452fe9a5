import { type CitizenSettings, citizenSettings } from '../../contract/citizens.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { RegisterNeeds } from './needs.ts'
import { putSettings, storedSettings } from './queries.ts'

const first: CitizenSettings = { neighbourhoods: [], importMegabytes: 200 }

/** The town's neighbourhoods, and how large a list may be. */
export async function readSettings(db: Reader | Writer): Promise<CitizenSettings> {
  const stored = await storedSettings(db)
  return stored === undefined ? first : citizenSettings.parse({ ...first, ...(stored as object) })
}

export function settings({ store, clock, audit }: Pick<RegisterNeeds, 'store' | 'clock' | 'audit'>) {
  return {
    settings: () => readSettings(store.read),

    saveSettings(operator: Operator, wanted: CitizenSettings): Promise<CitizenSettings> {
      const saved = { ...wanted, neighbourhoods: [...new Set(wanted.neighbourhoods)] }
      return store.transaction(async (tx) => {
        await putSettings(tx, saved, clock.now())
        await audit.record(tx, { actor: actorOf(operator), action: 'citizen.save_settings', result: 'ok' })
        await store.changes.note(tx, [{ kind: 'citizens' }])
        return saved
      })
    },
  }
}
