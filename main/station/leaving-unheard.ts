import type { Town } from '../../contract/settings.ts'
import type { Citizen } from '../citizens/service.ts'
import { saidToCitizen } from '../inbox/recall.ts'
import type { ConversationRow } from '../inbox/recorder.ts'
import { lanes } from '../outbox/rules.ts'
import type { Change, Writer } from '../store/store.ts'
import { type AnswerNeeds, type Heard, noteFor, queueReplies } from './answer.ts'

export type LeavingNeeds = AnswerNeeds

type Words = {
  readonly town: Town
  readonly conversation: ConversationRow
  readonly citizen: Citizen
  readonly heard: readonly Heard[]
  /** Epoch milliseconds. */
  readonly now: number
}

/**
 * The assistant is silent where a person has the conversation, or while it is switched off; whoever leaves there leaves
 * all the same: at once, told so once, and with a word for whoever reads. The caller saves the conversation.
 */
export async function leaveUnheard(
  needs: LeavingNeeds,
  tx: Writer,
  { town, conversation, citizen, heard, now }: Words,
): Promise<{ conversation: ConversationRow; changes: readonly Change[] }> {
  for (const message of heard) {
    const farewell = await needs.assistant.farewell({ text: message.text, citizen, town, now })
    if (!farewell) continue
    const { id: messageId = '', providerId = null, at = now } = message.origin ?? {}
    await needs.consents.withdraw(tx, {
      ...{ citizenId: citizen.id, purposeIds: 'all', method: 'chat', by: { kind: 'citizen', id: citizen.id } },
      said: { messageId, providerId, at, text: message.text },
    })
    const [last] = await saidToCitizen(tx, conversation.id)
    const replies = last?.text === farewell.reply || farewell.reply === '' ? [] : [farewell.reply]
    const sent = await queueReplies(needs, tx, conversation, replies, { lane: lanes.reply, notBefore: now })
    const noted = farewell.note === '' ? sent.conversation : await noteFor(needs, tx, sent.conversation, farewell.note)
    const changed = sent.messageIds.map((objectId) => ({
      ...{ kind: 'message' as const, conversationId: conversation.id, objectId },
    }))
    return { conversation: noted, changes: changed }
  }
  return { conversation, changes: [] }
}
