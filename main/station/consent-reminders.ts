import type { Language } from '../../contract/common.ts'
import { followUp, serviceWindow } from '../consent/rules.ts'
import type { Consents } from '../consent/service.ts'
import { conversationNow } from '../inbox/recall.ts'
import { isDaytime } from '../line/speaking-rules.ts'
import { lanes } from '../outbox/rules.ts'
import type { TownSettings } from '../settings/town.ts'
import type { Writer } from '../store/store.ts'
import { type AnswerNeeds, queueReplies } from './answer.ts'
import type { Needs } from './needs.ts'
import { momentInWords } from './town-words.ts'

type ReminderNeeds = Pick<Needs, 'store' | 'clock'> &
  Pick<AnswerNeeds, 'newId' | 'recorder' | 'outbox' | 'replySpacing'> & {
    readonly consents: Pick<Consents, 'duties' | 'reminder'>
    readonly town: TownSettings['get']
  }

type Due = Awaited<ReturnType<Consents['duties']['dueReminders']>>[number]

/**
 * One reminder of a question of consent that was left open: by day, inside the day in which the channel lets the town
 * answer, and never where a person has the conversation.
 */
export function consentReminders(needs: ReminderNeeds) {
  const { store, clock, recorder, consents } = needs

  const remindOne = async (tx: Writer, { citizenId, conversationId, expiresAt, language }: Due): Promise<void> => {
    const conversation = conversationId === null ? null : await conversationNow(tx, conversationId)
    if (!(await consents.duties.takeReminder(tx, citizenId))) return
    if (conversation?.state !== 'bot') return
    const heardAt = await recorder.lastHeardAt(tx, conversation)
    const now = clock.now()
    if (heardAt === null || now - heardAt >= serviceWindow) return
    const until = momentInWords(expiresAt, language as Language, (await needs.town()).timeZone)
    const text = consents.reminder(language as Language).replace('{{until}}', until)
    const departure = { lane: lanes.bot, notBefore: now, purpose: followUp }
    const sent = await queueReplies(needs, tx, conversation, [text], departure)
    await recorder.save(tx, sent.conversation)
    const changes = sent.messageIds.map((objectId) => ({
      kind: 'message' as const,
      conversationId: conversation.id,
      objectId,
    }))
    await store.changes.note(tx, changes)
  }

  return async (): Promise<void> => {
    const due = await consents.duties.dueReminders()
    if (due.length === 0 || !isDaytime(clock.now(), (await needs.town()).timeZone)) return
    for (const each of due) await store.transaction((tx) => remindOne(tx, each))
  }
}
