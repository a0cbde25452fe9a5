import type { Store, Writer } from '../store/store.ts'
import { threadJoining } from './joining.ts'
import { counted } from './personal-data.ts'
import { countErased } from './personal-queries.ts'
import { deleteMessages, deleteOldDrafts, markRetired, messagesBySeq } from './retiring-queries.ts'

/** Removes messages whose term is over, with all that hangs on them; what is counted of them stays right. */
export function messageRetiring({ store }: { readonly store: Store }) {
  const { recount } = threadJoining()
  return {
    /** Returns the ids of the files they carried: what else names those is for the caller to ask. */
    async retire(
      tx: Writer,
      old: { readonly conversationId: string; readonly seqs: readonly number[]; readonly now: number },
    ): Promise<readonly string[]> {
      const { conversationId, now } = old
      const messages = await messagesBySeq(tx, conversationId, old.seqs)
      if (messages.length === 0) return []
      for (const { seq } of messages) await store.search.remove(tx, Number(seq))
      for (const row of counted(messages)) await countErased(tx, row)
      await deleteMessages(
        tx,
        messages.map(({ id }) => id),
      )
      await deleteOldDrafts(tx, conversationId, Math.max(...messages.map(({ at }) => at)))
      await recount(tx, conversationId)
      await markRetired(tx, conversationId, now)
      await store.changes.note(tx, [{ kind: 'conversation', conversationId }])
      return messages.flatMap(({ media_id }) => media_id ?? [])
    },
  }
}

export type MessageRetiring = ReturnType<typeof messageRetiring>
