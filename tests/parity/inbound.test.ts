import pino from 'pino'
import { expect, it } from 'vitest'
import type { Assistant } from '../../main/bot/service.ts'
import type { InboundMessage, OwnMessage } from '../../main/channels/channel.ts'
import { citizens } from '../../main/citizens/service.ts'
import { recorder } from '../../main/inbox/recorder.ts'
import { type Outbox, outbox } from '../../main/outbox/service.ts'
import { emptyTown } from '../../main/settings/rules.ts'
import { inbound } from '../../main/station/inbound.ts'
import type { Store } from '../../main/store/store.ts'
import { systemClock } from '../support/clock.ts'
import { nobodyLeaves } from '../support/consents.ts'
import { sequentialIds } from '../support/ids.ts'
import { lineRow } from '../support/rows.ts'
import { describeOnEachStore } from '../support/stores.ts'

const message = (n: number, text: string): InboundMessage => ({
  type: 'message',
  providerId: `IN-${n}`,
  from: { phone: `+3470040000${n}` },
  at: Date.now(),
  kind: 'text',
  text,
})

/** Fails on the text "falla" as a defect in a flow would, after it has written. */
const fragile: Assistant = {
  async respond(_tx, { messages }) {
    if (messages.some((heard) => heard.text === 'falla')) throw new TypeError('a defect in a flow')
    return {
      replies: ['Dígame'],
      outcome: 'waiting',
      unfinished: false,
      topic: null,
      summary: null,
      department: null,
      called: [],
      alarm: false,
      card: null,
      optOut: null,
      misunderstood: null,
      language: 'es',
    }
  },
  lastTurn: async () => null,
  noteReplies: async () => undefined,
  forget: async () => undefined,
  farewell: async () => null,
}

/** What hears a line; `space` keeps the ids of two stations apart. */
function ears(store: Store, space = 0, parts: { outbox?: Partial<Outbox> } = {}) {
  const needs = { store, clock: systemClock(), newId: sequentialIds(space), log: pino({ level: 'silent' }) }
  return inbound({
    ...needs,
    lineId: lineRow().id,
    citizens: citizens(needs),
    recorder: recorder(needs),
    assistant: fragile,
    outbox: { ...outbox(needs), ...parts.outbox },
    town: async () => emptyTown,
    meanings: { noteMisunderstood: async () => undefined },
    consents: nobodyLeaves,
    ownPhone: async () => null,
    replySpacing: 0,
    belongsInFolder: async () => false,
    noticeNews: async () => null,
    burstWindow: 0,
  })
}

const addLine = (store: Store) => store.transaction((tx) => tx.insertInto('lines').values(lineRow()).execute())

async function line(store: Store) {
  await addLine(store)
  return ears(store)
}

const textOf = async (store: Store, providerId: string) =>
  (await store.read.selectFrom('messages').select('text').where('provider_id', '=', providerId).executeTakeFirst())
    ?.text

const fromPhone = (n: number, text: string, at = Date.now()): OwnMessage => ({
  type: 'own_message',
  providerId: `OWN-${n}`,
  to: { phone: '+34700400001' },
  at,
  kind: 'text',
  text,
})

const said = (store: Store) =>
  store.read.selectFrom('messages').select(['direction', 'author_kind', 'text']).orderBy('seq').execute()

const conversations = (store: Store) =>
  store.read.selectFrom('conversations').select(['state', 'waiting_since', 'last_text']).orderBy('last_seq').execute()

