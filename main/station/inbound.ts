import type { Logger } from 'pino'
import type { Town } from '../../contract/settings.ts'
import type { Assistant } from '../bot/service.ts'
import type { ChannelEvent, InboundMessage } from '../channels/channel.ts'
import type { Citizens } from '../citizens/service.ts'
import { type Recorded, type Recorder, threadOf, withThread } from '../inbox/recorder.ts'
import { afterBot, afterInbound } from '../inbox/rules.ts'
import type { Outbox } from '../outbox/service.ts'
import type { Change, Store, Writer } from '../store/store.ts'
import { answerByAssistant, type Heard } from './answer.ts'
import { describeError } from './describe-error.ts'
import type { Clock, NewId } from './needs.ts'

export type InboundNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Logger
  readonly lineId: string
  readonly citizens: Citizens
  readonly recorder: Recorder
  readonly assistant: Assistant
  readonly outbox: Outbox
  readonly town: () => Promise<Town>
  /** Milliseconds between two automatic messages in one conversation. */
  readonly replySpacing: number
  /** Milliseconds an answer waits for what else the citizen writes in one go; 0 reads every batch alone. */
  readonly burstWindow: number
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
  const waiting: { events: readonly ChannelEvent[]; done: () => void; failed: (error: unknown) => void }[] = []
  let writing = false

  const commit = async (events: readonly ChannelEvent[], answering: Answering = 'assistant') => {
    const town = await needs.town()
    await store.transaction((tx) => record({ ...needs, answering }, tx, town, events))
  }

  /**
   * One event that cannot be written must not take the others with it: each is tried alone, then for a person without
   * the assistant, and at last as a placeholder. What only changes or acknowledges a message is let go then: kept, it
   * would stand before everything that comes after it.
   */
  const commitOneByOne = async (events: readonly ChannelEvent[]) => {
    for (const event of events) {
      const attempts: (() => Promise<void>)[] = [() => commit([event]), () => commit([event], 'person')]
      attempts.push(event.type === 'message' ? () => commit([placeholder(event)], 'person') : () => letGo(event.type))
      await firstThatWorks(attempts)
    }
  }

  const letGo = async (type: ChannelEvent['type']) => log.error({ type }, 'an event could not be recorded at all')

  const firstThatWorks = async ([attempt, ...rest]: (() => Promise<void>)[]): Promise<void> => {
    try {
      await attempt?.()
    } catch (error) {
      if (isStoreTrouble(error) || rest.length === 0) throw error
      log.error({ error: describeError(error) }, 'an event could not be recorded as it came; a simpler way is tried')
      await firstThatWorks(rest)
    }
  }

  const flush = async () => {
    writing = true
    while (waiting.length > 0) {
      const batch = takeBatch()
      const events = batch.flatMap((delivery) => delivery.events)
      try {
        await commit(events).catch((error) => (isStoreTrouble(error) ? Promise.reject(error) : commitOneByOne(events)))
        for (const delivery of batch) delivery.done()
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
    /** Resolves once the events are committed. */
    deliver(events: readonly ChannelEvent[]): Promise<void> {
      if (events.length === 0) return Promise.resolve()
      return new Promise((done, failed) => {
        waiting.push({ events, done, failed })
        if (!writing) void flush()
      })
    },
  }
}

export type Inbound = ReturnType<typeof inbound>

const isStoreTrouble = (error: unknown) => error instanceof Error && error.name === 'StoreError'

const placeholder = (event: InboundMessage): InboundMessage => ({
  type: 'message',
  providerId: event.providerId,
  from: { ...(event.from.phone && { phone: event.from.phone }), ...(event.from.lid && { lid: event.from.lid }) },
  at: event.at,
  kind: 'unknown',
  text: '',
})

async function record(needs: RecordNeeds, tx: Writer, town: Town, events: readonly ChannelEvent[]): Promise<void> {
  const changes: Change[] = []
  for (const messages of bySender(events)) changes.push(...(await recordSender(needs, tx, town, messages)))
  for (const event of events) {
    const touched = await recordOther(needs, tx, event)
    if (touched) changes.push({ kind: 'message', conversationId: touched.conversationId, objectId: touched.messageId })
  }
  await needs.store.changes.note(tx, changes)
}

/** Messages of one person in one batch are read together, in their order. */
function bySender(events: readonly ChannelEvent[]): InboundMessage[][] {
  const senders = new Map<string, InboundMessage[]>()
  for (const event of events) {
    if (event.type !== 'message') continue
    const key = event.from.phone ?? event.from.lid ?? event.providerId
    const messages = senders.get(key)
    if (messages) messages.push(event)
    else senders.set(key, [event])
  }
  return [...senders.values()]
}

async function recordOther(needs: InboundNeeds, tx: Writer, event: ChannelEvent) {
  switch (event.type) {
    case 'message':
      return null
    case 'ack':
      return needs.outbox.acknowledge(tx, { lineId: needs.lineId, providerId: event.providerId, status: event.status })
    case 'edit':
    case 'deletion':
    case 'reaction':
      return needs.recorder.amendment(tx, needs.lineId, event)
  }
}

async function recordSender(
  needs: RecordNeeds,
  tx: Writer,
  town: Town,
  messages: readonly InboundMessage[],
): Promise<Change[]> {
  const first = messages[0]
  if (!first) return []
  const citizen = await needs.citizens.resolve(tx, first.from)
  let conversation = await needs.recorder.conversation(tx, needs.lineId, citizen.id)
  const recorded: { message: InboundMessage; row: Recorded }[] = []
  for (const message of messages) {
    const result = await needs.recorder.message(tx, conversation, {
      direction: 'in',
      author: { kind: 'citizen', id: citizen.id },
      kind: message.kind,
      text: message.text,
      providerId: message.providerId,
      providerAt: Number.isSafeInteger(Math.trunc(message.at)) ? Math.trunc(message.at) : null,
      ...(message.replyTo && { replyToProviderId: message.replyTo }),
      ...(message.location && { location: message.location }),
      ...(message.media && { media: message.media }),
    })
    if (!result) continue
    conversation = result.conversation
    recorded.push({ message, row: result.recorded })
  }
  const last = recorded.at(-1)
  if (!last) return []
  const now = needs.clock.now()
  const wasResolved = conversation.state === 'resolved'
  conversation = withThread(conversation, afterInbound(threadOf(conversation), now))
  if (wasResolved) await needs.assistant.forget(tx, conversation.id)
  const changes: Change[] = [{ kind: 'message', conversationId: conversation.id, objectId: last.row.id, inbound: true }]
  if (conversation.state === 'bot' && needs.answering === 'person') {
    conversation = withThread(conversation, afterBot(threadOf(conversation), callAPerson, now))
  } else if (conversation.state === 'bot') {
    const said = recorded.map(heard)
    const seq = recorded[0]?.row.seq ?? last.row.seq
    const answer = await answerByAssistant(needs, tx, { town, conversation, citizen, heard: said, seq, now })
    conversation = answer.conversation
    changes.push(...answer.changes)
  }
  await needs.recorder.save(tx, conversation)
  return changes
}

const callAPerson = { handedOver: true, unfinished: false, topic: null, alarm: false }

const heard = ({ message, row }: { message: InboundMessage; row: Recorded }): Heard => ({
  kind: row.kind,
  text: row.text,
  location: message.location ? { label: null, ...message.location } : null,
})
