import type { Operator } from '../operators/actor.ts'
import { type Acts, requireOpen } from './acts.ts'
import { requireAttachment, shownAttachment } from './attaching.ts'
import { attachmentById } from './attachment-queries.ts'
import type { InboxNeeds } from './needs.ts'
import { conversationById, deleteDraft, saveDraft, selectDraft } from './queries.ts'

/** What an operator has begun to write; it survives a lock, a switch of operator and a restart. */
export function drafts(needs: InboxNeeds, { load }: Acts) {
  const { store, clock } = needs
  return {
    async draft(operator: Operator, id: string) {
      const row = await selectDraft(store.read, operator.id, id)
      if (!row) return null
      const [conversation] = await conversationById(store.read, { id })
      if (conversation) requireOpen(conversation, operator)
      const media = row.media_id === null ? undefined : await attachmentById(store.read, row.media_id)
      return { text: row.text, note: row.note === 1, seenSeq: row.seen_seq, media: shownAttachment(media) }
    },

    /** Keeps the operator's own draft; an empty one is forgotten. */
    async saveDraft(
      operator: Operator,
      draft: { id: string; text: string; note: boolean; seenSeq: number | null; mediaId: string | null },
    ): Promise<void> {
      const { id: conversationId, ...rest } = draft
      await store.transaction(async (tx) => {
        await load(tx, conversationId, operator)
        const { mediaId } = draft
        if (mediaId !== null) await requireAttachment(needs, tx, { operator, conversationId, mediaId })
        if (draft.text === '' && mediaId === null) await deleteDraft(tx, operator.id, conversationId)
        else await saveDraft(tx, { operatorId: operator.id, conversationId, ...rest, at: clock.now() })
      })
    },
  }
}
