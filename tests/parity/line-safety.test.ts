import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { type Channel, NotSent } from '../../main/channels/channel.ts'
import { lineSafety } from '../../main/line/safety.ts'
import { lines } from '../../main/line/service.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { dispatcher } from '../../main/outbox/dispatcher.ts'
import { lanes } from '../../main/outbox/rules.ts'
import { outbox } from '../../main/outbox/service.ts'
import { acquireLease } from '../../main/store/lease.ts'
import { writeSetting } from '../../main/store/settings.ts'
import type { Store } from '../../main/store/store.ts'
import { type ManualClock, manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { mondayMorning, seededChances } from '../support/line.ts'
import { noFiles } from '../support/no-files.ts'
import { addConversation, lineRow, messageRow } from '../support/rows.ts'
import { until } from '../support/station.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { town } from '../support/town.ts'

const lineId = lineRow().id
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const officer: Operator = { id: 'operator-1', name: 'Rosa Prieto', role: 'officer', permissions: new Set() }
const why = { cause: 'list', reason: 'Se quitaron los números dados de baja' } as const
const days = { isOpenDay: () => true }

type Life = { readonly store: Store; readonly clock: ManualClock; readonly send?: Channel['send'] }
type Message = { readonly purpose?: string; readonly exceptionId?: string; readonly citizen?: number }

/** One life of a station on a line: what protects it, its outbox and a far side that keeps what it is sent. */
function lifeOn({ store, clock, send }: Life, space: number) {
  const newId = sequentialIds(space)
  const needs = { store, clock, newId, audit: auditTrail({ clock }), town: async () => town }
  const queue = outbox(needs)
  const campaignOf = async () => null
  const safety = lineSafety({ ...needs, days: async () => days, random: seededChances(7), campaignOf })
  queue.listen(safety)
  const sent: { text: string; at: number }[] = []
  const channel: Channel = {
    kind: 'practice',
    capabilities: new Set(['send.lookup']),
    start: async () => undefined,
    stop: async () => undefined,
    send: async (message) => {
      await send?.(message)
      sent.push({ text: message.text, at: clock.now() })
    },
    lookUp: async () => 'accepted',
    fetchMedia: () => Promise.reject(new Error('nobody asks')),
  }
  const known = lines({ ...needs, outbox: queue, noteState: safety.noteState })
  return { store, clock, safety, queue, sent, channel, lines: known, newId }
}

type Living = ReturnType<typeof lifeOn>

async function lineOn(open: OpenStore, send?: Channel['send']) {
  const clock = manualClock(mondayMorning)
  const store = await open({ clock })
  const row = lineRow({ created_at: mondayMorning, since: mondayMorning })
  await store.transaction((tx) => tx.insertInto('lines').values(row).execute())
  return lifeOn({ store, clock, ...(send && { send }) }, 0)
}

let messages = 0

/** Queues a message to citizen `n`, who wrote first. */
async function queueTo({ store, clock, queue }: Living, n: number, { purpose, exceptionId }: Message = {}) {
  messages += 1
  const id = `message-${messages}`
  const common = { lineId, conversationId: `conversation-${n}`, citizenId: `citizen-${n}`, messageId: id }
  await store.transaction(async (tx) => {
    const row = {
      conversation_id: `conversation-${n}`,
      direction: 'out' as const,
      text: purpose ?? 'reply',
      provider_id: id,
    }
    await tx
      .insertInto('messages')
      .values(messageRow({ id, ...row }))
      .execute()
    await queue.enqueue(tx, {
      ...common,
      providerId: id,
      lane: purpose === undefined ? lanes.reply : lanes.broadcast,
      ...{ notBefore: clock.now(), waitingBefore: null },
      ...(purpose !== undefined && { purpose }),
      ...(exceptionId !== undefined && { exceptionId }),
    })
  })
  return id
}

/** Citizens who wrote first, unless told not to. */
const citizensOn = ({ store }: Living, from: number, to: number, wrote = true) =>
  store.transaction(async (tx) => {
    for (let n = from; n <= to; n++) await addConversation(tx, n, { last_inbound_seq: wrote ? 1 : 0 })
  })

/** As the dispatcher asks about it: claimed in a transaction, sent, and then it becomes something. */
async function claim({ store, clock, safety }: Living, messageId: string) {
  return store.transaction(async (tx) => {
    const row = await tx.selectFrom('outbox').selectAll().where('message_id', '=', messageId).executeTakeFirstOrThrow()
    const word = await safety.gate.judge(tx, { ...row, purpose: row.purpose ?? '' }, clock.now())
    if (word.do === 'send')
      await tx
        .updateTable('outbox')
        .set({ state: 'sending', claimed_at: clock.now() })
        .where('id', '=', row.id)
        .execute()
    return word
  })
}

async function becomes({ queue, store }: Living, messageId: string, state: 'accepted' | 'delivered' | 'failed') {
  const row = await store.read
    .selectFrom('outbox')
    .selectAll()
    .where('message_id', '=', messageId)
    .executeTakeFirstOrThrow()
  if (state === 'failed') return queue.conclude(row, { state, failure: 'refused' })
  await store.transaction((tx) => queue.acknowledge(tx, { lineId, providerId: row.provider_id, status: state }))
}

/** So many notices, each to another citizen and as soon as the line lets it; `fails` says which do not arrive. */
async function notices(line: Living, count: number, fails: (i: number) => boolean = () => false, from = 1) {
  for (let i = 0; i < count; i++) {
    const id = await queueTo(line, from + i, { purpose: 'culture' })
    for (let word = await claim(line, id); word.do === 'wait'; word = await claim(line, id)) {
      // Only the brake makes it wait so long on a morning.
      if (word.until - line.clock.now() >= hour) return i
      await line.clock.advance(Math.max(1, word.until - line.clock.now()))
    }
    await becomes(line, id, fails(i) ? 'failed' : 'delivered')
  }
  return count
}

describeOnEachStore('what protects the line', (open) => {
  it('lets one notice leave, and the next after a gap that another station keeps too', async () => {
    const here = await lineOn(open)
    await citizensOn(here, 1, 3)
    const [first, second] = [
      await queueTo(here, 1, { purpose: 'culture' }),
      await queueTo(here, 2, { purpose: 'culture' }),
    ]
    expect(await claim(here, first)).toEqual({ do: 'send' })
    const word = await claim(here, second)
    expect(word).toMatchObject({ do: 'wait' })
    const there = lifeOn({ store: await open({ clock: here.clock, sharing: here.store }), clock: here.clock }, 1)
    expect(await claim(there, second)).toEqual(word)
    await here.clock.advance(41_000)
    expect(await claim(there, second)).toEqual({ do: 'send' })
    const { budget } = await here.safety.read(lineId)
    expect(budget).toMatchObject({ day: '2026-03-02', sent: 2, allowed: 800, reserve: 160, sentLastHour: 2 })
    expect(budget.binds?.limit).toBe('gap')
  })

  it('speaks again soon after its clock was set back, and not until then', async () => {
    const here = await lineOn(open)
    await citizensOn(here, 1, 5)
    await here.clock.advance(2 * hour)
    expect(await notices(here, 4)).toBe(4)
    const clock = manualClock(here.clock.now() - hour)
    const there = lifeOn({ store: await open({ clock, sharing: here.store }), clock }, 1)
    const fifth = await queueTo(there, 5, { purpose: 'culture' })
    const word = () => claim(there, fifth)
    expect(await word()).toEqual({ do: 'wait', until: clock.now() + minute })
    await clock.advance(minute - 1)
    expect(await word()).toEqual({ do: 'wait', until: clock.now() + 1 })
    await clock.advance(1)
    expect(await word()).toEqual({ do: 'send' })
  })

  it('refuses a first message, makes a second notice wait a day, and lets a service cut come', async () => {
    const here = await lineOn(open)
    await citizensOn(here, 1, 1)
    await citizensOn(here, 2, 2, false)
    expect(await claim(here, await queueTo(here, 2, { purpose: 'culture' }))).toEqual({
      do: 'refuse',
      failure: 'never_wrote',
    })
    expect(await claim(here, await queueTo(here, 1, { purpose: 'culture' }))).toEqual({ do: 'send' })
    await here.clock.advance(hour)
    const again = await claim(here, await queueTo(here, 1, { purpose: 'sport' }))
    expect(again).toEqual({ do: 'wait', until: mondayMorning + 20 * hour })
    expect(await claim(here, await queueTo(here, 1, { purpose: 'service_cuts' }))).toEqual({ do: 'send' })
    const word = await here.safety.sense.wordOn(
      here.store.read,
      { lineId, purpose: 'culture', citizenIds: ['citizen-1', 'citizen-2'] },
      here.clock.now(),
    )
    expect([...word]).toEqual([['citizen-1', { reason: 'frequency', until: mondayMorning + 20 * hour }]])
  })

  it('starts nothing with a number that never wrote, whatever it is', async () => {
    const here = await lineOn(open)
    await citizensOn(here, 1, 1, false)
    await citizensOn(here, 2, 2)
    // What the second wrote came from a number that is somebody else's by now.
    const before = { id: 'former-2', citizen_id: 'citizen-2', kind: 'phone', value: '+34700999999', created_at: 1 }
    await here.store.transaction((tx) =>
      tx
        .insertInto('former_identifiers')
        .values({ ...before, ended_at: 2 })
        .execute(),
    )
    const emergency = { purpose: 'service_cuts', exceptionId: 'exception-1' }
    const kinds = [{ purpose: 'culture' }, { purpose: 'service_cuts' }, { purpose: 'follow_up' }, emergency]
    for (const citizen of [1, 2])
      for (const kind of kinds)
        expect(await claim(here, await queueTo(here, citizen, kind))).toEqual({ do: 'refuse', failure: 'never_wrote' })
    await here.store.transaction((tx) =>
      tx.updateTable('citizen_identifiers').set({ heard_at: 3 }).where('citizen_id', '=', 'citizen-2').execute(),
    )
    expect(await claim(here, await queueTo(here, 2, { purpose: 'follow_up' }))).toEqual({ do: 'send' })
    expect(await claim(here, await queueTo(here, 2, { purpose: 'culture' }))).toEqual({ do: 'send' })
  })

  it('slows down and then stops when too many fail; a person lets it speak again, slowly, and not twice in a week', async () => {
    const here = await lineOn(open)
    await citizensOn(here, 1, 60)
    const sent = await notices(here, 60, (i) => i % 20 === 0)
    expect(sent).toBeLessThan(60)
    const red = await here.safety.read(lineId)
    expect(red.brake).toMatchObject({ level: 'red', breaker: 'failed', until: null })
    expect(red.events.map(({ kind }) => kind)).toEqual(['red'])
    expect(red.budget.binds?.limit).toBe('brake')
    expect(red.budget.warmUp.step).toBe(red.budget.warmUp.last - 2)
    const stopped = await queueTo(here, 60, { purpose: 'service_cuts', exceptionId: 'two-people' })
    expect(await claim(here, stopped)).toMatchObject({ do: 'wait' })
    await here.safety.watch()
    await here.safety.resume(officer, lineId, why)
    const slow = await here.safety.read(lineId)
    expect(slow.brake).toMatchObject({ level: 'green', slowUntil: here.clock.now() + day })
    expect(slow.events[0]).toMatchObject({ kind: 'resumed', cause: 'list', reason: why.reason })
    expect(slow.budget.allowed).toBe(150)
    expect(slow.breakers.find(({ name }) => name === 'failed')).toMatchObject({ sample: 0, level: 'green' })
    await expect(here.safety.resume(officer, lineId, why)).rejects.toMatchObject({ code: 'WRONG_STATE' })
    await here.lines.setState(lineId, 'restricted')
    const again = await here.safety.read(lineId)
    expect(again.brake).toMatchObject({ level: 'red', breaker: 'restriction', until: here.clock.now() + 7 * day })
    await expect(here.safety.resume(officer, lineId, why)).rejects.toMatchObject({ code: 'LINE_RESTS' })
  })

  it('stops a day at the first word of WhatsApp, or longer when it says so, over a restart', async () => {
    const here = await lineOn(open)
    await here.lines.setState(lineId, 'restricted', { halt: null, restrictedUntil: here.clock.now() + 2 * day })
    const there = lifeOn({ store: await open({ clock: here.clock, sharing: here.store }), clock: here.clock }, 1)
    expect((await there.safety.read(lineId)).brake).toMatchObject({ level: 'red', until: here.clock.now() + 2.2 * day })
    await here.clock.advance(2.2 * day)
    await there.safety.resume(officer, lineId, why)
    expect((await here.safety.read(lineId)).brake.level).toBe('green')
    await there.lines.setState(lineId, 'stopped', { halt: 'logged_out', restrictedUntil: null })
    expect((await here.safety.read(lineId)).brake).toMatchObject({ level: 'red', breaker: 'logged_out' })
  })

  it('counts who leaves, who is angry and who answers', async () => {
    const here = await lineOn(open)
    await citizensOn(here, 1, 35)
    await notices(here, 35)
    const tell = (work: Parameters<Store['transaction']>[0]) => here.store.transaction(work)
    const who = (n: number) => ({ lineId, citizenId: `citizen-${n}` })
    await tell((tx) => here.safety.heard(tx, who(1), ['gracias']))
    await tell((tx) => here.safety.heard(tx, who(2), ['dejadme en paz']))
    const amber = await here.safety.read(lineId)
    expect(amber.brake).toMatchObject({ level: 'amber', breaker: 'angry' })
    expect(amber.budget.allowed).toBe(400)
    for (const n of [3, 4, 5, 6, 7]) await tell((tx) => here.safety.noteOptOut(tx, who(n)))
    expect((await here.safety.read(lineId)).brake).toMatchObject({ level: 'red', breaker: 'opt_outs' })
    const replied = await here.store.read
      .selectFrom('line_sends')
      .select('citizen_id')
      .where('replied_at', 'is not', null)
      .execute()
    expect(replied.map(({ citizen_id }) => citizen_id).toSorted()).toEqual(['citizen-1', 'citizen-2'])
  })

  it('counts disconnects, and comes back slowly', async () => {
    const here = await lineOn(open)
    for (let i = 0; i < 5; i++) {
      await here.lines.setState(lineId, 'reconnecting')
      await here.clock.advance(minute)
      await here.lines.setState(lineId, 'connected')
    }
    expect((await here.safety.read(lineId)).brake).toMatchObject({ level: 'red', breaker: 'disconnects' })
    expect((await here.safety.read(lineId)).events.map(({ kind }) => kind)).toEqual(['red', 'amber'])
  })

  it('keeps what a town sets within what no setting passes', async () => {
    const here = await lineOn(open)
    const { defaults } = await here.safety.policy()
    const wide = { ...defaults, perDay: 1_001, gapFrom: 7, hours: [{ weekday: 1, from: '08:30', to: '14:00' }] }
    await expect(here.safety.savePolicy(officer, wide)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { fields: ['perDay', 'gapFrom', 'hours'] },
    })
    const early = { from: '06-15', to: '09-15', hours: [{ weekday: 1, from: '08:00', to: '14:00' }] }
    await expect(here.safety.savePolicy(officer, { ...defaults, summer: early })).rejects.toMatchObject({
      data: { fields: ['summer.hours'] },
    })
    await here.safety.savePolicy(officer, { ...defaults, perDay: 10 })
    expect((await here.safety.read(lineId)).budget).toMatchObject({ allowed: 10, reserve: 2 })
    expect(await here.safety.forecast(lineId, { recipients: 20 }, [])).toMatchObject({ bindingLimit: 'reserve' })
  })

  it('keeps a summer, and has none in settings that were kept before there was one', async () => {
    const here = await lineOn(open)
    const { defaults, usualSummer } = await here.safety.policy()
    expect(defaults.summer).toBeNull()
    await here.safety.savePolicy(officer, { ...defaults, summer: usualSummer })
    expect((await here.safety.policy()).settings.summer).toEqual(usualSummer)
    const { summer: _, ...before } = defaults
    await here.store.transaction((tx) => writeSetting(tx, 'line.settings', before, here.clock.now()))
    expect((await here.safety.policy()).settings).toEqual(defaults)
    expect((await here.safety.read(lineId)).budget.binds?.limit).not.toBe('brake')
  })
})

