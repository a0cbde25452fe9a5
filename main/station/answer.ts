import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Guess } from '../bot/ports.ts'
import type { Assistant, Response, Turn } from '../bot/service.ts'
import { cardInWords } from '../channels/channel.ts'
import type { Citizen, Citizens } from '../citizens/service.ts'
import { saidToCitizen, writtenSince } from '../inbox/recall.ts'
import { type ConversationRow, type Recorder, threadOf, withThread } from '../inbox/recorder.ts'
import { afterBot } from '../inbox/rules.ts'
import { lanes, providerIdFrom } from '../outbox/rules.ts'
import type { Outbox } from '../outbox/service.ts'
import type { Change, Writer } from '../store/store.ts'
import type { NewId } from './needs.ts'
import { hearOptOut, type OptOutDesk } from './opt-out.ts'

/** Where what was not understood waits to be taught. */
export interface Meanings {
  noteMisunderstood(
    tx: Writer,
    message: { conversationId: string; messageId: string; guesses: readonly Guess[] },
  ): Promise<void>
}

export type AnswerNeeds = {
  readonly newId: NewId
  readonly citizens: Citizens
  readonly recorder: Recorder
  readonly assistant: Assistant
  readonly outbox: Outbox
  readonly meanings: Meanings
  /** Whether what is handed over like this belongs in the reserved folder. */
  readonly belongsInFolder: (
    tx: Writer,
    handed: { readonly department: string | null; readonly topic: string | null },
  ) => Promise<boolean>
  /** The number of the line, E.164; null while it is not known. */
  readonly ownPhone: () => Promise<string | null>
  readonly consents: OptOutDesk
  /** What this citizen is to be told, once, of a new notice; null mostly. */
  readonly noticeNews: (tx: Writer, citizenId: string, language: Language) => Promise<string | null>
  /** Milliseconds between two automatic messages in one conversation. */
  readonly replySpacing: number
  /** Milliseconds an answer waits for what else the citizen writes in one go; 0 reads every batch alone. */
  readonly burstWindow: number
}

export type Heard = Turn['messages'][number]

type Question = {
  readonly town: Town
  readonly conversation: ConversationRow
  readonly citizen: Citizen
  /** What came in this batch, and the number of its first message. */
  readonly heard: readonly Heard[]
  readonly seq: number
  /** The newest message of the batch. */
  readonly messageId: string
  readonly now: number
}

/** What a console translates: the reply-loop brake called a person. */
const replyLoop = 'reply_loop'

/** An answer waits for more at most this many windows, however fast the citizen goes on writing. */
const longestBurst = 5

/** A turn this old is not done again, in milliseconds. */
const oldestTurn = 10 * 60_000

/**
 * Lets the assistant answer in the transaction that recorded the question: its replies are queued, its summary is
 * noted for whoever takes over, and the conversation moves. While none of the last turn's answers has left, what the
 * citizen adds belongs to the same burst: those answers are taken back and the turn is done again. The caller saves
 * the conversation.
 */
export async function answerByAssistant(
  needs: AnswerNeeds,
  tx: Writer,
  question: Question,
): Promise<{ conversation: ConversationRow; changes: Change[] }> {
  const { town, citizen, now } = question
  const again = await takenBack(needs, tx, question)
  const start = again ?? { seq: question.seq, at: now, ...standing(question.conversation) }
  const { topic } = start
  let conversation: ConversationRow = { ...question.conversation, topic, unfinished: start.unfinished ? 1 : 0 }
  const { id: conversationId } = conversation
  const messages = again ? await writtenSince(tx, conversationId, again.seq) : question.heard
  const allowance = await needs.outbox.automaticAllowance(tx, citizen.id)
  const answer = await needs.assistant.respond(tx, { conversationId, citizen, messages, town, now, start }, again)
  const card = answer.card === null ? null : await cardOf(needs, answer.card)
  const owed = answer.alarm || (await isOwed(tx, conversationId, answer))
  const braked = !owed && answer.replies.length + (card ? 1 : 0) > allowance
  if (answer.optOut) {
    await hearOptOut(needs.consents, tx, { ...question, citizenId: citizen.id, messages, optOut: answer.optOut })
  }
  if (answer.alarm) await needs.outbox.silence(tx, conversationId)
  const replies = card ? [...answer.replies, card] : answer.replies
  const notBefore = answer.alarm ? now : leavesAt(start.at, now, needs.burstWindow)
  const lane = answer.alarm ? lanes.emergency : lanes.bot
  const sent = await queueReplies(needs, tx, conversation, braked ? [] : replies, { lane, notBefore })
  conversation = sent.conversation
  await needs.assistant.noteReplies(tx, conversationId, sent.messageIds)
  if (answer.misunderstood) {
    const { top } = answer.misunderstood
    await needs.meanings.noteMisunderstood(tx, { conversationId, messageId: question.messageId, guesses: top })
  }
  const room = allowance - replies.length
  const told = await tellOfNotice(needs, tx, { ...question, conversation }, answer, { room, notBefore })
  conversation = told.conversation
  conversation = await withNotes(needs, tx, conversation, answer, braked)
  await keepLanguage(needs, tx, citizen, answer)
  const outcome = {
    handedOver: braked || answer.outcome === 'handed_over',
    unfinished: answer.unfinished,
    topic: answer.topic,
    alarm: answer.alarm,
  }
  await putAway(needs, tx, question.conversation.id, { ...outcome, department: answer.department }, topic)
  return {
    conversation: withThread(conversation, afterBot(threadOf(conversation), outcome, now)),
    changes: [...sent.messageIds, ...told.messageIds].map((objectId) => ({
      kind: 'message',
      conversationId,
      objectId,
    })),
  }
}

