import type { Failure } from '../../contract/inbox.ts'
import { Problem } from '../../contract/problems.ts'
import { automatic } from '../line/policy.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { isTownStarted, type Passage, type TownStarted } from './gates.ts'
import {
  cancelMessages,
  cancelQueued,
  cancelTownStarted,
  claimedSince,
  countAutomatic,
  countByState,
  countQueued,
  insertOutbox,
  type OutboxRow,
  outboxByMessage,
  outboxByProviderId,
  setState,
} from './queries.ts'
import { type Lane, lanes, laterStatus } from './rules.ts'

export type Enqueued = {
  readonly lineId: string
  readonly conversationId: string
  readonly citizenId: string
  readonly messageId: string
  readonly providerId: string
  readonly lane: Lane
  /** Epoch milliseconds before which it must not leave. */
  readonly notBefore: number
  /** Since when the citizen waited before this answer; null for what is not an answer of a person. */
  readonly waitingBefore: number | null
  /** What the town starts names its purpose, and its gates are asked when it leaves. */
  readonly purpose?: string
  readonly deliveryId?: string
  readonly exceptionId?: string
}

/** Hears what becomes of messages that the town started, in the transaction in which it does. */
export interface Listener {
  became(
    tx: Writer,
    row: TownStarted,
    outcome: { readonly state: OutboxRow['state']; readonly failure: Failure | null },
  ): Promise<void>
}

type Touched = { readonly conversationId: string; readonly messageId: string }

