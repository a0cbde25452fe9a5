import { createHash } from 'node:crypto'
import type { Audience, BroadcastState, Confirmation, Variant } from '../../contract/broadcast.ts'
import type { BroadcastRules } from '../../contract/broadcasts.ts'
import { Problem } from '../../contract/problems.ts'
import { type AuditEntry, actorOf, type Operator } from '../operators/actor.ts'
import { readSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { BroadcastNeeds } from './needs.ts'
import { type BroadcastRow, broadcastById, moveBroadcast } from './queries.ts'
import { type Act, startsOf } from './rules.ts'
import { textFaults } from './text-rules.ts'
import { rulesFrom, shippedGuard, textTown } from './texts.ts'

export const settingKey = 'broadcasts'

/** What a broadcast says, as it is stored. */
export const variantsOf = (row: Pick<BroadcastRow, 'variants_json'>) => JSON.parse(row.variants_json) as Variant[]
export const audienceOf = (row: Pick<BroadcastRow, 'audience_json'>) => JSON.parse(row.audience_json) as Audience
export const confirmedOf = (row: Pick<BroadcastRow, 'confirmed_json'>) =>
  JSON.parse(row.confirmed_json) as Confirmation[]

/** SHA-256, hexadecimal, of what is said, about what and to whom. */
export const hashOf = (row: Pick<BroadcastRow, 'purpose' | 'variants_json' | 'audience_json' | 'media_id'>): string =>
  createHash('sha256')
    .update(JSON.stringify([row.purpose, row.variants_json, row.audience_json, row.media_id]))
    .digest('hex')

/** What every act on a broadcast needs: the row, its rules, and the trail it leaves in its transaction. */
export function acts(needs: BroadcastNeeds) {
  const { store, clock, audit } = needs

  const load = async (db: Reader | Writer, id: string): Promise<BroadcastRow> => {
    const row = await broadcastById(db, id)
    if (!row) throw new Problem('NOT_FOUND')
    return row
  }

  const noted = (tx: Writer, id: string) => store.changes.note(tx, [{ kind: 'broadcasts', objectId: id }])

  const record = async (tx: Writer, actor: AuditEntry['actor'], action: string, id: string, detail?: string) => {
    const object = { kind: 'broadcast', id }
    await audit.record(tx, { actor, action: `broadcast.${action}`, object, result: 'ok', ...(detail && { detail }) })
    await noted(tx, id)
  }

  return {
    load,
    noted,
    record,

    /** An emergency always has two people, whatever a tiny town decided. */
    fourEyes: async (db: Reader | Writer, row: Pick<BroadcastRow, 'emergency'>): Promise<boolean> =>
      row.emergency === 1 || needs.fourEyes(db),

    rules: async (db: Reader | Writer): Promise<BroadcastRules> => rulesFrom(await readSetting(db, settingKey)),

    /** Does an act where it may be done; refuses with WRONG_STATE, so that of two at once one wins. */
    async move(
      tx: Writer,
      id: string,
      act: Act,
      change: Omit<Parameters<typeof moveBroadcast>[3], 'state'> & { readonly state?: BroadcastState },
    ): Promise<BroadcastRow> {
      const moved = await moveBroadcast(tx, id, startsOf(act), { ...change, updated_at: clock.now() })
      if (moved) return moved
      throw new Problem('WRONG_STATE', { state: (await load(tx, id)).state })
    },

    /** Everything that keeps its texts from leaving. */
    async faults(db: Reader | Writer, row: Pick<BroadcastRow, 'variants_json' | 'confirmed_json' | 'media_id'>) {
      const rules = rulesFrom(await readSetting(db, settingKey))
      return textFaults(variantsOf(row), {
        town: textTown(await needs.town(), rules),
        guard: shippedGuard,
        confirmed: confirmedOf(row),
        hasFile: row.media_id !== null,
      })
    },

    recordBy: (tx: Writer, operator: Operator, action: string, id: string, detail?: string) =>
      record(tx, actorOf(operator), action, id, detail),
  }
}

export type Acts = ReturnType<typeof acts>
