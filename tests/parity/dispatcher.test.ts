import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { type Channel, NotSent } from '../../main/channels/channel.ts'
import { lines } from '../../main/line/service.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { dispatcher } from '../../main/outbox/dispatcher.ts'
import { lanes } from '../../main/outbox/rules.ts'
import { outbox } from '../../main/outbox/service.ts'
import { lineRunner } from '../../main/station/line-runner.ts'
import type { BlobStore } from '../../main/store/blobs.ts'
import { acquireLease } from '../../main/store/lease.ts'
import { type Store, StoreError } from '../../main/store/store.ts'
import { type ManualClock, manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { addConversation, lineRow, messageRow } from '../support/rows.ts'
import { until } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const lineId = lineRow().id
/** These messages carry no files. */
const noFiles: BlobStore = {
  put: () => Promise.reject(new Error('nobody keeps a file')),
  get: () => Promise.reject(new Error('nobody asks for a file')),
  remove: () => Promise.reject(new Error('nobody removes a file')),
  putBack: () => Promise.reject(new Error('nobody restores a file')),
  has: async () => false,
  names: () => ({ [Symbol.asyncIterator]: () => Promise.reject(new Error('nobody lists files')) as never }),
}

const log = pino({ level: 'silent' })

/** Call inside `describe`, so that what is still sending ends before its store is closed. */
function endings() {
  const list: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const end of list.splice(0)) await end()
  })
  return (end: () => Promise<unknown>) => void list.push(end)
}

/** A far side that keeps what it is sent; each part can be made to misbehave. */
function wire(parts: { send?: Channel['send']; lookUp?: Channel['lookUp'] } = {}) {
  const sent: string[] = []
  const channel: Channel = {
    kind: 'webjs',
    capabilities: new Set(['send.lookup']),
    start: async (sink) => sink.state('connected'),
    stop: async () => undefined,
    send: async (message) => {
      await parts.send?.(message)
      sent.push(message.text)
    },
    lookUp: async (id) => (parts.lookUp ? parts.lookUp(id) : 'absent'),
    fetchMedia: () => Promise.reject(new Error('nobody asks')),
  }
  return { sent, channel }
}

/** One line, and a citizen for each message that waits to leave it. */
async function queueOn(store: Store, clock: ManualClock) {
  const queue = outbox({ store, clock, newId: sequentialIds() })
  await store.transaction((tx) => tx.insertInto('lines').values(lineRow()).execute())
  let n = 0
  const add = (text: string, notBefore = clock.now()) =>
    store.transaction(async (tx) => {
      n += 1
      const conversationId = await addConversation(tx, n)
      const id = `message-${n}`
      const providerId = `OUT-${n}`
      const row = messageRow({ id, conversation_id: conversationId, direction: 'out', text, provider_id: providerId })
      await tx.insertInto('messages').values(row).execute()
      const common = { lineId, conversationId, citizenId: `citizen-${n}`, messageId: id, providerId }
      await queue.enqueue(tx, { ...common, lane: lanes.reply, notBefore, waitingBefore: null })
    })
  return { queue, add }
}

const states = async (store: Store) =>
  (await store.read.selectFrom('outbox').select('state').orderBy('id').execute()).map((row) => row.state)

type Parts = Parameters<typeof wire>[0]

const senders =
  (atEnd: ReturnType<typeof endings>) =>
  async (store: Store, parts: Parts = {}) => {
    const clock = manualClock()
    const { queue, add } = await queueOn(store, clock)
    const { sent, channel } = wire(parts)
    const lease = await acquireLease(store, { lineId, stationId: 'here', now: clock.now(), ttlMs: 1e9 })
    const sender = dispatcher({
      gates: [],
      ...{ store, clock, log, outbox: queue, channel, lineId, blobs: noFiles },
      owner: { stationId: 'here', fence: lease?.fence ?? 0 },
      pace: { allowance: (now) => ({ count: 4, retryAt: now }), sent: () => undefined },
      onLostLease: () => undefined,
    })
    atEnd(() => sender.pause())
    return { clock, queue, add, sent, sender }
  }

const setSending = (store: Store, claimedAt: number) =>
  store.transaction((tx) => tx.updateTable('outbox').set({ state: 'sending', claimed_at: claimedAt }).execute())

