import type { FlowFault, FlowFiles } from '../../../contract/flow.ts'
import { Problem } from '../../../contract/problems.ts'
import type { Operator } from '../../operators/actor.ts'
import { type ActNeeds, moved, note, standing } from './acts.ts'
import { describedDraft } from './described.ts'
import { textsOf } from './files.ts'
import type { Published } from './published.ts'
import { countOn, putDraft, removeDraft } from './queries.ts'

export type DraftInput = {
  readonly name: string
  readonly files: FlowFiles
  /** The published version it changes; 0 for a new flow. */
  readonly basedOn: number
  /** The revision that was on the screen; null when there was none. */
  readonly revision: number | null
}

export function flowDrafts(needs: ActNeeds & { readonly published: Published }) {
  const { store, clock, published } = needs

  return {
    /**
     * Keeps the files, whatever their faults. Throws `FLOW_MOVED` when the draft is not the one that was seen, and
     * `NOT_FOUND` for a version that does not exist.
     */
    save(operator: Operator, { name, files, basedOn, revision }: DraftInput) {
      return store.transaction(async (tx) => {
        const stands = await standing(tx, name)
        if (basedOn !== 0 && !stands.versions.some(({ version }) => version === basedOn)) throw new Problem('NOT_FOUND')
        if (revision !== (stands.draft?.revision ?? null)) throw moved(stands)
        const faults: readonly FlowFault[] = await published.faultsOf(tx, name, files)
        const row = {
          flow: name,
          ...textsOf(files),
          based_on: basedOn,
          revision: await countOn(tx, 'draft'),
          faults: faults.length,
          author_id: operator.id,
          updated_at: clock.now(),
        }
        await putDraft(tx, row)
        const detail = `from version ${basedOn}, ${faults.length} faults`
        await note(needs, tx, operator, { action: 'assistant.save_draft', flow: name, detail })
        return { draft: describedDraft({ ...row, author_name: operator.name }), faults: [...faults] }
      })
    },

    /** Throws `NOT_FOUND` without a draft, and `FLOW_MOVED` when it is not the one that was seen. */
    async discard(operator: Operator, { name, revision }: { name: string; revision: number }): Promise<void> {
      await store.transaction(async (tx) => {
        const stands = await standing(tx, name)
        if (!stands.draft) throw new Problem('NOT_FOUND')
        if (stands.draft.revision !== revision) throw moved(stands)
        await removeDraft(tx, name)
        await note(needs, tx, operator, { action: 'assistant.discard_draft', flow: name })
      })
    },
  }
}
