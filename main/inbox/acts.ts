import type { MessageKind } from '../../contract/inbox.ts'
import { Problem } from '../../contract/problems.ts'
import type { Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { InboxNeeds } from './needs.ts'
import { type ConversationRow, conversationById, operatorName } from './queries.ts'
import { threadOf, withThread } from './recorder.ts'
import type { Thread } from './rules.ts'

type Said = {
  readonly direction: 'out' | 'note'
  readonly text: string
  /** `text` unless it carries a file. */
  readonly kind?: MessageKind
  readonly mediaId?: string | undefined
  readonly providerId: string | null
  readonly replyToId?: string | undefined
}

/** Whoever may not read a conversation does not act on it either. */
export function requireOpen(row: Pick<ConversationRow, 'reserved_at'>, { permissions }: Operator): void {
  if (row.reserved_at !== null && !permissions.has('sensitive.read')) throw new Problem('NOT_ALLOWED')
}

/** What every act on a conversation is made of. */
export function acts({ store, recorder, audit }: Pick<InboxNeeds, 'store' | 'recorder' | 'audit'>) {
  /** `operator`: null for the station itself. Throws NOT_FOUND, or NOT_ALLOWED where it lies in the reserved folder. */
  const load = async (tx: Writer, id: string, operator: Operator | null): Promise<ConversationRow> => {
    const [row] = await conversationById(tx, { id })
    if (!row || row.absorbed_by !== null) throw new Problem('NOT_FOUND')
    if (operator) requireOpen(row, operator)
    return row
  }

  const requireFree = async (tx: Writer, row: ConversationRow, operator: Operator) => {
    if (row.assignee_id === null || row.assignee_id === operator.id) return
    const assignee = await operatorName(tx, row.assignee_id)
    throw new Problem('CLAIMED', { assignee: { id: row.assignee_id, name: assignee?.name ?? '' } })
  }

  const trail = (tx: Writer, operator: Operator, action: string, conversationId: string, detail?: string) =>
    audit.record(tx, {
      actor: { kind: 'operator', id: operator.id },
      action,
      object: { kind: 'conversation', id: conversationId },
      result: 'ok',
      ...(detail && { detail }),
    })

  const changed = (tx: Writer, conversationId: string) =>
    store.changes.note(tx, [{ kind: 'conversation', conversationId }])

  /** Loads, moves and saves a thread that nobody else holds. */
  const move = (
    operator: Operator,
    id: string,
    action: string,
    next: (thread: Thread, row: ConversationRow, tx: Writer) => Thread | Promise<Thread>,
  ) =>
    store.transaction(async (tx) => {
      const row = await load(tx, id, operator)
      await requireFree(tx, row, operator)
      const thread = await next(threadOf(row), row, tx)
      await recorder.save(tx, withThread(row, thread))
      await trail(tx, operator, action, id)
      await changed(tx, id)
    })

  const say = async (tx: Writer, row: ConversationRow, operator: Operator, message: Said) => {
    const written = await recorder.message(tx, row, {
      direction: message.direction,
      author: { kind: 'operator', id: operator.id },
      kind: message.kind ?? 'text',
      text: message.text,
      providerId: message.providerId,
      providerAt: null,
      ...(message.replyToId && { replyToId: message.replyToId }),
      ...(message.mediaId && { mediaId: message.mediaId }),
    })
    if (!written) throw new Error('a provider id was made twice')
    return written
  }

  return { load, requireFree, trail, changed, move, say }
}

export type Acts = ReturnType<typeof acts>
