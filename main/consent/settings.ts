import { DateTime } from 'luxon'
import { type ConsentSettings, consentSettings } from '../../contract/consents.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { ConsentNeeds } from './needs.ts'
import { putSettings, storedSettings } from './queries.ts'
import { minimumAgeOn } from './rules.ts'

const defaults: ConsentSettings = { minimumAge: 14, nextAge: null, authority: 'AEPD', officer: '' }

/** From which age people agree alone, where they complain, and whom they ask. */
export function consentSettingsKeeper({ store, clock, audit, town }: ConsentNeeds) {
  async function stored(db: Reader | Writer): Promise<ConsentSettings> {
    const json = await storedSettings(db)
    return json === null ? defaults : { ...defaults, ...consentSettings.partial().parse(JSON.parse(json)) }
  }

  return {
    get: (db: Reader | Writer = store.read): Promise<ConsentSettings> => stored(db),

    /** In years, on the day that `now` is in the town. */
    async minimumAge(db: Reader | Writer, now: number): Promise<number> {
      const today = DateTime.fromMillis(now, { zone: (await town()).timeZone }).toISODate() ?? ''
      return minimumAgeOn(await stored(db), today)
    },

    save(operator: Operator, settings: ConsentSettings): Promise<ConsentSettings> {
      return store.transaction(async (tx) => {
        await putSettings(tx, settings, clock.now())
        const object = { kind: 'setting', id: 'consent' }
        const detail = `${settings.minimumAge}, ${settings.nextAge?.years ?? '-'}, ${settings.authority}`
        await audit.record(tx, {
          actor: actorOf(operator),
          action: 'consent.save_settings',
          object,
          result: 'ok',
          detail,
        })
        await store.changes.note(tx, [{ kind: 'privacy', objectId: 'consent' }])
        return settings
      })
    },
  }
}

export type ConsentSettingsKeeper = ReturnType<typeof consentSettingsKeeper>
