import type { LineState } from '../../contract/line.ts'
import type { Channel, ChannelEvent } from '../channels/channel.ts'
import type { LinkSigns } from '../line/needs.ts'
import { followUpPurpose, type Pace, paceWindow } from '../line/policy.ts'
import { allowance, forgetOld, paceAfter } from '../line/rules.ts'
import type { Lines } from '../line/service.ts'
import { mediaFetcher } from '../media/fetcher.ts'
import type { Scanner } from '../media/scanner.ts'
import { dispatcher } from '../outbox/dispatcher.ts'
import type { Gate } from '../outbox/gates.ts'
import type { Outbox } from '../outbox/service.ts'
import { acquireLease, releaseLease, renewLease } from '../store/lease.ts'
import { describeError } from './describe-error.ts'
import type { Inbound } from './inbound.ts'
import type { Needs } from './needs.ts'
import { hasEnded } from './process-alive.ts'

export type LineRunnerNeeds = Omit<Needs, 'keyFor'> & {
  readonly stationId: string
  readonly lineId: string
  readonly channel: Channel
  readonly pace: Pace
  /** Since when the line speaks again after a restriction; null when it never had one. */
  readonly resumedAt: () => number | null
  /** What the link to the phone says of itself, where the line has one. */
  readonly link?: () => LinkSigns | null
  readonly scanner: Scanner | null
  readonly lines: Lines
  readonly outbox: Outbox
  readonly gates: readonly Gate[]
  readonly inbound: Inbound
}

const leaseTtl = 10_000

/** Where sends and media may go in each state of a line. A restricted one still hears, and may fetch what it heard. */
const maySend: ReadonlySet<LineState> = new Set(['connected'])
const mayFetch: ReadonlySet<LineState> = new Set(['connected', 'restricted'])

/**
 * Holds one line: while this station owns its lease, the channel runs, what it hears is recorded and what is queued
 * leaves. A station without the lease keeps asking for it.
 */
export function lineRunner(needs: LineRunnerNeeds) {
  const { store, clock, log, lineId, stationId, channel } = needs
  const machine = needs.machine ?? clock
  let fence: number | null = null
  let stopped = false
  let cancelTimer: (() => void) | null = null
  let sentAt: readonly number[] = []
  let sender: ReturnType<typeof dispatcher> | null = null
  let busy: Promise<unknown> = Promise.resolve()
  const media = mediaFetcher({ ...needs })

  /** One taking up or letting go of the line at a time. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = busy.then(work)
    busy = turn.catch(() => undefined)
    return turn
  }

  const isPaced = needs.pace.perMinute !== Number.POSITIVE_INFINITY
  const pace = {
    allowance: (now: number) => allowance(paceAfter(needs.pace, needs.resumedAt(), now), sentAt, now),
    // What the town starts has its own pace, at the gate of the line: answers are not counted with it.
    sent: (now: number, { purpose }: { readonly purpose: string | null }) => {
      if (isPaced && (purpose === null || purpose === followUpPurpose)) sentAt = [...forgetOld(sentAt, now), now]
    },
  }

  const failed = (what: string) => (error: unknown) => log.error({ error: describeError(error) }, what)

  const onState = (state: LineState) => {
    // A channel that is being stopped has no say any more.
    if (fence === null) return
    needs.lines.setState(lineId, state, needs.link?.() ?? null).catch(failed('a line state was not saved'))
    if (maySend.has(state)) sender?.resume()
    else void sender?.pause()
    if (mayFetch.has(state)) media.resume()
    else void media.pause()
  }

  const deliver = async (events: readonly ChannelEvent[]) => {
    const recorded = await needs.inbound.deliver(events)
    if (events.some((event) => 'media' in event && event.media)) media.pump()
    return recorded
  }

  const standDown = async () => {
    fence = null
    await sender?.pause()
    await media.pause()
    await channel.stop()
    sender = null
  }

  const onLostLease = (lost: number) => {
    log.warn('another station took the line over')
    inTurn(async () => {
      if (fence === lost) await standDown()
    }).catch(failed('a lost line was not let go of'))
  }

  const own = async (owned: number) => {
    // What another station, or an earlier life of this one, sent in the last minute counts too.
    if (isPaced) sentAt = await needs.outbox.sentSince(lineId, clock.now() - paceWindow)
    fence = owned
    sender = dispatcher({ ...needs, owner: { stationId, fence: owned }, pace, onLostLease: () => onLostLease(owned) })
    try {
      await channel.start({ deliver, state: onState })
    } catch (error) {
      // Let go of the line, so that the next look at the lease begins again.
      await standDown()
      await releaseLease(store, { lineId, stationId, fence: owned })
      throw error
    }
  }

  const tend = async () => {
    if (stopped) return
    const now = machine.now()
    if (fence === null) {
      const lease = await acquireLease(store, { lineId, stationId, now, ttlMs: leaseTtl, hasEnded })
      if (lease) await own(lease.fence)
    } else if (!(await renewLease(store, { lineId, stationId, fence, now, ttlMs: leaseTtl }))) {
      log.warn('the line was taken over by another station')
      await standDown()
    }
  }

  const tendRegularly = async () => {
    await inTurn(tend).catch(failed('the line could not be tended'))
    if (!stopped) cancelTimer = machine.after(leaseTtl / 4, () => void tendRegularly())
  }

  const letGo = async () => {
    const held = fence
    if (held === null) return
    await standDown()
    // With the database gone the lease runs out by itself.
    await giveBack(held).catch(failed('the line was not given back'))
  }

  const giveBack = async (held: number) => {
    await needs.lines.setState(lineId, 'stopped')
    await releaseLease(store, { lineId, stationId, fence: held })
  }

  const stopWatching = store.changes.watch(() => {
    sender?.pump()
  })

  return {
    start: tendRegularly,
    async stop(): Promise<void> {
      stopped = true
      cancelTimer?.()
      stopWatching()
      await inTurn(letGo)
    },
  }
}

export type LineRunner = ReturnType<typeof lineRunner>