/** The only way a message leaves. */
export function outbox(needs: { readonly store: Store; readonly clock: Clock; readonly newId: NewId }) {
  const { store, clock, newId } = needs

  const listeners: Listener[] = []

  const update = async (
    tx: Writer,
    row: OutboxRow,
    change: { state: OutboxRow['state']; failure?: Failure; notBefore?: number },
  ) => {
    await setState(tx, {
      id: row.id,
      state: change.state,
      failure: change.failure ?? null,
      notBefore: change.notBefore ?? row.not_before,
      acceptedAt: change.state === 'accepted' ? clock.now() : row.accepted_at,
    })
    if (!isTownStarted(row) || change.state === row.state) return
    const { state, failure = null } = change
    for (const listener of listeners) await listener.became(tx, row, { state, failure })
  }

  const noteMessage = (tx: Writer, row: OutboxRow) =>
    store.changes.note(tx, [{ kind: 'message', conversationId: row.conversation_id, objectId: row.message_id }])

  const ofMessage = async (tx: Writer, messageId: string) => {
    const [row] = await outboxByMessage(tx, { messageId })
    if (!row) throw new Problem('NOT_FOUND')
    return row
  }

  return {
    /** From now on `listener` hears of what the town starts. */
    listen(listener: Listener): void {
      listeners.push(listener)
    },

    /** Queues a recorded message in the transaction that recorded it. */
    async enqueue(tx: Writer, message: Enqueued): Promise<void> {
      const { purpose = null, deliveryId = null, exceptionId = null } = message
      await insertOutbox(tx, { id: newId(), ...message, purpose, deliveryId, exceptionId, now: clock.now() })
    },

    /** How many more automatic messages this person may get now before the reply-loop brake calls a person. */
    async automaticAllowance(db: Reader | Writer, citizenId: string): Promise<number> {
      const since = clock.now() - automatic.window
      const [row] = await countAutomatic(db, { citizenId, lane: lanes.bot, since })
      return Math.max(0, automatic.limit - Number(row?.n ?? 0))
    },

    /** WhatsApp acknowledged a message. Returns what changed, or null for a message that is not ours or says nothing new. */
    async acknowledge(
      tx: Writer,
      ack: { lineId: string; providerId: string; status: 'accepted' | 'delivered' | 'read' },
    ): Promise<Touched | null> {
      const [row] = await outboxByProviderId(tx, { lineId: ack.lineId, providerId: ack.providerId })
      if (!row) return null
      const state = laterStatus(row.state, ack.status)
      if (state === row.state) return null
      await update(tx, row, { state })
      return { conversationId: row.conversation_id, messageId: row.message_id }
    },

    /** Takes back a message that has not left, and says since when the citizen waited before it; refuses with ALREADY_LEFT. */
    async cancel(tx: Writer, messageId: string): Promise<number | null> {
      const row = await ofMessage(tx, messageId)
      if (row.state !== 'queued') throw new Problem('ALREADY_LEFT')
      await update(tx, row, { state: 'cancelled' })
      await noteMessage(tx, row)
      return row.waiting_before
    },

    /** Takes back the assistant's messages that have not left a conversation: a person speaks now. */
    async silence(tx: Writer, conversationId: string): Promise<void> {
      const cancelled = await cancelQueued(tx, conversationId, lanes.bot)
      await store.changes.note(
        tx,
        cancelled.map((row) => ({ kind: 'message' as const, conversationId, objectId: row.message_id })),
      )
    },

    /** Takes back what the town started and has not left for one person, of these purposes or of all. */
    async stopTownStarted(tx: Writer, citizenId: string, purposes: readonly string[] | 'all'): Promise<void> {
      if (purposes.length === 0) return
      const cancelled = await cancelTownStarted(tx, citizenId, purposes)
      await store.changes.note(
        tx,
        cancelled.map((row) => ({
          kind: 'message' as const,
          conversationId: row.conversation_id,
          objectId: row.message_id,
        })),
      )
    },

    /** Takes back these automatic messages, all or none; false when one of them has left. */
    async takeBack(tx: Writer, conversationId: string, messageIds: readonly string[]): Promise<boolean> {
      if ((await countQueued(tx, messageIds)) < messageIds.length) return false
      const cancelled = await cancelMessages(tx, messageIds)
      await store.changes.note(
        tx,
        cancelled.map((row) => ({ kind: 'message' as const, conversationId, objectId: row.message_id })),
      )
      if (cancelled.length < messageIds.length) throw new Error('a message left while it was taken back')
      return true
    },

    /** A person decides what nobody knows: it arrived, send it again (same id), or drop it. */
    async settle(tx: Writer, messageId: string, outcome: 'arrived' | 'send_again' | 'drop'): Promise<void> {
      const row = await ofMessage(tx, messageId)
      if (row.state !== 'check' && row.state !== 'failed') throw new Problem('ALREADY_LEFT')
      const state = { arrived: 'accepted', send_again: 'queued', drop: 'cancelled' } as const
      await update(tx, row, { state: state[outcome], notBefore: clock.now() })
      await noteMessage(tx, row)
    },

    /** A gate does not let a queued message leave: for good with the reason, or until it is asked again. */
    async holdBack(tx: Writer, row: OutboxRow, word: Exclude<Passage, { do: 'send' }>): Promise<void> {
      if (word.do === 'wait') {
        await update(tx, row, { state: 'queued', notBefore: word.until })
        return
      }
      await update(tx, row, { state: 'failed', failure: word.failure })
      await noteMessage(tx, row)
    },

    /** Sets the outcome of a send, with its change noted. */
    async conclude(
      row: OutboxRow,
      change: { state: OutboxRow['state']; failure?: Failure; notBefore?: number },
    ): Promise<void> {
      await store.transaction(async (tx) => {
        const [current] = await outboxByMessage(tx, { messageId: row.message_id })
        if (current?.state !== 'sending') return
        await update(tx, current, change)
        await noteMessage(tx, current)
      })
    },

    /** When the messages of a line that may have left since `since` did so, oldest first. Epoch milliseconds. */
    async sentSince(lineId: string, since: number): Promise<number[]> {
      return (await claimedSince(store.read, lineId, since)).map((row) => row.claimed_at ?? since)
    },

    /** Rows by state: everything that waits, and what ended since `since` (epoch milliseconds). */
    async counts(lineId: string, since: number): Promise<Partial<Record<OutboxRow['state'], number>>> {
      const rows = await countByState(store.read, lineId, since)
      return Object.fromEntries(rows.map((row) => [row.state, Number(row.n)]))
    },
  }
}

export type Outbox = ReturnType<typeof outbox>
