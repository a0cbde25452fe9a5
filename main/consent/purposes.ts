import type { Language } from '../../contract/common.ts'
import type { Purpose, PurposeVersion } from '../../contract/consents.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { ConsentNeeds } from './needs.ts'
import {
  allPurposes,
  insertPurposeVersion,
  liveCounts,
  type PurposeRow,
  purposeById,
  purposeVersionsOf,
  putPurpose,
} from './purpose-queries.ts'
import { followUp } from './rules.ts'

type Texts = Purpose['texts']

export const textsIn = (row: Pick<PurposeRow, 'texts_json'>): Texts => JSON.parse(row.texts_json) as Texts

/** In the citizen's language, or in Spanish. */
export const wordsOf = (
  row: Pick<PurposeRow, 'texts_json'>,
  language: Language,
): { name: string; description: string } => {
  const texts = textsIn(row)
  return texts[language] ?? texts.es ?? { name: '', description: '' }
}

export type PurposeChange = {
  readonly id: string
  readonly changes: number
  readonly kind: 'minor' | 'material'
  readonly basis: Purpose['basis']
  readonly texts: Texts
  readonly active: boolean
  readonly position: number
}

/** What the town writes about without being asked, in versions. */
export function purposes({ store, clock, audit }: ConsentNeeds) {
  const save = async (tx: Writer, row: PurposeRow, kind: PurposeVersion['kind'], operatorId: string | null) => {
    await putPurpose(tx, row)
    const { id: purpose, version, basis, texts_json } = row
    await insertPurposeVersion(tx, {
      purpose,
      version,
      kind,
      basis,
      texts_json,
      at: clock.now(),
      operator_id: operatorId,
    })
  }

  const record = async (tx: Writer, operator: Operator, action: string, id: string, detail: string) => {
    const object = { kind: 'purpose', id }
    await audit.record(tx, { actor: actorOf(operator), action, object, result: 'ok', detail })
    await store.changes.note(tx, [{ kind: 'privacy', objectId: 'purposes' }])
  }

  const list = async (): Promise<Purpose[]> => {
    const counts = await liveCounts(store.read, clock.now())
    return (await allPurposes(store.read)).map((row) => toPurpose(row, counts.get(row.id) ?? 0))
  }

  const next = (before: PurposeRow | undefined, change: PurposeChange): PurposeRow => {
    const version = (before?.version ?? 0) + 1
    return {
      id: change.id,
      version,
      live_from: before && change.kind === 'minor' ? before.live_from : version,
      active: change.active ? 1 : 0,
      urgent: before?.urgent ?? 0,
      basis: change.basis,
      texts_json: JSON.stringify(change.texts),
      position: change.position,
      updated_at: clock.now(),
    }
  }

  return {
    list,

    versions: async (id: string): Promise<PurposeVersion[]> =>
      (await purposeVersionsOf(store.read, id)).map((row) => ({
        version: row.version,
        kind: row.kind,
        basis: row.basis as Purpose['basis'],
        texts: textsIn(row),
        at: row.at,
        author: row.author,
      })),

    /** Refuses with FACT_CHANGED where somebody else saved a newer version, and BAD_INPUT for a reserved name. */
    async save(operator: Operator, change: PurposeChange): Promise<Purpose> {
      if (change.id === followUp) throw new Problem('BAD_INPUT', { fields: ['id'] })
      await store.transaction(async (tx) => {
        const before = await purposeById(tx, change.id)
        if ((before?.version ?? 0) !== change.changes) throw new Problem('FACT_CHANGED')
        const row = next(before, change)
        await save(tx, row, before ? change.kind : 'first', operator.id)
        await record(tx, operator, 'consent.save_purpose', change.id, `${row.version}, ${change.kind}`)
      })
      const saved = (await list()).find(({ id }) => id === change.id)
      if (!saved) throw new Problem('NOT_FOUND')
      return saved
    },

    /** Whoever agreed under the words before is asked again: until then their consent holds for nothing. */
    async askAgain(tx: Writer, operator: Operator, ids: readonly string[]): Promise<void> {
      if (ids.length === 0) throw new Problem('BAD_INPUT', { fields: ['purposes'] })
      for (const id of new Set(ids)) {
        const before = await purposeById(tx, id)
        if (!before) throw new Problem('BAD_INPUT', { fields: ['purposes'] })
        const version = before.version + 1
        const row = { ...before, version, live_from: version, updated_at: clock.now() }
        await save(tx, row, 'material', operator.id)
        await record(tx, operator, 'consent.ask_again', id, String(version))
      }
    },

    /** What is shipped, where nothing is there yet. */
    async ensure(
      tx: Writer,
      shipped: readonly Omit<PurposeRow, 'version' | 'live_from' | 'updated_at'>[],
    ): Promise<void> {
      if ((await allPurposes(tx)).length > 0) return
      for (const row of shipped)
        await save(tx, { ...row, version: 1, live_from: 1, updated_at: clock.now() }, 'first', null)
    },
  }
}

export type Purposes = ReturnType<typeof purposes>

const toPurpose = (row: PurposeRow, consents: number): Purpose => ({
  id: row.id,
  version: row.version,
  liveFrom: row.live_from,
  active: row.active === 1,
  urgent: row.urgent === 1,
  basis: row.basis as Purpose['basis'],
  texts: textsIn(row),
  position: row.position,
  consents,
})