/**
 * A new notice is told of after an answer that ends what somebody came for. It belongs to no turn: when the answers of
 * one are taken back, it leaves all the same.
 */
async function tellOfNotice(
  needs: AnswerNeeds,
  tx: Writer,
  { conversation, citizen, town }: Question,
  { replies, unfinished, optOut, outcome, language }: Response,
  { room, notBefore }: { readonly room: number; readonly notBefore: number },
) {
  const ends = replies.length > 0 && !unfinished && optOut === null && outcome !== 'handed_over'
  const spoken = language ?? citizen.language ?? town.language
  const news = ends && room > 0 ? await needs.noticeNews(tx, citizen.id, spoken) : null
  const departure = { lane: lanes.bot, notBefore: notBefore + replies.length * needs.replySpacing }
  return queueReplies(needs, tx, conversation, news === null ? [] : [news], departure)
}

/** What goes to social services lies in the reserved folder before anybody else could read on. */
async function putAway(
  needs: AnswerNeeds,
  tx: Writer,
  conversationId: string,
  { handedOver, department, topic }: Pick<Response, 'department' | 'topic'> & { readonly handedOver: boolean },
  before: string | null,
): Promise<void> {
  if (!handedOver || !(await needs.belongsInFolder(tx, { department, topic: topic ?? before }))) return
  await needs.recorder.reserve(tx, conversationId)
}

/** Who joined or left is told, however much was said before; but not the same again. */
async function isOwed(tx: Writer, conversationId: string, { card, optOut, replies }: Response): Promise<boolean> {
  if (card !== null) return true
  if (optOut !== 'yes') return false
  const [last] = await saidToCitizen(tx, conversationId)
  return last?.text !== replies.at(-1)
}

/** What whoever takes over reads. */
async function withNotes(
  needs: AnswerNeeds,
  tx: Writer,
  before: ConversationRow,
  { summary }: Pick<Response, 'summary'>,
  braked: boolean,
): Promise<ConversationRow> {
  const summed = summary ? await noteFor(needs, tx, before, summary, 'bot') : before
  return braked ? noteFor(needs, tx, summed, replyLoop) : summed
}

async function keepLanguage(
  needs: AnswerNeeds,
  tx: Writer,
  citizen: Citizen,
  { language }: Pick<Response, 'language'>,
) {
  if (language && language !== citizen.language) await needs.citizens.setLanguage(tx, citizen.id, language)
}

/** A card as a message holds it: the name, and the number below it. */
async function cardOf({ ownPhone }: AnswerNeeds, name: string): Promise<Reply | null> {
  const phone = await ownPhone()
  return phone === null ? null : { card: cardInWords({ name, phone }) }
}

const standing = ({ topic, unfinished }: ConversationRow) => ({ topic, unfinished: unfinished === 1 })

/** The last turn, when none of its answers has left: they are taken back. */
async function takenBack(needs: AnswerNeeds, tx: Writer, { conversation, now }: Question) {
  if (needs.burstWindow === 0) return null
  const last = await needs.assistant.lastTurn(tx, conversation.id)
  if (!last || Math.abs(now - last.at) > oldestTurn) return null
  return (await needs.outbox.takeBack(tx, conversation.id, last.replies)) ? last : null
}

/** A window after the last words, and not for ever after the first. */
const leavesAt = (began: number, now: number, window: number) =>
  Math.max(now, Math.min(now + window, began + longestBurst * window))

type Departure = {
  readonly lane: typeof lanes.emergency | typeof lanes.bot | typeof lanes.reply
  readonly notBefore: number
  /** Of what the town starts; an answer has none. */
  readonly purpose?: string
}

/** Words, or the number of the town as a card to keep. */
export type Reply = string | { readonly card: string }

/** Records and queues automatic messages, in their order and apart. */
export async function queueReplies(
  needs: Pick<AnswerNeeds, 'newId' | 'recorder' | 'outbox' | 'replySpacing'>,
  tx: Writer,
  before: ConversationRow,
  replies: readonly Reply[],
  { lane, notBefore, purpose }: Departure,
): Promise<{ conversation: ConversationRow; messageIds: readonly string[] }> {
  let conversation = before
  const messageIds: string[] = []
  for (const [index, reply] of replies.entries()) {
    const said = typeof reply === 'string' ? { kind: 'text', text: reply } : { kind: 'contact', text: reply.card }
    const providerId = providerIdFrom(needs.newId())
    const sent = await needs.recorder.message(tx, conversation, {
      direction: 'out',
      author: { kind: 'bot', id: null },
      ...said,
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
      lane,
      notBefore: notBefore + index * needs.replySpacing,
      waitingBefore: null,
      ...(purpose !== undefined && { purpose }),
    })
    conversation = sent.conversation
    messageIds.push(sent.recorded.id)
  }
  return { conversation, messageIds }
}

/** What only operators read. */
export async function noteFor(
  needs: Pick<AnswerNeeds, 'recorder'>,
  tx: Writer,
  conversation: ConversationRow,
  text: string,
  author: 'bot' | 'system' = 'system',
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
