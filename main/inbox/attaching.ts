import type { AttachedFile, Media } from '../../contract/inbox.ts'
import { Problem } from '../../contract/problems.ts'
import type { Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { Acts } from './acts.ts'
import {
  attachmentById,
  type attachmentOf,
  deleteForgotten,
  insertAttachment,
  stillUsed,
} from './attachment-queries.ts'
import type { InboxNeeds } from './needs.ts'

/** How long, in milliseconds, a file waits for a message or a draft to name it. */
const forgottenAfter = 24 * 60 * 60 * 1000

/** Files that operators bring to a conversation, before any message carries them. */
export function attaching(needs: InboxNeeds, { load, requireFree, trail }: Acts) {
  const { store, clock, newId, files } = needs

  return {
    /**
     * Keeps a file that only this operator may send, and only here. Refuses with CLAIMED, FILES_NOT_SENT_HERE,
     * FILE_EMPTY, FILE_TOO_LARGE or FILE_REFUSED.
     */
    async attach(
      operator: Operator,
      id: string,
      file: { readonly fileName: string; readonly bytes: Buffer },
    ): Promise<AttachedFile> {
      if (!files.maySend()) throw new Problem('FILES_NOT_SENT_HERE')
      const kept = await files.keep(file)
      return store.transaction(async (tx) => {
        const row = await load(tx, id, operator)
        await requireFree(tx, row, operator)
        const attachment = { id: newId(), mime: kept.mime, bytes: kept.bytes, fileName: kept.fileName }
        const owner = { operatorId: operator.id, conversationId: id, lineId: row.line_id }
        await insertAttachment(tx, { ...attachment, ...owner, blob: kept.blob, now: clock.now() })
        await trail(tx, operator, 'message.attach', id)
        return { ...attachment, state: 'stored', reason: null, metadata: kept.metadata }
      })
    },

    /** Forgets what was brought a day ago and is named by no message and no draft. */
    async forgetUnsent(): Promise<void> {
      const before = clock.now() - forgottenAfter
      const blobs = await store.transaction(async (tx) => {
        const forgotten = await deleteForgotten(tx, before)
        const used = await stillUsed(tx, forgotten)
        return forgotten.filter((blob) => !used.has(blob))
      })
      for (const blob of blobs) await files.forget(blob, before)
    },
  }
}

/** The operator's own file for this conversation, with how it is shown and whether words may go with it. */
export async function requireAttachment(
  { files }: Pick<InboxNeeds, 'files'>,
  tx: Writer,
  owner: { readonly operator: Operator; readonly conversationId: string; readonly mediaId: string },
) {
  const row = await attachmentById(tx, owner.mediaId)
  const own = row?.operator_id === owner.operator.id && row.conversation_id === owner.conversationId
  if (!row || !own) throw new Problem('BAD_INPUT', { fields: ['mediaId'] })
  return files.shownAs(row.mime)
}

export const shownAttachment = (row: Awaited<ReturnType<typeof attachmentOf>>): Media | null =>
  row
    ? { id: row.id, mime: row.mime, bytes: Number(row.bytes), fileName: row.file_name, state: 'stored', reason: null }
    : null
