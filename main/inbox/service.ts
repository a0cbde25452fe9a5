import { Problem } from '../../contract/problems.ts'
import type { AuditTrail, Operator } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Store, Writer } from '../store/store.ts'
import type { Presence } from './presence.ts'
import {
  type ConversationRow,
  claimFree,
  conversationById,
  deleteDraft,
  dueSnoozes,
  lastInboundAt,
  lastSaid,
  messageById,
  operatorName,
  saveDraft,
  selectDraft,
} from './queries.ts'
import { type Recorder, threadOf, withThread } from './recorder.ts'
import {
  afterHandToBot,
  afterReopen,
  afterReply,
  afterResolve,
  afterSnooze,
  afterTyping,
  needsReasonToResolve,
  preview,
  type Thread,
} from './rules.ts'

type Answer = {
  readonly conversation: ConversationRow
  readonly messageId: string
  readonly providerId: string
  readonly notBefore: number
  /** Since when the citizen waited; taking the answer back restores it. */
  readonly waitingBefore: number | null
}

/** How an answer leaves; the outbox, seen from the inbox. */
export interface AnswerQueue {
  queue(tx: Writer, answer: Answer): Promise<void>
  newProviderId(): string
  /** Takes back a message that has not left, and says since when the citizen waited before it; refuses with ALREADY_LEFT. */
  cancel(tx: Writer, messageId: string): Promise<number | null>
  settle(tx: Writer, messageId: string, outcome: 'arrived' | 'send_again' | 'drop'): Promise<void>
  /** Takes back the assistant's messages that have not left this conversation. */
  silence(tx: Writer, conversationId: string): Promise<void>
}

/** The assistant, seen from the inbox. */
export interface AssistantSwitch {
  forget(tx: Writer, conversationId: string): Promise<void>
}

export type InboxNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly recorder: Recorder
  readonly answers: AnswerQueue
  readonly assistant: AssistantSwitch
  readonly audit: AuditTrail
  readonly presence: Presence
}

