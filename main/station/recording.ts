import type { Town } from '../../contract/settings.ts'
import type { ChannelEvent, InboundMessage, OwnMessage } from '../channels/channel.ts'
import { type ConversationRow, type NewMessage, type Recorded, threadOf, withThread } from '../inbox/recorder.ts'
import { afterBot, afterInbound, afterOwnPhone } from '../inbox/rules.ts'
import type { Change, Store, Writer } from '../store/store.ts'
import { answerByAssistant, type Heard } from './answer.ts'
import { type LeavingNeeds, leaveUnheard } from './leaving-unheard.ts'
import type { Clock } from './needs.ts'

export type RecordingNeeds = LeavingNeeds & {
  readonly store: Store
  readonly clock: Clock
  readonly lineId: string
  readonly town: () => Promise<Town>
  /** What protects the line hears who answers to what the town started. */
  readonly safety?: {
    heard(tx: Writer, who: { lineId: string; citizenId: string }, texts: readonly string[]): Promise<void>
  }
}

/** Who answers what is recorded: the assistant, or a person because the assistant failed on it. */
export type Answering = 'assistant' | 'person'

type RecordNeeds = RecordingNeeds & { readonly answering: Answering }

/** What somebody wrote, a citizen or the town's own phone. */
export type SaidMessage = InboundMessage | OwnMessage

export const isSaid = (event: ChannelEvent): event is SaidMessage =>
  event.type === 'message' || event.type === 'own_message'

export const citizenOf = (event: SaidMessage) => (event.type === 'message' ? event.from : event.to)

/** Returns the provider ids of the messages that the store did not have. */
export async function record(
  needs: RecordNeeds,
  tx: Writer,
  town: Town,
  events: readonly ChannelEvent[],
): Promise<readonly string[]> {
  const changes: Change[] = []
  const recorded: string[] = []
  for (const messages of byCitizen(events)) {
    const heard = await recordThread(needs, tx, town, messages)
    changes.push(...heard.changes)
    recorded.push(...heard.recorded)
  }
  for (const event of events) {
    const touched = await recordOther(needs, tx, event)
    if (touched) changes.push({ kind: 'message', conversationId: touched.conversationId, objectId: touched.messageId })
  }
  await needs.store.changes.note(tx, changes)
  return recorded
}

/** Messages from and to one person in one batch are read together, in their order. */
function byCitizen(events: readonly ChannelEvent[]): SaidMessage[][] {
  const threads = new Map<string, SaidMessage[]>()
  for (const event of events) {
    if (!isSaid(event)) continue
    const { phone, lid } = citizenOf(event)
    const key = phone ?? lid ?? event.providerId
    const messages = threads.get(key)
    if (messages) messages.push(event)
    else threads.set(key, [event])
  }
  return [...threads.values()]
}

async function recordOther(needs: RecordingNeeds, tx: Writer, event: ChannelEvent) {
  switch (event.type) {
    case 'message':
    case 'own_message':
      return null
    case 'ack':
      return needs.outbox.acknowledge(tx, { lineId: needs.lineId, providerId: event.providerId, status: event.status })
    case 'edit':
    case 'deletion':
    case 'reaction':
      return needs.recorder.amendment(tx, needs.lineId, event)
  }
}

type Kept = { readonly message: SaidMessage; readonly row: Recorded }

async function recordThread(
  needs: RecordNeeds,
  tx: Writer,
  town: Town,
  messages: readonly SaidMessage[],
): Promise<{ readonly changes: readonly Change[]; readonly recorded: readonly string[] }> {
  const first = messages[0]
  if (!first) return { changes: [], recorded: [] }
  const spoke = messages.some(({ type }) => type === 'message')
  const citizen = await needs.citizens.resolve(tx, citizenOf(first), spoke)
  const before = await needs.recorder.conversation(tx, needs.lineId, citizen.id)
  const { conversation, kept } = await keep(needs, tx, before, citizen.id, messages)
  const last = kept.at(-1)
  if (!last) return { changes: [], recorded: [] }
  const change = { kind: 'message', conversationId: conversation.id, objectId: last.row.id } as const
  const changes: Change[] = [last.message.type === 'message' ? { ...change, inbound: true } : change]
  await noteHeard(needs, tx, citizen.id, kept)
  const unanswered = kept.slice(kept.findLastIndex(({ message }) => message.type === 'own_message') + 1)
  const now = needs.clock.now()
  const answered = await answer(needs, tx, {
    town,
    conversation,
    citizen,
    heard: unanswered.map((each) => heard(each, now)),
    written: kept.filter(({ message }) => message.type === 'message').map((each) => heard(each, now)),
    seq: unanswered[0]?.row.seq ?? last.row.seq,
    messageId: last.row.id,
    now,
  })
  await needs.recorder.save(tx, answered.conversation)
  return {
    changes: [...changes, ...answered.changes],
    recorded: kept.map(({ message }) => message.providerId),
  }
}

