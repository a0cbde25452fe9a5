import type { Logger } from 'pino'
import type { ChannelEvent } from '../channels/channel.ts'
import { describeError } from './describe-error.ts'
import { type Answering, citizenOf, isSaid, type RecordingNeeds, record, type SaidMessage } from './recording.ts'

const largestBatch = 256

/**
 * What a line hears becomes rows: identity, dedupe, record, assistant, answers queued and change noted, all in one
 * transaction per batch. Deliveries that arrive while one is being written share the next transaction.
 */
export function inbound(needs: RecordingNeeds & { readonly log: Logger }) {
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

type Attempt = () => Promise<readonly string[]>
/** The best first. */
type Attempts = readonly [Attempt, ...Attempt[]]

function placeholder(event: SaidMessage): SaidMessage {
  const { phone, lid } = citizenOf(event)
  const citizen = { ...(phone && { phone }), ...(lid && { lid }) }
  const empty = { providerId: event.providerId, at: event.at, kind: 'unknown', text: '' } as const
  return event.type === 'message'
    ? { type: 'message', from: citizen, ...empty }
    : { type: 'own_message', to: citizen, ...empty }
}
