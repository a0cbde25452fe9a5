import { Problem } from '../../contract/problems.ts'
import type { Operator } from '../operators/actor.ts'
import { type Acts, requireOpen } from './acts.ts'
import type { InboxNeeds } from './needs.ts'
import { claimFree, conversationById, dueSnoozes, lastInboundAt } from './queries.ts'
import { threadOf, withThread } from './recorder.ts'
import { afterHandToBot, afterReopen, afterResolve, afterSnooze, afterTyping, needsReasonToResolve } from './rules.ts'

const hour = 60 * 60 * 1000

/** Who has a conversation and where it stands. */
export function handling(needs: InboxNeeds, { load, requireFree, trail, changed, move, say }: Acts) {
  const { store, clock, recorder, answers } = needs
  return {
    /** Takes a conversation; refuses with CLAIMED unless taking over. */
    claim(operator: Operator, id: string, takeOver: boolean): Promise<void> {
      return store.transaction(async (tx) => {
        const row = (await claimFree(tx, id, operator.id)) ?? (await load(tx, id, operator))
        requireOpen(row, operator)
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

    snooze(operator: Operator, id: string, until = clock.now() + hour): Promise<void> {
      if (until <= clock.now()) throw new Problem('BAD_INPUT', { fields: ['until'] })
      return move(operator, id, 'conversation.snooze', (thread) => afterSnooze(thread, until))
    },

    /** Closes a conversation; while the citizen waits it needs a reason, which stays as a note (QUESTION_PENDING). */
    resolve(operator: Operator, id: string, reason: string | undefined): Promise<void> {
      return store.transaction(async (tx) => {
        let row = await load(tx, id, operator)
        await requireFree(tx, row, operator)
        if (needsReasonToResolve(threadOf(row)) && !reason) throw new Problem('QUESTION_PENDING')
        if (reason)
          row = (await say(tx, row, operator, { direction: 'note', text: reason, providerId: null })).conversation
        await recorder.save(tx, withThread(row, afterResolve(threadOf(row))))
        await needs.assistant.forget(tx, id)
        await trail(tx, operator, 'conversation.resolve', id, reason ? 'with_reason' : undefined)
        await changed(tx, id)
      })
    },

    reopen: (operator: Operator, id: string) =>
      move(operator, id, 'conversation.reopen', (thread) => afterReopen(thread)),

    handToBot: (operator: Operator, id: string) =>
      move(operator, id, 'conversation.hand_to_bot', (thread) => afterHandToBot(thread)),

    /** A keystroke: the assistant is silent from now on, and colleagues see who writes. */
    async typing(operator: Operator, id: string): Promise<void> {
      const [seen] = await conversationById(store.read, { id })
      if (!seen) throw new Problem('NOT_FOUND')
      requireOpen(seen, operator)
      needs.presence.type(id, operator)
      if (seen.state !== 'bot') return
      await store.transaction(async (tx) => {
        const row = await load(tx, id, operator)
        if (row.state !== 'bot') return
        await recorder.save(tx, withThread(row, afterTyping(threadOf(row), await lastInboundAt(tx, row))))
        await answers.silence(tx, id)
        await trail(tx, operator, 'conversation.silence_bot', id)
        await changed(tx, id)
      })
    },

    /** Wakes the snoozed conversations whose time has come. */
    async wakeSnoozed(): Promise<void> {
      const due = await dueSnoozes(store.read, clock.now())
      if (due.length === 0) return
      await store.transaction(async (tx) => {
        for (const { id } of due) {
          const row = await load(tx, id, null)
          if (row.state === 'snoozed') await recorder.save(tx, withThread(row, afterReopen(threadOf(row))))
          await changed(tx, id)
        }
      })
    },
  }
}
