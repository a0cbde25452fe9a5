import type { Town } from '../../contract/settings.ts'
import type { Assistant, Turn } from '../bot/service.ts'
import type { Citizen, Citizens } from '../citizens/service.ts'
import { type ConversationRow, type Recorder, threadOf, withThread } from '../inbox/recorder.ts'
import { afterBot } from '../inbox/rules.ts'
import { lanes, providerIdFrom } from '../outbox/rules.ts'
import type { Outbox } from '../outbox/service.ts'
import type { Change, Writer } from '../store/store.ts'
import type { NewId } from './needs.ts'

export type AnswerNeeds = {
  readonly newId: NewId
  readonly citizens: Citizens
  readonly recorder: Recorder
  readonly assistant: Assistant
  readonly outbox: Outbox
  /** Milliseconds between two automatic messages in one conversation. */
  readonly replySpacing: number
}

export type Heard = Turn['messages'][number]

type Question = {
  readonly town: Town
  readonly conversation: ConversationRow
  readonly citizen: Citizen
  readonly heard: readonly Heard[]
  readonly now: number
}

/** What a console translates: the reply-loop brake called a person. */
const replyLoop = 'reply_loop'

/**
 * Lets the assistant answer in the transaction that recorded the question: its replies are queued, its summary is
 * noted for whoever takes over, and the conversation moves. The caller saves the conversation.
 */
export async function answerByAssistant(
  needs: AnswerNeeds,
  tx: Writer,
  { town, conversation: before, citizen, heard, now }: Question,
): Promise<{ conversation: ConversationRow; changes: Change[] }> {
  const allowance = await needs.outbox.automaticAllowance(tx, citizen.id)
  const answer = await needs.assistant.respond(tx, { conversationId: before.id, citizen, messages: heard, town, now })
  const braked = answer.replies.length > allowance
  const changes: Change[] = []
  let conversation = before
  for (const [index, text] of (braked ? [] : answer.replies).entries()) {
    const sent = await queueAutomatic(needs, tx, conversation, { text, notBefore: now + index * needs.replySpacing })
    conversation = sent.conversation
    changes.push({ kind: 'message', conversationId: conversation.id, objectId: sent.messageId })
  }
  if (answer.summary) conversation = await note(needs, tx, conversation, 'bot', answer.summary)
  if (braked) conversation = await note(needs, tx, conversation, 'system', replyLoop)
  if (answer.language && answer.language !== citizen.language) {
    await needs.citizens.setLanguage(tx, citizen.id, answer.language)
  }
  const outcome = {
    handedOver: braked || answer.outcome === 'handed_over',
    unfinished: answer.unfinished,
    topic: answer.topic,
  }
  return { conversation: withThread(conversation, afterBot(threadOf(conversation), outcome, now)), changes }
}

async function note(
  needs: AnswerNeeds,
  tx: Writer,
  conversation: ConversationRow,
  author: 'bot' | 'system',
  text: string,
): Promise<ConversationRow> {
  const written = await needs.recorder.message(tx, conversation, {
    direction: 'note',
    author: { kind: author, id: null },
    kind: 'text',
    text,
    providerId: null,
    providerAt: null,
  })
  return written?.conversation ?? conversation
}

async function queueAutomatic(
  needs: AnswerNeeds,
  tx: Writer,
  conversation: ConversationRow,
  { text, notBefore }: { text: string; notBefore: number },
): Promise<{ conversation: ConversationRow; messageId: string }> {
  const providerId = providerIdFrom(needs.newId())
  const sent = await needs.recorder.message(tx, conversation, {
    direction: 'out',
    author: { kind: 'bot', id: null },
    kind: 'text',
    text,
    providerId,
    providerAt: null,
  })
  if (!sent) throw new Error('a provider id was made twice')
  await needs.outbox.enqueue(tx, {
    lineId: conversation.line_id,
    conversationId: conversation.id,
    citizenId: conversation.citizen_id,
    messageId: sent.recorded.id,
    providerId,
    lane: lanes.bot,
    notBefore,
    waitingBefore: null,
  })
  return { conversation: sent.conversation, messageId: sent.recorded.id }
}
