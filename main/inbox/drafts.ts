import type { Operator } from '../operators/actor.ts'
import type { Acts } from './acts.ts'
import type { InboxNeeds } from './needs.ts'
import { deleteDraft, saveDraft, selectDraft } from './queries.ts'

/** What an operator has begun to write; it survives a lock, a switch of operator and a restart. */
export function drafts({ store, clock }: InboxNeeds, { load }: Acts) {
  return {
    async draft(operator: Operator, id: string) {
      const row = await selectDraft(store.read, operator.id, id)
      return row ? { text: row.text, note: row.note === 1, seenSeq: row.seen_seq } : null
    },

    /** Keeps the operator's own draft; an empty one is forgotten. */
    async saveDraft(
      operator: Operator,
      draft: { id: string; text: string; note: boolean; seenSeq: number | null },
    ): Promise<void> {
      const { id: conversationId, ...rest } = draft
      await store.transaction(async (tx) => {
        await load(tx, conversationId)
        if (draft.text === '') await deleteDraft(tx, operator.id, conversationId)
        else await saveDraft(tx, { operatorId: operator.id, conversationId, ...rest, at: clock.now() })
      })
    },
  }
}
