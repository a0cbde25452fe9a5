import type { Logger } from 'pino'
import type { Town } from '../../contract/settings.ts'
import type { ChannelEvent, InboundMessage, OwnMessage } from '../channels/channel.ts'
import { type ConversationRow, type NewMessage, type Recorded, threadOf, withThread } from '../inbox/recorder.ts'
import { afterBot, afterInbound, afterOwnPhone } from '../inbox/rules.ts'
import type { Change, Store, Writer } from '../store/store.ts'
import { answerByAssistant, type Heard } from './answer.ts'
import { describeError } from './describe-error.ts'
import { type LeavingNeeds, leaveUnheard } from './leaving-unheard.ts'
import type { Clock } from './needs.ts'

export type InboundNeeds = LeavingNeeds & {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly lineId: string
  readonly town: () => Promise<Town>
  /** What protects the line hears who answers to what the town started. */
  readonly safety?: {
    heard(tx: Writer, who: { lineId: string; citizenId: string }, texts: readonly string[]): Promise<void>
  }
}

const largestBatch = 256

/** Who answers what is recorded: the assistant, or a person because the assistant failed on it. */
type Answering = 'assistant' | 'person'

type RecordNeeds = InboundNeeds & { readonly answering: Answering }

/**
 * What a line hears becomes rows: identity, dedupe, record, assistant, answers queued and change noted, all in one
 * transaction per batch. Deliveries that arrive while one is being written share the next transaction.
 */
export function inbound(needs: InboundNeeds) {
  const { store, log } = needs
  const waiting: {
    events: readonly ChannelEvent[]
    done: (recorded: readonly string[]) => void
    failed: (error: unknown) => void
  }[] = []
  let writing = false

  const commit = async (events: readonly ChannelEvent[], answering: Answering = 'assistant') => {
    const town = await needs.town()
    return store.transaction((tx) => record({ ...needs, answering }, tx, town, events))
  }

  /**
   * One event that cannot be written must not take the others with it: each is tried alone, then for a person without
   * the assistant, and at last as a placeholder. What only changes or acknowledges a message is let go then: kept, it
   * would stand before everything that comes after it.
   */
  const commitOneByOne = async (events: readonly ChannelEvent[]) => {
    const recorded: string[] = []
    for (const event of events) {
      const last = isSaid(event) ? () => commit([placeholder(event)], 'person') : () => letGo(event.type)
      recorded.push(...(await firstThatWorks([() => commit([event]), () => commit([event], 'person'), last])))
    }
    return recorded
  }

  const letGo = async (type: ChannelEvent['type']) => {
    log.error({ type }, 'an event could not be recorded at all')
    return []
  }

  const firstThatWorks = async ([attempt, next, ...rest]: Attempts): Promise<readonly string[]> => {
    try {
      return await attempt()
    } catch (error) {
      if (isStoreTrouble(error) || !next) throw error
      log.error({ error: describeError(error) }, 'an event could not be recorded as it came; a simpler way is tried')
      return firstThatWorks([next, ...rest])
    }
  }

  const flush = async () => {
    writing = true
    while (waiting.length > 0) {
      const batch = takeBatch()
      const events = batch.flatMap((delivery) => delivery.events)
      try {
        const recorded = await commit(events).catch((error) =>
          isStoreTrouble(error) ? Promise.reject(error) : commitOneByOne(events),
        )
        for (const delivery of batch) delivery.done(recorded)
      } catch (error) {
        for (const delivery of batch) delivery.failed(error)
      }
    }
    writing = false
  }

  const takeBatch = () => {
    let size = 0
    const count = waiting.findIndex((delivery) => {
      size += delivery.events.length
      return size > largestBatch
    })
    return waiting.splice(0, count === -1 ? waiting.length : Math.max(1, count))
  }

  return {
    /** Resolves once the events are committed, with the provider ids of the messages recorded along with them. */
    deliver(events: readonly ChannelEvent[]): Promise<readonly string[]> {
      if (events.length === 0) return Promise.resolve([])
      return new Promise((done, failed) => {
        waiting.push({ events, done, failed })
        if (!writing) void flush()
      })
    },
  }
}

export type Inbound = ReturnType<typeof inbound>

const isStoreTrouble = (error: unknown) => error instanceof Error && error.name === 'StoreError'

/** What somebody wrote, a citizen or the town's own phone. */
type SaidMessage = InboundMessage | OwnMessage

type Attempt = () => Promise<readonly string[]>
/** The best first. */
type Attempts = readonly [Attempt, ...Attempt[]]

const isSaid = (event: ChannelEvent): event is SaidMessage => event.type === 'message' || event.type === 'own_message'

const citizenOf = (event: SaidMessage) => (event.type === 'message' ? event.from : event.to)

function placeholder(event: SaidMessage): SaidMessage {
  const { phone, lid } = citizenOf(event)
  const citizen = { ...(phone && { phone }), ...(lid && { lid }) }
  const empty = { providerId: event.providerId, at: event.at, kind: 'unknown', text: '' } as const
  return event.type === 'message'
    ? { type: 'message', from: citizen, ...empty }
    : { type: 'own_message', to: citizen, ...empty }
}

/** Returns the provider ids of the messages that the store did not have. */
async function record(
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

async function recordOther(needs: InboundNeeds, tx: Writer, event: ChannelEvent) {
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
  const citizen = await needs.citizens.resolve(tx, citizenOf(first))
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