/** What operators do with conversations. Every act is one transaction with its audit entry and its change. */
export function inbox(needs: InboxNeeds) {
  const { store, clock, recorder, answers, audit } = needs

  const load = async (tx: Writer, id: string): Promise<ConversationRow> => {
    const [row] = await conversationById(tx, { id })
    if (!row) throw new Problem('NOT_FOUND')
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
  const move = (operator: Operator, id: string, action: string, next: (thread: Thread, row: ConversationRow, tx: Writer) => Thread | Promise<Thread>) =>
    store.transaction(async (tx) => {
      const row = await load(tx, id)
      await requireFree(tx, row, operator)
      const thread = await next(threadOf(row), row, tx)
      await recorder.save(tx, withThread(row, thread))
      await trail(tx, operator, action, id)
      await changed(tx, id)
    })

  const say = async (
    tx: Writer,
    row: ConversationRow,
    operator: Operator,
    message: { direction: 'out' | 'note'; text: string; providerId: string | null; replyToId?: string | undefined },
  ) => {
    const written = await recorder.message(tx, row, {
      direction: message.direction,
      author: { kind: 'operator', id: operator.id },
      kind: 'text',
      text: message.text,
      providerId: message.providerId,
      providerAt: null,
      ...(message.replyToId && { replyToId: message.replyToId }),
    })
    if (!written) throw new Error('a provider id was made twice')
    return written
  }

  return {
    /** Queues an answer. Refuses with CLAIMED, or THREAD_MOVED when the citizen wrote after `seenSeq`. Returns the message's id. */
    send(
      operator: Operator,
      answer: { id: string; text: string; replyTo?: string | undefined; seenSeq?: number | undefined; undoSeconds: number },
    ): Promise<string> {
      return store.transaction(async (tx) => {
        const row = await load(tx, answer.id)
        await requireFree(tx, row, operator)
        if (answer.seenSeq !== undefined && row.last_inbound_seq > answer.seenSeq) {
          throw new Problem('THREAD_MOVED', { lastSeq: row.last_inbound_seq })
        }
        const providerId = answers.newProviderId()
        const written = await say(tx, row, operator, { direction: 'out', text: answer.text, providerId, replyToId: answer.replyTo })
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

    /** Takes back an answer that has not left and returns its text; the citizen waits again. */
    undo(operator: Operator, messageId: string): Promise<string> {
      return store.transaction(async (tx) => {
        const [message] = await messageById(tx, { id: messageId })
        if (message?.author_kind !== 'operator') throw new Problem('NOT_FOUND')
        if (message.author_id !== operator.id) throw new Problem('NOT_ALLOWED')
        const waitingBefore = await answers.cancel(tx, messageId)
        const row = await load(tx, message.conversation_id)
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
        return message.text
      })
    },

    async settle(operator: Operator, messageId: string, outcome: 'arrived' | 'send_again' | 'drop'): Promise<void> {
      await store.transaction(async (tx) => {
        const [message] = await messageById(tx, { id: messageId })
        if (!message) throw new Problem('NOT_FOUND')
        await answers.settle(tx, messageId, outcome)
        await trail(tx, operator, 'message.settle', message.conversation_id, outcome)
      })
    },

    /** Writes an internal note; it has no way to the outbox. Returns the message's id. */
    note(operator: Operator, id: string, text: string): Promise<string> {
      return store.transaction(async (tx) => {
        const row = await load(tx, id)
        const written = await say(tx, row, operator, { direction: 'note', text, providerId: null })
        await recorder.save(tx, written.conversation)
        await deleteDraft(tx, operator.id, id)
        await trail(tx, operator, 'note.write', id)
        await store.changes.note(tx, [{ kind: 'message', conversationId: id, objectId: written.recorded.id }])
        return written.recorded.id
      })
    },

    /** Takes a conversation; refuses with CLAIMED unless taking over. */
    claim(operator: Operator, id: string, takeOver: boolean): Promise<void> {
      return store.transaction(async (tx) => {
        const row = (await claimFree(tx, id, operator.id)) ?? (await load(tx, id))
        if (!takeOver) await requireFree(tx, row, operator)
        const open = row.state === 'bot' ? afterTyping(threadOf(row), await lastInboundAt(tx, row)) : threadOf(row)
        await recorder.save(tx, withThread(row, { ...open, assigneeId: operator.id }))
        await answers.silence(tx, id)
        const from = row.assignee_id !== null && row.assignee_id !== operator.id
        await trail(tx, operator, from ? 'conversation.take_over' : 'conversation.claim', id)
        await changed(tx, id)
      })
    },

    release: (operator: Operator, id: string) =>
      move(operator, id, 'conversation.release', (thread) => ({ ...thread, assigneeId: null })),

    snooze(operator: Operator, id: string, until: number): Promise<void> {
      if (until <= clock.now()) throw new Problem('BAD_INPUT', { fields: ['until'] })
      return move(operator, id, 'conversation.snooze', (thread) => afterSnooze(thread, until))
    },

    /** Closes a conversation; while the citizen waits it needs a reason, which stays as a note (QUESTION_PENDING). */
    resolve(operator: Operator, id: string, reason: string | undefined): Promise<void> {
      return store.transaction(async (tx) => {
        let row = await load(tx, id)
        await requireFree(tx, row, operator)
        if (needsReasonToResolve(threadOf(row)) && !reason) throw new Problem('QUESTION_PENDING')
        if (reason) row = (await say(tx, row, operator, { direction: 'note', text: reason, providerId: null })).conversation
        await recorder.save(tx, withThread(row, afterResolve(threadOf(row))))
        await needs.assistant.forget(tx, id)
        await trail(tx, operator, 'conversation.resolve', id, reason ? 'with_reason' : undefined)
        await changed(tx, id)
      })
    },

    reopen: (operator: Operator, id: string) => move(operator, id, 'conversation.reopen', (thread) => afterReopen(thread)),

    handToBot: (operator: Operator, id: string) =>
      move(operator, id, 'conversation.hand_to_bot', (thread) => afterHandToBot(thread)),

    /** A keystroke: the assistant is silent from now on, and colleagues see who writes. */
    async typing(operator: Operator, id: string): Promise<void> {
      needs.presence.type(id, operator)
      const [seen] = await conversationById(store.read, { id })
      if (!seen) throw new Problem('NOT_FOUND')
      if (seen.state !== 'bot') return
      await store.transaction(async (tx) => {
        const row = await load(tx, id)
        if (row.state !== 'bot') return
        await recorder.save(tx, withThread(row, afterTyping(threadOf(row), await lastInboundAt(tx, row))))
        await answers.silence(tx, id)
        await trail(tx, operator, 'conversation.silence_bot', id)
        await changed(tx, id)
      })
    },

    async draft(operator: Operator, id: string) {
      const row = await selectDraft(store.read, operator.id, id)
      return row ? { text: row.text, note: row.note === 1, seenSeq: row.seen_seq } : null
    },

    /** Keeps the operator's own draft; an empty one is forgotten. */
    async saveDraft(operator: Operator, draft: { id: string; text: string; note: boolean; seenSeq: number | null }): Promise<void> {
      const { id: conversationId, ...rest } = draft
      await store.transaction(async (tx) => {
        await load(tx, conversationId)
        if (draft.text === '') await deleteDraft(tx, operator.id, conversationId)
        else await saveDraft(tx, { operatorId: operator.id, conversationId, ...rest, at: clock.now() })
      })
    },

    /** Wakes the snoozed conversations whose time has come. */
    async wakeSnoozed(): Promise<void> {
      const due = await dueSnoozes(store.read, clock.now())
      if (due.length === 0) return
      await store.transaction(async (tx) => {
        for (const { id } of due) {
          const row = await load(tx, id)
          if (row.state === 'snoozed') await recorder.save(tx, withThread(row, afterReopen(threadOf(row))))
          await changed(tx, id)
        }
      })
    },
  }
}

export type Inbox = ReturnType<typeof inbox>