describeOnEachStore('answers and notices on one line', (open) => {
  const endings: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0)) await end()
  })

  async function running(line: Living) {
    const lease = await acquireLease(line.store, { lineId, stationId: 'here', now: line.clock.now(), ttlMs: 1e12 })
    const sender = dispatcher({
      ...{ store: line.store, clock: line.clock, outbox: line.queue, channel: line.channel, lineId, blobs: noFiles },
      log: pino({ level: 'silent' }),
      gates: [line.safety.gate],
      owner: { stationId: 'here', fence: lease?.fence ?? 0 },
      pace: { allowance: (now) => ({ count: 1, retryAt: now }), sent: () => undefined },
      onLostLease: () => undefined,
    })
    endings.push(() => sender.pause())
    sender.resume()
    return sender
  }

  it('an answer leaves at once, whatever of a broadcast waits before it, also to the same person', async () => {
    const here = await lineOn(open)
    await citizensOn(here, 1, 30)
    for (let n = 1; n <= 30; n++) await queueTo(here, n, { purpose: 'culture' })
    const sender = await running(here)
    await until(
      async () => here.sent.length,
      (count) => count === 1,
    )
    await queueTo(here, 30)
    sender.pump()
    await until(
      async () => here.sent.filter(({ text }) => text === 'reply').length,
      (count) => count === 1,
    )
    expect(here.sent.map(({ text }) => text)).toEqual(['culture', 'reply'])
    expect(here.sent[1]?.at).toBe(mondayMorning)
  })

  it('what failed once is tried again and counts once with its citizen', async () => {
    let refusals = 1
    const here = await lineOn(open, async () => {
      if (refusals-- > 0) throw new NotSent('refused', { retry: true })
    })
    await citizensOn(here, 1, 1)
    await queueTo(here, 1, { purpose: 'culture' })
    await running(here)
    await until(
      async () => here.clock.advance(20_000).then(() => here.sent.length),
      (count) => count === 1,
    )
    const sends = await here.store.read.selectFrom('line_sends').selectAll().execute()
    expect(sends).toHaveLength(1)
  })
})
