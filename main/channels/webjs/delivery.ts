import type { Logger } from 'pino'
import { describeError } from '../../station/describe-error.ts'
import type { Clock } from '../../station/needs.ts'
import type { ChannelEvent, ChannelSink } from '../channel.ts'
import type { LineMemory } from './line-memory.ts'
import { fillIn } from './placeholders.ts'
import type { FromChild } from './protocol.ts'

type Batch = Extract<FromChild, { kind: 'events' }>

const deliverAgain = 1_000

/** Hands what the child hears to the station, batch by batch, and tells the child when each is committed. */
export function delivery(needs: {
  readonly clock: Clock
  readonly log: Logger
  readonly memory: LineMemory
  /** Null while the line is not held. */
  readonly sink: () => ChannelSink | null
  readonly committed: (batch: number) => void
  /** Names the child of now: a batch of one that is gone is found again by catching up. */
  readonly child: () => number | undefined
}) {
  const { clock, log, memory } = needs
  let turn: Promise<void> = Promise.resolve()
  let recovered = 0

  /** Ids that can be read later are remembered before the message is recorded, and forgotten after it is filled in. */
  const commit = async ({ batch, events }: Batch, sink: ChannelSink): Promise<void> => {
    const before = memory.get().waiting
    let waiting: readonly string[] = before
    const filled: ChannelEvent[] = []
    const recalled = new Set<string>()
    for (const event of events) {
      const next = fillIn(waiting, event)
      waiting = next.waiting
      filled.push(...next.events)
      if ('recalled' in event) for (const { providerId } of next.events) recalled.add(providerId)
    }
    if (waiting !== before) await memory.change({ waiting: [...new Set([...before, ...waiting])] })
    const recorded = new Set(await sink.deliver(filled))
    recovered += filled.filter(({ providerId }) => recorded.has(providerId) && recalled.has(providerId)).length
    if (waiting !== before) await memory.change({ waiting: [...waiting] })
    needs.committed(batch)
  }

  const deliver = async (batch: Batch): Promise<void> => {
    const child = needs.child()
    for (let sink = needs.sink(); sink && needs.child() === child; sink = needs.sink()) {
      try {
        return await commit(batch, sink)
      } catch (error) {
        log.error({ error: describeError(error) }, 'events were not recorded; they are tried again')
        await new Promise<void>((resolve) => void clock.after(deliverAgain, resolve))
      }
    }
  }

  return {
    add(batch: Batch): void {
      turn = turn.then(() => deliver(batch))
    },
    /** How many messages only the phone's history told of, and the store did not have, since this line was made. */
    recovered: () => recovered,
    /** Resolves when nothing is being delivered. */
    settled: () => turn,
  }
}
