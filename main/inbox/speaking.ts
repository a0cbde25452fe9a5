import type { Media } from '../../contract/inbox.ts'
import { Problem } from '../../contract/problems.ts'
import type { Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { Acts } from './acts.ts'
import { requireAttachment, shownAttachment } from './attaching.ts'
import { attachmentOf } from './attachment-queries.ts'
import type { InboxNeeds } from './needs.ts'
import { deleteDraft, lastSaid, messageById } from './queries.ts'
import { threadOf, withThread } from './recorder.ts'
import { afterReply, preview } from './rules.ts'

export type Reply = {
  readonly id: string
  /** With a file its caption; may be empty then. */
  readonly text: string
  /** A file of `attach`. */
  readonly mediaId?: string | undefined
  readonly replyTo?: string | undefined
  /** The newest `seq` the operator had seen. */
  readonly seenSeq?: number | undefined
  readonly undoSeconds: number
}

/** What operators say: answers to the citizen and notes to each other. */
export function speaking(needs: InboxNeeds, { load, requireFree, trail, say }: Acts) {
  const { store, clock, recorder, answers } = needs

  /** A quote shows the citizen what was said: never in somebody else's conversation, nor among ourselves. */
  const requireSaidIn = async (tx: Writer, conversationId: string, messageId: string) => {
    const [quoted] = await messageById(tx, { id: messageId })
    const fits = quoted?.conversation_id === conversationId && quoted.direction !== 'note'
    if (!fits) throw new Problem('BAD_INPUT', { fields: ['replyTo'] })
  }

  /** What the file of an answer makes of it. A sound takes no words: on the phone nobody would see them. */
  const carried = async (tx: Writer, operator: Operator, answer: Reply) => {
    const { mediaId } = answer
    if (mediaId === undefined) return {}
    if (!needs.files.maySend()) throw new Problem('FILES_NOT_SENT_HERE')
    const shown = await requireAttachment(needs, tx, { operator, conversationId: answer.id, mediaId })
    if (!shown.takesCaption && answer.text !== '') throw new Problem('BAD_INPUT', { fields: ['text'] })
    return { mediaId, kind: shown.kind }
  }

  return {
    /** Queues an answer. Refuses with CLAIMED, or THREAD_MOVED when the citizen wrote after `seenSeq`. Returns the message's id. */
    send(operator: Operator, answer: Reply): Promise<string> {
      return store.transaction(async (tx) => {
        const row = await load(tx, answer.id, operator)
        await requireFree(tx, row, operator)
        if (answer.seenSeq !== undefined && row.last_inbound_seq > answer.seenSeq) {
          throw new Problem('THREAD_MOVED', { lastSeq: row.last_inbound_seq })
        }
        if (answer.replyTo !== undefined) await requireSaidIn(tx, row.id, answer.replyTo)
        const providerId = answers.newProviderId()
        const written = await say(tx, row, operator, {
          direction: 'out',
          text: answer.text,
          ...(await carried(tx, operator, answer)),
          providerId,
          replyToId: answer.replyTo,
        })
        const messageId = written.recorded.id
        const conversation = withThread(written.conversation, afterReply(threadOf(row), operator.id))
        await recorder.save(tx, conversation)
        const notBefore = clock.now() + answer.undoSeconds * 1000
        await answers.silence(tx, row.id)
        await answers.queue(tx, { conversation, messageId, providerId, notBefore, waitingBefore: row.waiting_since })
        await deleteDraft(tx, operator.id, row.id)
        await trail(tx, operator, 'message.send', row.id)
        await store.changes.note(tx, [{ kind: 'message', conversationId: row.id, objectId: messageId }])
        return messageId
      })
    },

    /** Takes back an answer that has not left and returns what it said and carried; the citizen waits again. */
    undo(operator: Operator, messageId: string): Promise<{ text: string; media: Media | null }> {
      return store.transaction(async (tx) => {
        const [message] = await messageById(tx, { id: messageId })
        if (message?.author_kind !== 'operator') throw new Problem('NOT_FOUND')
        if (message.author_id !== operator.id) throw new Problem('NOT_ALLOWED')
        const waitingBefore = await answers.cancel(tx, messageId)
        const row = await load(tx, message.conversation_id, operator)
        const last = await lastSaid(tx, row.id)
        await recorder.save(tx, {
          ...row,
          waiting_since: waitingBefore ?? row.waiting_since,
          last_seq: Number(last?.seq ?? 0),
          last_text: preview(last?.text ?? ''),
          last_kind: last?.kind ?? 'text',
          last_direction: last?.direction ?? 'in',
        })
        await trail(tx, operator, 'message.undo', row.id)
        return { text: message.text, media: shownAttachment(await attachmentOf(tx, messageId)) }
      })
    },

    async settle(operator: Operator, messageId: string, outcome: 'arrived' | 'send_again' | 'drop'): Promise<void> {
      await store.transaction(async (tx) => {
        const [message] = await messageById(tx, { id: messageId })
        if (!message) throw new Problem('NOT_FOUND')
        await load(tx, message.conversation_id, operator)
        await answers.settle(tx, messageId, outcome)
        await trail(tx, operator, 'message.settle', message.conversation_id, outcome)
      })
    },

    /** Writes an internal note; it has no way to the outbox. Returns the message's id. */
    note(operator: Operator, id: string, text: string): Promise<string> {
      return store.transaction(async (tx) => {
        const row = await load(tx, id, operator)
        const written = await say(tx, row, operator, { direction: 'note', text, providerId: null })
        await recorder.save(tx, written.conversation)
        await deleteDraft(tx, operator.id, id)
        await trail(tx, operator, 'note.write', id)
        await store.changes.note(tx, [{ kind: 'message', conversationId: id, objectId: written.recorded.id }])
        return written.recorded.id
      })
    },
  }
}
