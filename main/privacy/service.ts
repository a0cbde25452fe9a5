import type { RightsSettings } from '../../contract/rights.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import { acting } from './acting.ts'
import { blockedReading } from './blocked-reading.ts'
import { blocking } from './blocking.ts'
import { certificates } from './certificate.ts'
import { destroying } from './destroying.ts'
import { documents } from './documents.ts'
import { erasures } from './erasures.ts'
import type { PrivacyNeeds } from './needs.ts'
import { ownData } from './own-data.ts'
import { putSetting, settingOf } from './queries.ts'
import { reader } from './reader.ts'
import { recording } from './recording.ts'
import { requests } from './requests.ts'
import { sealing } from './sealing.ts'

/** Years a blocked record is kept: the longest limitation of infringements (LOPDGDD art. 72). */
const defaults: RightsSettings = { blockYears: 3 }

/** The rights of people over what the town holds about them, from the request to the last byte. */
export function privacy(given: PrivacyNeeds) {
  const needs = { ...given, parts: [ownData, ...given.parts] }
  const { store, clock, audit } = needs
  const note = recording(needs)
  const sealed = sealing(needs)

  const settings = async (db: Reader | Writer): Promise<RightsSettings> => {
    const json = await settingOf(db, 'privacy.rights')
    return { ...defaults, ...(json !== null && JSON.parse(json)) }
  }
  const blockYears = async (db: Reader | Writer) => (await settings(db)).blockYears
  const ending = destroying(needs, note)
  const { block, preview } = blocking({ ...needs, blockYears }, note, sealed)

  return {
    ...reader(needs),
    ...requests(needs, note),
    ...acting(needs, note),
    ...blockedReading(needs, note, sealed),
    ...certificates(needs),
    ...erasures(needs),
    ...documents({ ...needs, blockYears }),
    preview,
    destroyDue: ending.destroyDue,

    /** Seals and removes a person everywhere; the files that nothing names any more go at once. */
    async block(...blocked: Parameters<typeof block>): Promise<void> {
      await block(...blocked)
      await ending.sweep()
    },

    settings: () => settings(store.read),

    async saveSettings(operator: Operator, changed: RightsSettings): Promise<RightsSettings> {
      await store.transaction(async (tx) => {
        await putSetting(tx, 'privacy.rights', changed, clock.now())
        const detail = `blockYears ${changed.blockYears}`
        await audit.record(tx, { actor: actorOf(operator), action: 'rights.save_settings', result: 'ok', detail })
        await store.changes.note(tx, [{ kind: 'privacy' }])
      })
      return changed
    },
  }
}

export type Privacy = ReturnType<typeof privacy>
