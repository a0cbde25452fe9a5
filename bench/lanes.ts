import pino from 'pino'
import type { Channel } from '../main/channels/channel.ts'
import { profiles, second } from '../main/line/policy.ts'
import { lineSafety } from '../main/line/safety.ts'
import { auditTrail } from '../main/operators/audit.ts'
import { dispatcher } from '../main/outbox/dispatcher.ts'
import { lanes } from '../main/outbox/rules.ts'
import { outbox } from '../main/outbox/service.ts'
import { acquireLease } from '../main/store/lease.ts'
import { manualClock } from '../tests/support/clock.ts'
import { sequentialIds } from '../tests/support/ids.ts'
import { mondayMorning } from '../tests/support/line.ts'
import { noFiles } from '../tests/support/no-files.ts'
import { addConversation, lineRow, messageRow } from '../tests/support/rows.ts'
import { town } from '../tests/support/town.ts'
import { breath, type Context, type Measurement, percentile, type Row } from './measurement.ts'
import { randomFrom } from './random.ts'

const lineId = lineRow().id
/** How long one send keeps the line busy: reading, typing and handing over. */
const sending = 5 * second

/** A line on which a broadcast is under way, in time that the bench makes pass. */
async function busyLine({ places }: Context, waiting: number) {
  const clock = manualClock(mondayMorning)
  const store = await (await places.sqlite()).open()
  const newId = sequentialIds()
  const needs = { store, clock, newId, audit: auditTrail({ clock }), town: async () => town }
  const queue = outbox(needs)
  const days = { isOpenDay: () => true }
  const safety = lineSafety({
    ...needs,
    days: async () => days,
    random: randomFrom(1),
    campaignOf: async () => null,
  })
  queue.listen(safety)
  const sent = new Map<string, number>()
  const channel: Channel = {
    kind: 'practice',
    capabilities: new Set(['send.lookup']),
    start: async () => undefined,
    stop: async () => undefined,
    async send({ providerId }) {
      await new Promise<void>((done) => clock.after(sending, done))
      sent.set(providerId, clock.now())
    },
    lookUp: async () => 'accepted',
    fetchMedia: () => Promise.reject(new Error('nobody asks')),
  }
  const put = (n: number, id: string, purpose?: string) =>
    store.transaction(async (tx) => {
      const conversationId = `conversation-${n}`
      await tx
        .insertInto('messages')
        .values(messageRow({ id, conversation_id: conversationId, direction: 'out', text: id, provider_id: id }))
        .execute()
      await queue.enqueue(tx, {
        ...{ lineId, conversationId, citizenId: `citizen-${n}`, messageId: id, providerId: id },
        lane: purpose ? lanes.broadcast : lanes.reply,
        ...{ notBefore: clock.now(), waitingBefore: null },
        ...(purpose !== undefined && { purpose }),
      })
    })
  await store.transaction(async (tx) => {
    await tx
      .insertInto('lines')
      .values(lineRow({ created_at: mondayMorning }))
      .execute()
    for (let n = 1; n <= waiting; n++) await addConversation(tx, n, { last_inbound_seq: 1 })
  })
  for (let n = 1; n <= waiting; n++) await put(n, `notice-${n}`, 'culture')
  const lease = await acquireLease(store, { lineId, stationId: 'here', now: clock.now(), ttlMs: 1e12 })
  const sender = dispatcher({
    ...{ store, clock, outbox: queue, channel, lineId, blobs: noFiles, log: pino({ level: 'silent' }) },
    gates: [safety.gate],
    owner: { stationId: 'here', fence: lease?.fence ?? 0 },
    pace: { allowance: (now) => ({ count: 1, retryAt: now }), sent: () => undefined },
    onLostLease: () => undefined,
  })
  return { clock, put, sent, sender, close: () => store.close() }
}

/** Lets the database answer before the line's time goes on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await breath()
}

/** Milliseconds that each answer waited on a line with so many notices before it. */
async function waits(context: Context, waiting: number): Promise<readonly number[]> {
  const line = await busyLine(context, waiting)
  const random = randomFrom(2)
  const queuedAt = new Map<string, number>()
  const answers = context.size === 'quick' ? 40 : 150
  line.sender.resume()
  for (let n = 1; n <= answers; n++) {
    await settled()
    await line.clock.advance(Math.round(random() * 60) * second)
    await settled()
    const id = `answer-${n}`
    queuedAt.set(id, line.clock.now())
    await line.put(1 + (n % 20), id)
    line.sender.pump()
    for (let patience = 0; !line.sent.has(id) && patience < 1_000; patience++) {
      await settled()
      await line.clock.advance(250)
    }
  }
  const paused = line.sender.pause()
  await line.clock.advance(sending)
  await paused
  await line.close()
  return [...queuedAt].map(([id, at]) => (line.sent.get(id) ?? Number.POSITIVE_INFINITY) - at)
}

async function rows(context: Context): Promise<readonly Row[]> {
  context.say('answers during a broadcast')
  const gap = profiles.webjs.settings.gapFrom * second
  const [busy, calm] = [await waits(context, 200), await waits(context, 20)]
  const longest = Math.max(...busy) - sending
  return [
    {
      what: 'line, wait of an answer behind a broadcast beyond its own sending',
      measured: `p50 ${percentile(busy, 0.5) - sending} ms, longest ${longest} ms of the line's time`,
      comparedWith: `shortest gap ${gap} ms; with few notices longest ${Math.max(...calm) - sending} ms`,
      ratio: longest / gap,
      target: '≤ one gap',
      verdict: longest <= gap ? 'kept' : 'missed',
    },
  ]
}

export const lanesMeasured: Measurement = { name: 'lanes', run: rows }
