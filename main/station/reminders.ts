import type { OpenQuestions } from '../bot/open-questions.ts'
import type { Assistant } from '../bot/service.ts'
import type { Citizens } from '../citizens/service.ts'
import { followUp } from '../consent/rules.ts'
import { conversationNow } from '../inbox/recall.ts'
import { isDaytime } from '../line/speaking-rules.ts'
import { lanes } from '../outbox/rules.ts'
import type { TownSettings } from '../settings/town.ts'
import type { Writer } from '../store/store.ts'
import { type AnswerNeeds, queueReplies } from './answer.ts'
import type { Needs } from './needs.ts'

export type ReminderNeeds = Pick<Needs, 'store' | 'clock'> &
  Pick<AnswerNeeds, 'newId' | 'recorder' | 'outbox' | 'replySpacing'> & {
    readonly questions: OpenQuestions
    readonly assistant: Assistant
    readonly citizens: Citizens
    readonly town: TownSettings['get']
  }

/** What becomes of a question of the assistant that nobody answers. */
export function reminders(needs: ReminderNeeds) {
  const { store, clock, questions, recorder } = needs

  /** Once, by day, and never where a person has the conversation. */
  const remindOne = async (tx: Writer, conversationId: string): Promise<void> => {
    const conversation = await conversationNow(tx, conversationId)
    const citizen = conversation && (await needs.citizens.known(tx, conversation.citizen_id))
    const withAssistant = conversation?.state === 'bot' && conversation.unfinished === 1
    if (!conversation || !citizen || !withAssistant) return questions.letBe(tx, conversationId)
    if ((await needs.outbox.automaticAllowance(tx, citizen.id)) < 2) return questions.letBe(tx, conversationId)
    const now = clock.now()
    const replies = await questions.remind(tx, { conversationId, citizen, town: await needs.town(), now })
    const sent = await queueReplies(needs, tx, conversation, replies, {
      lane: lanes.bot,
      notBefore: now,
      purpose: followUp,
    })
    await recorder.save(tx, sent.conversation)
    const changes = sent.messageIds.map((objectId) => ({ kind: 'message' as const, conversationId, objectId }))
    await store.changes.note(tx, changes)
  }

  const forgetOne = async (tx: Writer, conversationId: string): Promise<void> => {
    const conversation = await conversationNow(tx, conversationId)
    if (conversation?.state !== 'bot') return
    await needs.assistant.forget(tx, conversationId)
    await recorder.save(tx, { ...conversation, unfinished: 0 })
    await store.changes.note(tx, [{ kind: 'conversation', conversationId }])
  }

  const each = async (ids: readonly string[], work: typeof remindOne) => {
    for (const id of ids) await store.transaction((tx) => work(tx, id))
  }

  return {
    /** Reminds the citizens whose question has been open for as long as its flow says. */
    async remind(): Promise<void> {
      const now = clock.now()
      const ids = await questions.due(store.read, now)
      if (ids.length > 0 && isDaytime(now, (await needs.town()).timeZone)) await each(ids, remindOne)
    },

    /** Forgets questions that were open for too long. */
    async forgetOld(): Promise<void> {
      await each(await questions.expired(store.read, clock.now()), forgetOne)
    },
  }
}
