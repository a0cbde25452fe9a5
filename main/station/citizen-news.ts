import { followUp } from '../consent/rules.ts'
import type { ConversationRow, Recorder } from '../inbox/recorder.ts'
import { lanes, providerIdFrom } from '../outbox/rules.ts'
import type { Outbox } from '../outbox/service.ts'
import type { CitizenNews, Voice } from '../reports/needs.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Clock, NewId } from './needs.ts'

type Needs = { readonly clock: Clock; readonly newId: NewId; readonly recorder: Recorder; readonly outbox: Outbox }

/**
 * News for a citizen, said in their conversation. The assistant says it, in its own lane. Where a person has the
 * conversation the assistant is silent, and what waits in its lane would be taken back at the next keystroke: there the
 * operator who makes the news says it, having read it before. So it is, too, where the assistant has said as much to
 * somebody as it may. Nobody's wait ends with it: news is no answer. It is the town that starts it, so it reaches nobody
 * who wants no more of this.
 */
export function citizenNews({ clock, newId, recorder, outbox }: Needs): CitizenNews {
  const voiceOf = async (db: Reader | Writer, { state, citizen_id }: ConversationRow): Promise<Voice> => {
    if (state === 'open' || state === 'snoozed') return 'operator'
    return (await outbox.automaticAllowance(db, citizen_id)) > 0 ? 'assistant' : 'operator'
  }

  const load = async (db: Reader | Writer, id: string): Promise<ConversationRow> => {
    const conversation = await recorder.find(db, id)
    if (!conversation) throw new Error('the conversation of a report is gone')
    return conversation
  }

  return {
    voiceIn: async (db, conversationId) => voiceOf(db, await load(db, conversationId)),

    async tell(tx, { conversationId, text, voice, operatorId }) {
      const conversation = await load(tx, conversationId)
      const providerId = providerIdFrom(newId())
      const said = await recorder.message(tx, conversation, {
        direction: 'out',
        author: voice === 'assistant' ? { kind: 'bot', id: null } : { kind: 'operator', id: operatorId },
        kind: 'text',
        text,
        providerId,
        providerAt: null,
      })
      if (!said) throw new Error('a provider id was made twice')
      await recorder.save(tx, said.conversation)
      await outbox.enqueue(tx, {
        lineId: conversation.line_id,
        conversationId,
        citizenId: conversation.citizen_id,
        messageId: said.recorded.id,
        providerId,
        lane: voice === 'assistant' ? lanes.bot : lanes.reply,
        notBefore: clock.now(),
        waitingBefore: null,
        purpose: followUp,
      })
      return said.recorded.id
    },
  }
}