describeOnEachStore('inbound', (open) => {
  it('keeps a message on which the assistant fails, and calls a person', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([message(1, 'hola'), message(2, 'falla'), message(3, 'buenas')])
    const rows = await conversations(store)
    expect(rows.map((row) => row.state).sort()).toEqual(['bot', 'bot', 'open'])
    expect(rows.find((row) => row.state === 'open')).toMatchObject({
      last_text: 'falla',
      waiting_since: expect.any(Number),
    })
  })

  it('queues the answer in the transaction of the message it answers', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([message(1, 'hola')])
    const [change] = (await store.changes.after(0, 10)) ?? []
    const outgoing = await store.read.selectFrom('outbox').select(['state', 'lane']).execute()
    expect(change?.kind).toBe('message')
    expect(outgoing).toEqual([{ state: 'queued', lane: 2 }])
  })

  it('keeps an edit, a deletion and a reaction that overtook their message', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([
      { type: 'edit', providerId: 'IN-1', text: 'farola rota', at: 1 },
      { type: 'reaction', providerId: 'IN-1', emoji: '👍', at: 2 },
    ])
    await hears.deliver([message(1, 'farola rotta')])
    const row = await store.read
      .selectFrom('messages')
      .leftJoin('reactions', 'reactions.message_id', 'messages.id')
      .select(['text', 'emoji'])
      .where('provider_id', '=', 'IN-1')
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ text: 'farola rota', emoji: '👍' })
    expect(await store.search.find({ q: 'rota', limit: 5 })).toHaveLength(1)
    expect(await store.search.find({ q: 'rotta', limit: 5 })).toHaveLength(0)
  })

  it('keeps an edit that overtook its message, also when the batch of the message fails at first', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([{ type: 'edit', providerId: 'IN-1', text: 'farola rota', at: 1 }])
    await hears.deliver([message(1, 'farola rotta'), message(2, 'falla')])
    expect(await textOf(store, 'IN-1')).toBe('farola rota')
  })

  it('keeps an edit that another station heard before the message came', async () => {
    const store = await open()
    const here = await line(store)
    await here.deliver([message(1, 'hola')])
    await ears(store, 1).deliver([{ type: 'edit', providerId: 'IN-2', text: 'farola rota', at: 1 }])
    await here.deliver([message(2, 'farola rotta')])
    expect(await textOf(store, 'IN-2')).toBe('farola rota')
  })

  it('writes down an edit that is delivered twice once, and none after the deletion', async () => {
    const store = await open()
    const hears = await line(store)
    const edit = { type: 'edit', providerId: 'IN-1', text: 'farola rota', at: 1 } as const
    await hears.deliver([message(1, 'farola rotta'), edit, edit])
    await hears.deliver([edit, { type: 'deletion', providerId: 'IN-1', at: 2 }, { ...edit, text: 'banco roto' }])
    const versions = await store.read.selectFrom('message_versions').select('text').execute()
    expect(versions.map(({ text }) => text)).toEqual(['farola rotta'])
    expect(await store.search.find({ q: 'banco', limit: 5 })).toHaveLength(0)
  })

  it('shows no quote of what somebody else was told', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([message(1, 'me llamo Rosa'), { ...message(2, 'y yo'), replyTo: 'IN-1' }])
    await hears.deliver([{ ...message(3, 'hola'), from: message(1, '').from, replyTo: 'IN-1' }])
    const quotes = await store.read.selectFrom('messages').select('provider_id').where('reply_to_id', 'is not', null)
    expect((await quotes.execute()).map((row) => row.provider_id)).toEqual(['IN-3'])
  })

  it('is not held up by an acknowledgement that cannot be recorded', async () => {
    const store = await open()
    await addLine(store)
    const acknowledge = () => Promise.reject(new TypeError('a defect'))
    const hears = ears(store, 0, { outbox: { acknowledge } })
    await hears.deliver([{ type: 'ack', providerId: 'OUT-1', status: 'read', at: 1 }, message(1, 'hola')])
    expect(await textOf(store, 'IN-1')).toBe('hola')
  })

  it('shares a transaction among deliveries that come together, and loses none', async () => {
    const store = await open()
    const hears = await line(store)
    await Promise.all(Array.from({ length: 9 }, (_, n) => hears.deliver([message(n, 'hola')])))
    expect(await conversations(store)).toHaveLength(9)
  })
})

describeOnEachStore('what is written on the town’s own phone', (open) => {
  it('is in the thread as said from there, and nobody waits or is answered by the assistant any more', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([message(1, 'hola')])
    expect(await hears.deliver([fromPhone(1, 'Ya vamos')])).toEqual(['OWN-1'])
    expect(await said(store)).toMatchObject([
      { author_kind: 'citizen' },
      { author_kind: 'bot', text: 'Dígame' },
      { direction: 'out', author_kind: 'phone', text: 'Ya vamos' },
    ])
    expect(await conversations(store)).toEqual([{ state: 'open', waiting_since: null, last_text: 'Ya vamos' }])
    const [queued] = await store.read.selectFrom('outbox').select('state').execute()
    expect(queued?.state).toBe('cancelled')
    await hears.deliver([{ ...message(1, '¿y el martes?'), providerId: 'IN-9' }])
    expect(await said(store)).toHaveLength(4)
    expect((await conversations(store))[0]).toMatchObject({ state: 'open', waiting_since: expect.any(Number) })
  })

  it('in the same delivery as the question leaves nothing to the assistant', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([message(1, 'hola'), fromPhone(1, 'Abierto hasta las dos')])
    expect((await said(store)).map((each) => each.author_kind)).toEqual(['citizen', 'phone'])
    expect((await conversations(store))[0]).toMatchObject({ state: 'open', waiting_since: null })
  })

  it('and heard of late, from before the citizen’s last word, answers nothing', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([message(1, 'hola')])
    await hears.deliver([fromPhone(1, 'Buenas', Date.now() - 3_600_000)])
    expect((await conversations(store))[0]).toMatchObject({ state: 'bot' })
  })

  it('is not there twice: neither repeated, nor as the echo of what we sent', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([message(1, 'hola')])
    const [ours] = await store.read
      .selectFrom('messages')
      .select('provider_id')
      .where('author_kind', '=', 'bot')
      .execute()
    const echo = { ...fromPhone(1, 'Dígame'), providerId: ours?.provider_id ?? '' }
    expect(await hears.deliver([echo, echo])).toEqual([])
    expect(await said(store)).toHaveLength(2)
    expect((await conversations(store))[0]).toMatchObject({ state: 'bot' })
    expect((await store.read.selectFrom('outbox').select('state').execute())[0]?.state).toBe('queued')
    expect(await hears.deliver([fromPhone(2, 'Una vez'), fromPhone(2, 'Una vez')])).toEqual(['OWN-2'])
  })

  it('to somebody who never wrote opens a thread, and can be corrected', async () => {
    const store = await open()
    const hears = await line(store)
    await hears.deliver([{ type: 'edit', providerId: 'OWN-1', text: 'A las diez', at: 1 }, fromPhone(1, 'A las once')])
    expect(await conversations(store)).toMatchObject([{ state: 'open', waiting_since: null }])
    await hears.deliver([{ type: 'edit', providerId: 'OWN-1', text: 'A las nueve', at: 2 }])
    expect(await textOf(store, 'OWN-1')).toBe('A las nueve')
  })
})