async function noteHeard(needs: RecordNeeds, tx: Writer, citizenId: string, kept: readonly Kept[]): Promise<void> {
  const said = kept.filter(({ message }) => message.type === 'message')
  if (said.length === 0) return
  await needs.safety?.heard(
    tx,
    { lineId: needs.lineId, citizenId },
    said.map(({ row }) => row.text),
  )
}

/** Records what the store does not have yet, and moves the thread with each. */
async function keep(
  needs: RecordNeeds,
  tx: Writer,
  before: ConversationRow,
  citizenId: string,
  messages: readonly SaidMessage[],
): Promise<{ conversation: ConversationRow; kept: readonly Kept[] }> {
  let conversation = before
  const kept: Kept[] = []
  for (const message of messages) {
    const lastHeardAt = message.type === 'own_message' ? await needs.recorder.lastHeardAt(tx, conversation) : null
    const result = await needs.recorder.message(tx, conversation, rowOf(message, citizenId))
    if (!result) continue
    conversation = await moved(needs, tx, result.conversation, message, lastHeardAt)
    kept.push({ message, row: result.recorded })
  }
  return { conversation, kept }
}

const rowOf = (message: SaidMessage, citizenId: string): NewMessage => ({
  ...(message.type === 'message'
    ? { direction: 'in', author: { kind: 'citizen', id: citizenId } }
    : { direction: 'out', author: { kind: 'phone', id: null } }),
  kind: message.kind,
  text: message.text,
  providerId: message.providerId,
  providerAt: Number.isSafeInteger(Math.trunc(message.at)) ? Math.trunc(message.at) : null,
  ...(message.replyTo && { replyToProviderId: message.replyTo }),
  ...(message.location && { location: message.location }),
  ...(message.media && { media: message.media }),
})

async function moved(
  needs: RecordNeeds,
  tx: Writer,
  conversation: ConversationRow,
  message: SaidMessage,
  lastHeardAt: number | null,
): Promise<ConversationRow> {
  const thread = threadOf(conversation)
  if (message.type === 'message') {
    if (thread.state === 'resolved') await needs.assistant.forget(tx, conversation.id)
    return withThread(conversation, afterInbound(thread, needs.clock.now()))
  }
  const after = afterOwnPhone(thread, message.at, lastHeardAt)
  // What the assistant was about to say has been said by a person.
  if (after !== thread) await needs.outbox.silence(tx, conversation.id)
  return withThread(conversation, after)
}

/**
 * The assistant answers what it has the thread for, or a person is called where it failed. `written`: all that came from
 * the citizen, also before the town's own phone spoke.
 */
async function answer(
  needs: RecordNeeds,
  tx: Writer,
  { written, ...question }: Parameters<typeof answerByAssistant>[2] & { readonly written: readonly Heard[] },
): Promise<{ conversation: ConversationRow; changes: readonly Change[] }> {
  const { conversation, heard, now } = question
  if (conversation.state !== 'bot') return leaveUnheard(needs, tx, { ...question, heard: written })
  if (heard.length === 0) return { conversation, changes: [] }
  if (needs.answering === 'person')
    return { conversation: withThread(conversation, afterBot(threadOf(conversation), callAPerson, now)), changes: [] }
  return answerByAssistant(needs, tx, question)
}

const callAPerson = { handedOver: true, unfinished: false, topic: null, alarm: false }

const heard = ({ message, row }: Kept, at: number): Heard => ({
  origin: { id: row.id, providerId: message.providerId, at },
  kind: row.kind,
  text: row.text,
  location: message.location ? { label: null, ...message.location } : null,
})
