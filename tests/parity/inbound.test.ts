import pino from 'pino'
import { expect, it } from 'vitest'
import type { Assistant } from '../../main/bot/service.ts'
import type { InboundMessage } from '../../main/channels/channel.ts'
import { citizens } from '../../main/citizens/service.ts'
import { recorder } from '../../main/inbox/recorder.ts'
import { outbox } from '../../main/outbox/service.ts'
import { emptyTown } from '../../main/settings/rules.ts'
import { inbound } from '../../main/station/inbound.ts'
import type { Store } from '../../main/store/store.ts'
import { systemClock } from '../support/clock.ts'
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
      language: 'es',
    }
  },
  forget: async () => undefined,
}

async function line(store: Store) {
  const needs = { store, clock: systemClock(), newId: sequentialIds(), log: pino({ level: 'silent' }) }
  const row = lineRow()
  await store.transaction((tx) => tx.insertInto('lines').values(row).execute())
  return inbound({
    ...needs,
    lineId: row.id,
    citizens: citizens(needs),
    recorder: recorder(needs),
    assistant: fragile,
    outbox: outbox(needs),
    town: async () => emptyTown,
    replySpacing: 0,
  })
}

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

  it('shares a transaction among deliveries that come together, and loses none', async () => {
    const store = await open()
    const hears = await line(store)
    await Promise.all(Array.from({ length: 9 }, (_, n) => hears.deliver([message(n, 'hola')])))
    expect(await conversations(store)).toHaveLength(9)
  })
})
