import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { Acts } from './acts.ts'
import type { InboxNeeds } from './needs.ts'
import {
  conversationsCarrying,
  markMedia,
  messageById,
  reserveConversation,
  reserveMessage,
  unreserveConversation,
} from './queries.ts'
import { threadOf, withThread } from './recorder.ts'

/** A conversation, or one message of it. */
type Target = { readonly id: string; readonly messageId?: string | undefined }

/** The reserved folder, which only `sensitive.read` opens, and files with a term of their own. */
export function folder(
  needs: Pick<InboxNeeds, 'store' | 'clock' | 'audit' | 'recorder'>,
  { load }: Pick<Acts, 'load'>,
) {
  const { store, clock, audit, recorder } = needs

  const requireIn = async (tx: Writer, { id, messageId }: Target) => {
    if (messageId === undefined) return
    const [message] = await messageById(tx, { id: messageId })
    if (message?.conversation_id !== id) throw new Problem('BAD_INPUT', { fields: ['messageId'] })
  }

  const note = async (tx: Writer, operator: Operator, action: string, { id, messageId }: Target, reason?: string) => {
    const object = messageId === undefined ? { kind: 'conversation', id } : { kind: 'message', id: messageId }
    const why = reason === undefined ? {} : { reason }
    await audit.record(tx, { actor: actorOf(operator), action, object, result: 'ok', ...why })
    await store.changes.note(tx, [
      { kind: 'conversation', conversationId: id },
      ...(messageId === undefined ? [] : [{ kind: 'message' as const, conversationId: id, objectId: messageId }]),
    ])
  }

  return {
    /** Whoever handles a case may put it away; one who cannot open it there lets go of it. Throws NOT_FOUND. */
    async reserve(operator: Operator, target: Target): Promise<void> {
      await store.transaction(async (tx) => {
        const row = await load(tx, target.id, operator)
        await requireIn(tx, target)
        if (target.messageId !== undefined) await reserveMessage(tx, target.messageId, clock.now())
        else {
          await reserveConversation(tx, row.id, clock.now())
          const isTheirs = row.assignee_id === operator.id && !operator.permissions.has('sensitive.read')
          if (isTheirs) await recorder.save(tx, withThread(row, { ...threadOf(row), assigneeId: null }))
        }
        await note(tx, operator, 'retention.reserve', target)
      })
    },

    /** Throws NOT_ALLOWED for whoever cannot open the folder. */
    async unreserve(operator: Operator, target: Target & { readonly reason: string }): Promise<void> {
      if (!operator.permissions.has('sensitive.read')) throw new Problem('NOT_ALLOWED')
      await store.transaction(async (tx) => {
        await load(tx, target.id, operator)
        await requireIn(tx, target)
        if (target.messageId !== undefined) await reserveMessage(tx, target.messageId, null)
        else await unreserveConversation(tx, target.id)
        await note(tx, operator, 'retention.unreserve', target, target.reason)
      })
    },

    /** Says that a file shows an identity document, or that it stays. Throws NOT_FOUND for one that no message carries. */
    async markFile(
      operator: Operator,
      {
        id,
        identity,
        kept,
      }: { readonly id: string; readonly identity?: boolean | undefined; readonly kept?: boolean | undefined },
    ): Promise<void> {
      await store.transaction(async (tx) => {
        const carriers = await conversationsCarrying(tx, id)
        if (carriers.length === 0) throw new Problem('NOT_FOUND')
        for (const carrier of carriers) await load(tx, carrier.id, operator)
        const isReserved = carriers.some(({ message_reserved_at }) => message_reserved_at !== null)
        if (isReserved && !operator.permissions.has('sensitive.read')) throw new Problem('NOT_ALLOWED')
        const at = (on: boolean) => (on ? clock.now() : null)
        const marks = {
          ...(identity !== undefined && { identity_at: at(identity) }),
          ...(kept !== undefined && { kept_at: at(kept) }),
        }
        if (Object.keys(marks).length === 0) throw new Problem('BAD_INPUT', { fields: ['identity', 'kept'] })
        await markMedia(tx, id, marks)
        const detail = Object.entries({ identity, kept })
          .flatMap(([mark, on]) => (on === undefined ? [] : `${mark} ${on ? 'on' : 'off'}`))
          .join(', ')
        const object = { kind: 'media', id }
        await audit.record(tx, {
          actor: actorOf(operator),
          action: 'retention.mark_file',
          object,
          result: 'ok',
          detail,
        })
        await store.changes.note(
          tx,
          carriers.map(({ id: conversationId, message_id }) => ({
            kind: 'message' as const,
            conversationId,
            objectId: message_id,
          })),
        )
      })
    },
  }
}
