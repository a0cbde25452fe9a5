import type { LineState } from '../../contract/line.ts'
import type { Channel, ChannelEvent } from '../channels/channel.ts'
import { allowance, forgetOld, type Pace } from '../line/rules.ts'
import type { Lines } from '../line/service.ts'
import { mediaFetcher } from '../media/fetcher.ts'
import { dispatcher } from '../outbox/dispatcher.ts'
import type { Outbox } from '../outbox/service.ts'
import { acquireLease, releaseLease, renewLease } from '../store/lease.ts'
import { describeError } from './describe-error.ts'
import type { Inbound } from './inbound.ts'
import type { Needs } from './needs.ts'
import { hasEnded } from './process-alive.ts'

export type LineRunnerNeeds = Needs & {
  readonly stationId: string
  readonly lineId: string
  readonly channel: Channel
  readonly pace: Pace
  readonly lines: Lines
  readonly outbox: Outbox
  readonly inbound: Inbound
}

const leaseTtl = 10_000

/**
 * Holds one line: while this station owns its lease, the channel runs, what it hears is recorded and what is queued
 * leaves. A station without the lease keeps asking for it.
 */
export function lineRunner(needs: LineRunnerNeeds) {
  const { store, clock, log, lineId, stationId, channel } = needs
  let fence: number | null = null
  let stopped = false
  let cancelTimer: (() => void) | null = null
  let sentAt: readonly number[] = []
  let sender: ReturnType<typeof dispatcher> | null = null
  const media = mediaFetcher({ ...needs })

  const pace = {
    allowance: (now: number) => allowance(needs.pace, sentAt, now),
    sent: (now: number) => {
      sentAt = needs.pace.perMinute === Number.POSITIVE_INFINITY ? [] : [...forgetOld(sentAt, now), now]
    },
  }

  const onState = (state: LineState) => {
    needs.lines
      .setState(lineId, state)
      .catch((error) => log.error({ error: describeError(error) }, 'a line state was not saved'))
    if (state === 'connected') {
      media.resume()
      sender?.resume().catch((error) => log.error({ error: describeError(error) }, 'the outbox did not resume'))
    } else {
      void media.pause()
      void sender?.pause()
    }
  }

  const deliver = async (events: readonly ChannelEvent[]) => {
    await needs.inbound.deliver(events)
    if (events.some((event) => event.type === 'message' && event.media)) media.pump()
  }

  const standDown = async () => {
    fence = null
    await sender?.pause()
    await media.pause()
    await channel.stop()
    sender = null
  }

  const own = async (owned: number) => {
    fence = owned
    sender = dispatcher({
      ...needs,
      owner: { stationId, fence: owned },
      pace,
      onLostLease: () => {
        log.warn('another station took the line over')
        void standDown()
      },
    })
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
    const now = clock.now()
    if (fence === null) {
      const lease = await acquireLease(store, { lineId, stationId, now, ttlMs: leaseTtl, hasEnded })
      if (lease && !stopped) await own(lease.fence)
    } else if (!(await renewLease(store, { lineId, stationId, fence, now, ttlMs: leaseTtl }))) {
      log.warn('the line was taken over by another station')
      await standDown()
    }
  }

  const tendRegularly = async () => {
    await tend().catch((error) => log.error({ error: describeError(error) }, 'the line could not be tended'))
    if (!stopped) cancelTimer = clock.after(leaseTtl / 4, () => void tendRegularly())
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
      const held = fence
      if (held === null) return
      await standDown()
      await needs.lines.setState(lineId, 'stopped')
      await releaseLease(store, { lineId, stationId, fence: held })
    },
  }
}

export type LineRunner = ReturnType<typeof lineRunner>
