import type { Logger } from 'pino'
import { type Channel, NotSent } from '../channels/channel.ts'
import { describeError } from '../station/describe-error.ts'
import type { Clock } from '../station/needs.ts'
import type { Store } from '../store/store.ts'
import { dueRows, envelope, holdsLease, markSending, nextDue, type OutboxRow, sendingRows } from './queries.ts'
import { acknowledgementDeadline, type Doubt, decide, type Lookup, retryDelay } from './rules.ts'
import type { Outbox } from './service.ts'

export type Ownership = { readonly stationId: string; readonly fence: number }

export type DispatcherNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly outbox: Outbox
  readonly channel: Channel
  readonly lineId: string
  readonly owner: Ownership
  /** How many may leave one after the other now, and if none, when to ask again. Told of every send. */
  readonly pace: { allowance(now: number): { count: number; retryAt: number }; sent(now: number): void }
  /** The line was taken over by another station. */
  readonly onLostLease: () => void
}

/** Claims what is due, sends it and writes down what became of it; one at a time, one dispatcher a line. */
export function dispatcher(needs: DispatcherNeeds) {
  const { store, clock, log, outbox, channel, lineId, owner, pace } = needs
  let open = false
  let running: Promise<void> | null = null
  let again = false
  let cancelTimer: (() => void) | null = null

  const claim = (limit: number): Promise<OutboxRow[]> =>
    store.transaction(async (tx) => {
      const [lease] = await holdsLease(tx, { lineId, ...owner })
      if (!lease) {
        open = false
        needs.onLostLease()
        return []
      }
      const now = clock.now()
      const rows = await dueRows(tx, { lineId, now, limit })
      for (const row of rows) await markSending(tx, { id: row.id, ...owner, now })
      return rows.map((row) => ({ ...row, attempts: row.attempts + 1 }))
    })

  const lookUp = async (providerId: string): Promise<Lookup> => {
    if (!channel.capabilities.has('send.lookup')) return 'unanswerable'
    try {
      return await channel.lookUp(providerId)
    } catch (error) {
      log.warn({ error: describeError(error) }, 'a send could not be looked up')
      return 'unanswerable'
    }
  }

  const reconcile = async (row: OutboxRow, doubt: Doubt) => {
    const lookup = await lookUp(row.provider_id)
    // The line went down meanwhile: the row is looked up when it is back.
    if (lookup === 'unanswerable' && doubt === 'error' && !open) return
    const decision = decide(doubt, lookup, row.attempts)
    switch (decision.do) {
      case 'record':
        return outbox.conclude(row, { state: 'accepted' })
      case 'ask_a_person':
        return outbox.conclude(row, { state: 'check', failure: 'unknown_outcome' })
      case 'send_again':
        return outbox.conclude(row, { state: 'queued', notBefore: clock.now() + decision.after })
    }
  }

  const refused = (row: OutboxRow, error: NotSent) => {
    const delay = error.retry ? retryDelay(row.attempts) : null
    return delay === null
      ? outbox.conclude(row, { state: 'failed', failure: error.failure })
      : outbox.conclude(row, { state: 'queued', notBefore: clock.now() + delay })
  }

  const send = async (row: OutboxRow) => {
    const [letter] = await envelope(store.read, { id: row.id })
    if (!letter) return outbox.conclude(row, { state: 'check', failure: 'unknown_outcome' })
    try {
      await channel.send({
        providerId: row.provider_id,
        to: { ...(letter.phone && { phone: letter.phone }), ...(letter.lid && { lid: letter.lid }) },
        text: letter.text,
        ...(letter.replyTo && { replyTo: letter.replyTo }),
      })
      pace.sent(clock.now())
    } catch (error) {
      if (error instanceof NotSent) return refused(row, error)
      log.warn({ error: describeError(error) }, 'a send ended without an outcome')
      return reconcile(row, 'error')
    }
  }

  const sweep = async (claimedBefore: number, doubt: Doubt) => {
    for (const row of await sendingRows(store.read, lineId, claimedBefore)) await reconcile(row, doubt)
  }

  const wakeAt = async () => {
    const now = clock.now()
    const next = await nextDue(store.read, lineId, now)
    const at = Math.min(next?.not_before ?? Number.POSITIVE_INFINITY, now + acknowledgementDeadline / 2)
    cancelTimer?.()
    cancelTimer = clock.after(Math.max(1, at - now), pump)
  }

  const drain = async () => {
    while (open) {
      const { count, retryAt } = pace.allowance(clock.now())
      if (count === 0) {
        cancelTimer?.()
        cancelTimer = clock.after(Math.max(1, retryAt - clock.now()), pump)
        return
      }
      const rows = await claim(count)
      for (const row of rows) await send(row)
      if (rows.length === 0) break
    }
    if (!open) return
    await sweep(clock.now() - acknowledgementDeadline, 'silence')
    await wakeAt()
  }

  const loop = async () => {
    do {
      again = false
      await drain().catch((error) => {
        log.error({ error: describeError(error) }, 'the outbox stumbled; it tries again')
        again = false
        cancelTimer?.()
        cancelTimer = clock.after(1000, pump)
      })
    } while (again && open)
    running = null
  }

  function pump() {
    if (!open) return
    again = true
    running ??= loop()
  }

  return {
    /** The line is connected: settles what an earlier life left half-sent, then sends. */
    async resume(): Promise<void> {
      if (open) return
      await running
      await sweep(clock.now() + 1, 'crash')
      open = true
      pump()
    },
    /** Something may be due. */
    pump,
    /** Resolves when nothing is being sent. */
    async pause(): Promise<void> {
      open = false
      cancelTimer?.()
      await running
    },
  }
}

export type Dispatcher = ReturnType<typeof dispatcher>
