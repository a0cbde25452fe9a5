import { Problem } from '../../../contract/problems.ts'
import type { Reader, Writer } from '../../store/store.ts'
import type { RegisterNeeds } from '../needs.ts'
import { changeImport, type ImportRow, importById } from './queries.ts'

/** How an import goes from one state to the next. */
export function importSteps({ store, clock }: Pick<RegisterNeeds, 'store' | 'clock'>) {
  const load = async (db: Reader | Writer, id: string): Promise<ImportRow> => {
    const row = await importById(db, id)
    if (!row) throw new Problem('NOT_FOUND')
    return row
  }

  /** Moves an import on from one of some states. Refuses with WRONG_STATE. */
  const step = async (tx: Writer, id: string, states: ImportRow['state'][], change: Partial<ImportRow>) => {
    const row = await load(tx, id)
    const moved = await changeImport(tx, { id, states }, { ...change, updated_at: clock.now() })
    if (!moved) throw new Problem('WRONG_STATE', { state: row.state })
    await store.changes.note(tx, [{ kind: 'citizens', objectId: id }])
  }

  return { load, step }
}

export type ImportSteps = ReturnType<typeof importSteps>
