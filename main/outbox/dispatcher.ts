import type { Logger } from 'pino'
import { type Channel, NotSent } from '../channels/channel.ts'
import { describeError } from '../station/describe-error.ts'
import type { Clock } from '../station/needs.ts'
import type { BlobStore } from '../store/blobs.ts'
import type { Store, Writer } from '../store/store.ts'
import { type Gate, isTownStarted, passage } from './gates.ts'
import { outgoingMessage } from './outgoing-message.ts'
import { dueRows, envelope, holdsLease, markSending, nextDue, type OutboxRow, sendingRows } from './queries.ts'
import { acknowledgementDeadline, type Doubt, decide, type Lookup, longestWait, retryDelay } from './rules.ts'
import type { Outbox } from './service.ts'

export type Ownership = { readonly stationId: string; readonly fence: number }

export type DispatcherNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly outbox: Outbox
  readonly channel: Channel
  /** Where the files of messages lie. */
  readonly blobs: BlobStore
  readonly lineId: string
  readonly owner: Ownership
  /** How many may leave one after the other now, and if none, when to ask again. Told of every send. */
  readonly pace: { allowance(now: number): { count: number; retryAt: number }; sent(now: number, row: OutboxRow): void }
  /** Asked about every town-started message when it is claimed. */
  readonly gates: readonly Gate[]
  /** The line was taken over by another station. */
  readonly onLostLease: () => void
}

/** How often, in milliseconds, sends without an acknowledgement are looked at. */
const sweepEvery = 10_000