describeOnEachStore('the outbox', (open) => {
  const senderOn = senders(endings())

  it('asks nobody about a send that could only not be looked up just now', async () => {
    const store = await open()
    let answers = false
    let asked = 0
    const lookUp: Channel['lookUp'] = async () => {
      asked += 1
      if (!answers) throw new Error('the line is down')
      return 'accepted'
    }
    const here = await senderOn(store, { lookUp })
    await here.add('hola')
    await setSending(store, here.clock.now())
    here.sender.resume()
    await until(
      async () => asked,
      (n) => n > 0,
    )
    await here.sender.pause()
    expect(await states(store)).toEqual(['sending'])
    answers = true
    await here.clock.advance(90_000)
    here.sender.resume()
    await until(
      () => states(store),
      ([state]) => state === 'accepted',
    )
  })

  it('settles what was cut off by a line that went down as soon as the line is back', async () => {
    const store = await open()
    const calls = { sends: 0, up: true }
    const send: Channel['send'] = async () => {
      calls.sends += 1
      if (calls.sends > 1) return
      calls.up = false
      void here.sender.pause()
      throw new Error('the process ended')
    }
    const lookUp: Channel['lookUp'] = async () => {
      if (!calls.up) throw new Error('the line is down')
      return 'absent'
    }
    const here = await senderOn(store, { send, lookUp })
    await here.add('hola')
    here.sender.resume()
    await until(
      async () => calls.sends,
      (n) => n === 1,
    )
    await here.sender.pause()
    expect(await states(store)).toEqual(['sending'])
    calls.up = true
    here.sender.resume()
    await until(
      async () => here.sent,
      (sent) => sent.length === 1,
    )
    expect(calls.sends).toBe(2)
  })

  it('sends nothing on a line that went down while it came up', async () => {
    const store = await open()
    const here = await senderOn(store)
    await here.add('hola')
    here.sender.resume()
    await here.sender.pause()
    here.sender.pump()
    await here.clock.advance(60_000)
    expect(here.sent).toEqual([])
    expect(await states(store)).toEqual(['queued'])
  })

  it('gives back what it had claimed when the line goes down between two sends', async () => {
    const store = await open()
    const down = Promise.withResolvers<void>()
    const here = await senderOn(store, {
      async send() {
        void here.sender.pause().then(down.resolve)
      },
    })
    for (const text of ['uno', 'dos', 'tres']) await here.add(text)
    here.sender.resume()
    await down.promise
    expect(here.sent).toEqual(['uno'])
    expect(await states(store)).toEqual(['sending', 'queued', 'queued'])
  })

  it('sends what it had claimed after the database failed between two sends', async () => {
    const store = await open()
    let refusals = 1
    const here = await senderOn(store, {
      async send() {
        if (refusals-- > 0) throw new NotSent('refused', { retry: true })
      },
    })
    const { conclude } = here.queue
    let failures = 1
    Object.assign(here.queue, {
      conclude: (...given: Parameters<typeof conclude>) =>
        failures-- > 0 ? Promise.reject(new Error('the database is gone')) : conclude(...given),
    })
    for (const text of ['uno', 'dos', 'tres']) await here.add(text)
    here.sender.resume()
    await until(
      async () => here.clock.advance(1_000).then(() => here.sent),
      (sent) => sent.length === 2,
    )
    expect(here.sent).toEqual(['dos', 'tres'])
  })

  it('does not wait for a clock that was set back', async () => {
    const store = await open()
    const here = await senderOn(store, { lookUp: async () => 'accepted' })
    const tomorrow = here.clock.now() + 24 * 60 * 60_000
    await here.add('a medio enviar')
    await setSending(store, tomorrow)
    await here.add('en cola', tomorrow)
    here.sender.resume()
    await until(
      () => states(store),
      ([first, second]) => first === 'accepted' && second === 'sending',
    )
    // The row says so before the channel is asked.
    await until(
      async () => here.sent,
      (sent) => sent.length > 0,
    )
    expect(here.sent).toEqual(['en cola'])
  })
})

type Life = {
  readonly store: Store
  readonly clock: ManualClock
  readonly queue: ReturnType<typeof outbox>
  readonly channel: Channel
  readonly stationId: string
  readonly resumedAt?: number | null
}

describeOnEachStore('a line', (open) => {
  const atEnd = endings()

  const runnerOn = ({ store, clock, queue, channel, stationId, resumedAt = null }: Life) => {
    const needs = { store, clock, log, newId: sequentialIds(1), outbox: queue }
    const runner = lineRunner({
      gates: [],
      ...needs,
      blobs: noFiles,
      ...{ stationId, lineId, channel, lines: lines({ ...needs, audit: auditTrail(needs) }) },
      pace: { perMinute: 3, chatSpacing: 0, burstWindow: 0, batch: 1 },
      resumedAt: () => resumedAt,
      scanner: null,
      inbound: { deliver: async () => [] },
    })
    atEnd(() => runner.stop())
    return runner
  }

  it('is let go of also when the database is gone', async () => {
    const store = await open()
    const clock = manualClock()
    const { queue } = await queueOn(store, clock)
    let gone = false
    const unsteady: Store = {
      ...store,
      transaction: (work) =>
        gone ? Promise.reject(new StoreError('STORE_UNREACHABLE', 'The database is gone')) : store.transaction(work),
    }
    let stopped = 0
    const stop = async () => {
      stopped += 1
    }
    const channel = { ...wire().channel, stop }
    const runner = runnerOn({ store: unsteady, clock, queue, channel, stationId: 'here' })
    await runner.start()
    gone = true
    await runner.stop()
    expect(stopped).toBe(1)
  })

  it('keeps its pace over a restart of the station', async () => {
    const store = await open()
    const clock = manualClock()
    const { queue, add } = await queueOn(store, clock)
    const { sent, channel } = wire()
    const life = (stationId: string) => runnerOn({ store, clock, queue, channel, stationId })
    for (const text of ['1', '2', '3', '4', '5', '6', '7']) await add(text)
    const first = life('first')
    await first.start()
    await until(
      async () => sent.length,
      (n) => n === 3,
    )
    await clock.advance(20_000)
    await first.stop()
    await life('second').start()
    await clock.advance(30_000)
    expect(sent).toHaveLength(3)
    await clock.advance(15_000)
    await until(
      async () => sent.length,
      (n) => n === 6,
    )
  })
  it('speaks slowly after a restriction, and at its own pace a day later', async () => {
    const store = await open()
    const clock = manualClock()
    const { queue, add } = await queueOn(store, clock)
    const { sent, channel } = wire()
    const has = (count: number) =>
      until(
        async () => sent.length,
        (n) => n === count,
      )
    for (const text of ['1', '2', '3', '4', '5', '6']) await add(text)
    const slow = runnerOn({ store, clock, queue, channel, stationId: 'here', resumedAt: clock.now() })
    await slow.start()
    await has(1)
    await clock.advance(50_000)
    expect(sent).toHaveLength(1)
    await clock.advance(11_000)
    await has(2)
    await slow.stop()
    await clock.advance(61_000)
    await runnerOn({ store, clock, queue, channel, stationId: 'here', resumedAt: clock.now() - 86_400_000 }).start()
    await has(5)
  })
})