/** Claims what is due, sends it and writes down what became of it; one at a time, one dispatcher a line. */
export function dispatcher(needs: DispatcherNeeds) {
  const { store, clock, log, outbox, channel, lineId, owner, pace } = needs
  let open = false
  let running: Promise<void> | null = null
  let again = false
  let cancelTimer: (() => void) | null = null
  /** What an earlier life, of the station or of the line, left half-sent is still to be settled. */
  let unsettled = true
  let sweptAt = 0
  /** The last claim found messages that a gate did not let leave: others may stand behind them. */
  let heldBack = false
  /** Claimed, and not yet handed to the channel. */
  const claimed: OutboxRow[] = []

  const claim = (limit: number): Promise<OutboxRow[]> =>
    store.transaction(async (tx) => {
      const [lease] = await holdsLease(tx, { lineId, ...owner })
      if (!lease) {
        open = false
        needs.onLostLease()
        return []
      }
      const now = clock.now()
      const rows = await dueRows(tx, { lineId, now, tooFar: now + longestWait, limit })
      const passing = await passingNow(needs, tx, rows, now)
      for (const row of passing) await markSending(tx, { id: row.id, ...owner, now })
      heldBack = passing.length < rows.length
      return passing.map((row) => ({ ...row, attempts: row.attempts + 1, claimed_at: now }))
    })

  const lookUp = async (providerId: string): Promise<Lookup> => {
    if (!channel.capabilities.has('send.lookup')) return 'unanswerable'
    try {
      return await channel.lookUp(providerId)
    } catch (error) {
      log.warn({ error: describeError(error) }, 'a send could not be looked up')
      return 'unreachable'
    }
  }

  const reconcile = async (row: OutboxRow, doubt: Doubt) => {
    const age = clock.now() - (row.claimed_at ?? 0)
    const decision = decide(doubt, await lookUp(row.provider_id), { attempts: row.attempts, age })
    switch (decision.do) {
      case 'record':
        return outbox.conclude(row, { state: 'accepted' })
      case 'look_later':
        return
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
      await channel.send(await outgoingMessage(needs, row.provider_id, letter))
      pace.sent(clock.now(), row)
    } catch (error) {
      if (error instanceof NotSent) return refused(row, error)
      pace.sent(clock.now(), row)
      log.warn({ error: describeError(error) }, 'a send ended without an outcome')
      // The line went down under it: it is asked for as soon as the line is back.
      unsettled ||= !open
      return reconcile(row, 'error')
    }
  }

  /** Looks up every send claimed before a moment, or later than the clock says now. */
  const sweep = async (claimedBefore: number, doubt: Doubt) => {
    const tooLate = clock.now() + acknowledgementDeadline
    for (let after = ''; open; ) {
      const bounds = { lineId, claimedBefore, tooLate, after }
      const rows = await sendingRows(store.read, bounds)
      for (const row of rows) if (open) await reconcile(row, doubt)
      const last = rows.at(-1)
      if (!last) return
      after = last.id
    }
  }

  const settle = async () => {
    await putBack()
    if (unsettled) await sweep(Number.MAX_SAFE_INTEGER, 'crash')
    if (open) unsettled = false
    const now = clock.now()
    if (Math.abs(now - sweptAt) < sweepEvery) return
    sweptAt = now
    await sweep(now - acknowledgementDeadline, 'silence')
  }

  /** What was claimed and never handed to the channel certainly did not leave. */
  const putBack = async () => {
    for (let row = claimed[0]; row; row = claimed[0]) {
      await outbox.conclude(row, { state: 'queued', notBefore: row.not_before })
      claimed.shift()
    }
  }

  const sendClaimed = async () => {
    while (open) {
      const row = claimed.shift()
      if (!row) return
      await send(row)
    }
  }

  const wakeIn = (ms: number) => {
    cancelTimer?.()
    if (open) cancelTimer = clock.after(Math.max(1, ms), pump)
  }

  const wakeWhenDue = async () => {
    const now = clock.now()
    const next = await nextDue(store.read, lineId, now)
    wakeIn(Math.min((next?.not_before ?? Number.POSITIVE_INFINITY) - now, acknowledgementDeadline / 2))
  }

  const drain = async () => {
    await settle()
    while (open) {
      const { count, retryAt } = pace.allowance(clock.now())
      if (count === 0) return wakeIn(retryAt - clock.now())
      claimed.push(...(await claim(count)))
      if (claimed.length === 0 && !heldBack) return wakeWhenDue()
      await sendClaimed()
    }
    await putBack()
  }

  const loop = async () => {
    do {
      again = false
      await drain().catch((error) => {
        log.error({ error: describeError(error) }, 'the outbox stumbled; it tries again')
        again = false
        wakeIn(1000)
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
    /** The line is connected: settles what was left half-sent, then sends. */
    resume(): void {
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

/** What leaves now. What the town starts is claimed alone: nothing stands between the word of its gates and its leaving. */
async function passingNow(
  needs: Pick<DispatcherNeeds, 'gates' | 'outbox'>,
  tx: Writer,
  rows: readonly OutboxRow[],
  now: number,
): Promise<readonly OutboxRow[]> {
  const passing: OutboxRow[] = []
  for (const row of rows) {
    const alone = isTownStarted(row)
    if (alone && passing.length > 0) break
    if (!(await mayLeave(needs, tx, row, now))) continue
    passing.push(row)
    if (alone) break
  }
  return passing
}

/** What the town starts leaves only if every gate says so, in the transaction that claims it. */
async function mayLeave(
  { gates, outbox }: Pick<DispatcherNeeds, 'gates' | 'outbox'>,
  tx: Writer,
  row: OutboxRow,
  now: number,
): Promise<boolean> {
  if (!isTownStarted(row)) return true
  const word = await passage(gates, tx, row, now)
  if (word.do === 'send') return true
  // No wait is longer than the clock being set back is told from, nor so short that it is asked without end.
  const until = (at: number) => Math.min(Math.max(at, now + 1000), now + longestWait)
  await outbox.holdBack(tx, row, word.do === 'wait' ? { do: 'wait', until: until(word.until) } : word)
  return false
}

export type Dispatcher = ReturnType<typeof dispatcher>
