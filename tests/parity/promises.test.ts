import { describe, expect, it } from 'vitest'
import type { Problem } from '../../contract/problems.ts'
import { paces } from '../../main/line/policy.ts'
import { stations, type TestStation, until } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const rosa = '+34700100001'

const refusal = async (work: Promise<unknown>): Promise<Problem> => {
  try {
    await work
  } catch (error) {
    return error as Problem
  }
  throw new Error('it was not refused')
}

const all = (station: TestStation) => station.inbox.list({ view: 'all', operatorId: station.operator.id, limit: 50 })

async function onlyConversation(station: TestStation) {
  const { items } = await all(station)
  expect(items).toHaveLength(1)
  return items[0] as NonNullable<(typeof items)[0]>
}

const thread = async (station: TestStation, id: string) =>
  (await station.inbox.messages({ id, limit: 100 })).items.reverse()

/** Rosa asks for a person, so the conversation is open and waits. */
async function waitingForAPerson(station: TestStation) {
  await station.practice.inbound([{ from: rosa, name: 'Rosa', text: 'quiero hablar con una persona' }])
  const conversation = await onlyConversation(station)
  expect(conversation.state).toBe('open')
  return conversation
}

describeOnEachStore('promises', (open) => {
  const station = stations()

  describe('1. nothing inbound is lost', () => {
    it('has a message in the store before its sender is told that it was accepted', async () => {
      const here = await station(await open())
      await here.practice.inbound([{ from: rosa, name: 'Rosa', text: 'Buenos días' }])
      const { id } = await onlyConversation(here)
      expect((await thread(here, id))[0]).toMatchObject({ direction: 'in', text: 'Buenos días' })
    })

    it('keeps what it does not understand as a placeholder', async () => {
      const here = await station(await open())
      await here.practice.inbound([{ from: rosa, text: '¿cuál prefiere?', kind: 'poll' }])
      const { id } = await onlyConversation(here)
      expect((await thread(here, id))[0]).toMatchObject({ kind: 'unknown', text: '¿cuál prefiere?' })
    })

    it('keeps a message whose media fails, and says why', async () => {
      const here = await station(await open())
      await here.practice.inbound([{ from: rosa, kind: 'image', media: { sample: 'bomb' } }])
      const { id } = await onlyConversation(here)
      const [message] = await until(
        () => thread(here, id),
        ([first]) => first?.media?.state === 'failed',
      )
      expect(message?.media?.reason).toBe('bomb')
    })
  })

  describe('2. nothing happens twice', () => {
    it('records a repeated delivery once and answers it once', async () => {
      const here = await station(await open())
      const hello = { from: rosa, text: 'hola', id: 'SAME-ID' }
      await here.practice.inbound([hello, hello])
      await here.practice.inbound([hello])
      const { id } = await onlyConversation(here)
      const messages = await thread(here, id)
      expect(messages.filter((message) => message.direction === 'in')).toHaveLength(1)
      const answers = messages.filter((message) => message.direction === 'out')
      const received = await until(
        () => here.practice.received(rosa),
        (list) => list.length === answers.length,
      )
      expect(new Set(received.map((message) => message.id)).size).toBe(received.length)
    })

    it('sends again what was cut off, with the same id, and the phone shows it once', async () => {
      const store = await open()
      const here = await station(store)
      const { id } = await waitingForAPerson(here)
      const messageId = await here.conversations.send(here.operator, { id, text: 'Le atiendo', undoSeconds: 0 })
      await until(
        () => here.inbox.message(messageId),
        (message) => message.status === 'read',
      )
      await here.stop()
      // As a crash between the send and its record leaves it.
      await store.transaction((tx) =>
        tx.updateTable('outbox').set({ state: 'sending' }).where('message_id', '=', messageId).execute(),
      )
      const again = await station(store, { username: 'luis', name: 'Luis Prueba' })
      await until(
        () => again.inbox.message(messageId),
        (message) => message.status !== 'sending',
      )
      const shown = (await again.practice.received(rosa)).filter((message) => message.text === 'Le atiendo')
      expect(shown).toHaveLength(1)
    })
  })

  describe('3. sent means acknowledged', () => {
    it('goes from queued to read by acknowledgements only', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      const messageId = await here.conversations.send(here.operator, { id, text: 'Buenos días, Rosa', undoSeconds: 30 })
      expect((await here.inbox.message(messageId)).status).toBe('queued')
      await here.conversations.undo(here.operator, messageId)
      const second = await here.conversations.send(here.operator, { id, text: 'Buenos días', undoSeconds: 0 })
      await until(
        () => here.inbox.message(second),
        (message) => message.status === 'read',
      )
    })

    it('does not claim to have sent what was never acknowledged', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      await until(
        () => here.practice.received(rosa),
        (list) => list.length > 0,
      )
      await here.practice.setFaults({ loseAck: 1 })
      const messageId = await here.conversations.send(here.operator, { id, text: 'Buenos días', undoSeconds: 0 })
      await until(
        () => here.practice.received(rosa),
        (list) => list.some((message) => message.text === 'Buenos días'),
      )
      expect((await here.inbox.message(messageId)).status).toBe('sending')
    })

    it('says in a code why a restricted line did not send', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      await until(
        () => here.practice.received(rosa),
        (list) => list.length > 0,
      )
      await here.practice.setFaults({ refuseSend: 1 })
      const messageId = await here.conversations.send(here.operator, { id, text: 'Buenos días', undoSeconds: 0 })
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect((await here.inbox.message(messageId)).status).toBe('queued')
      await here.practice.setFaults({ refuseSend: 0 })
      expect((await here.practice.received(rosa)).some((message) => message.text === 'Buenos días')).toBe(false)
    })
  })

  describe('7. a person outranks the assistant', () => {
    it('is silent from the first keystroke until it is given back', async () => {
      const here = await station(await open())
      await here.practice.inbound([{ from: rosa, text: 'hola' }])
      const { id } = await onlyConversation(here)
      await here.conversations.typing(here.operator, id)
      await here.practice.inbound([{ from: rosa, text: 'horario' }])
      const silent = await thread(here, id)
      expect(silent.at(-1)?.direction).toBe('in')
      expect((await onlyConversation(here)).waitingSince).not.toBeNull()
      await here.conversations.handToBot(here.operator, id)
      await here.practice.inbound([{ from: rosa, text: 'horario' }])
      expect((await thread(here, id)).at(-1)).toMatchObject({ direction: 'out', author: { kind: 'bot' } })
    })
  })

  describe('8. every act has an author', () => {
    it('writes down who answered and who resolved', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      await here.conversations.send(here.operator, { id, text: 'Hecho', undoSeconds: 0 })
      await here.conversations.resolve(here.operator, id, undefined)
      const { items } = await here.audit.list(here.operator, { limit: 20 })
      for (const action of ['message.send', 'conversation.resolve']) {
        expect(items.find((entry) => entry.action === action)).toMatchObject({
          actor: { id: here.operator.id },
          object: { id },
        })
      }
      expect(JSON.stringify(items)).not.toContain(rosa)
      expect(JSON.stringify(items)).not.toContain('Hecho')
    })
  })

  describe('9. opening is not answering', () => {
    it('keeps a conversation unanswered however often it is looked at or claimed', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      await thread(here, id)
      await here.conversations.claim(here.operator, id, false)
      const { items } = await here.inbox.list({ view: 'unanswered', operatorId: here.operator.id, limit: 10 })
      expect(items.map((item) => item.id)).toEqual([id])
    })

    it('does not let it be resolved over the citizen without a reason', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      expect((await refusal(here.conversations.resolve(here.operator, id, undefined))).code).toBe('QUESTION_PENDING')
      await here.conversations.resolve(here.operator, id, 'Atendida por teléfono')
      expect((await thread(here, id)).at(-1)).toMatchObject({ direction: 'note', text: 'Atendida por teléfono' })
    })

    it('waits again when an answer is taken back', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      const messageId = await here.conversations.send(here.operator, { id, text: 'Un momento', undoSeconds: 30 })
      expect((await here.inbox.get(id)).waitingSince).toBeNull()
      expect(await here.conversations.undo(here.operator, messageId)).toEqual({ text: 'Un momento', media: null })
      expect((await here.inbox.get(id)).waitingSince).not.toBeNull()
    })
  })

  describe('two operators, one citizen', () => {
    it('gives a conversation to exactly one of many who claim it at once', async () => {
      const store = await open()
      const here = await station(store)
      const { id } = await waitingForAPerson(here)
      const rivals = Array.from({ length: 8 }, (_, i) => ({ ...here.operator, id: `rival-${i}`, name: `Rival ${i}` }))
      const claims = await Promise.allSettled(rivals.map((rival) => here.conversations.claim(rival, id, false)))
      expect(claims.filter((claim) => claim.status === 'fulfilled')).toHaveLength(1)
    })

    it('refuses an answer to a conversation somebody else has, and names them', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      await here.conversations.claim(here.operator, id, false)
      const luis = { ...here.operator, id: 'luis' }
      const problem = await refusal(here.conversations.send(luis, { id, text: 'Hola', undoSeconds: 0 }))
      expect(problem).toMatchObject({ code: 'CLAIMED', data: { assignee: { name: 'Ana Prueba' } } })
      await here.conversations.claim(luis, id, true)
      await here.conversations.send(luis, { id, text: 'Hola', undoSeconds: 0 })
    })

    it('refuses an answer when the citizen wrote since the draft began', async () => {
      const here = await station(await open())
      const { id } = await waitingForAPerson(here)
      const seenSeq = (await thread(here, id)).find((message) => message.direction === 'in')?.seq
      await here.practice.inbound([{ from: rosa, text: 'ya no hace falta' }])
      const problem = await refusal(
        here.conversations.send(here.operator, { id, text: 'Voy', seenSeq, undoSeconds: 0 }),
      )
      expect(problem.code).toBe('THREAD_MOVED')
    })
  })

  it('refuses to quote one citizen to another, or a note to anybody', async () => {
    const here = await station(await open())
    const { id } = await waitingForAPerson(here)
    const own = (await thread(here, id))[0]?.id ?? ''
    const note = await here.conversations.note(here.operator, id, 'Cuidado con el perro')
    await here.practice.inbound([{ from: '+34700100002', text: 'hola' }])
    const other = (await all(here)).items.find((item) => item.id !== id)?.id ?? ''
    const foreign = (await thread(here, other))[0]?.id ?? ''
    const answer = { id, text: 'Le atiendo', undoSeconds: 0 }
    for (const replyTo of [foreign, note, 'none']) {
      const problem = await refusal(here.conversations.send(here.operator, { ...answer, replyTo }))
      expect(problem).toMatchObject({ code: 'BAD_INPUT', data: { fields: ['replyTo'] } })
    }
    const sent = await here.conversations.send(here.operator, { ...answer, replyTo: own })
    expect((await here.inbox.message(sent)).replyTo?.id).toBe(own)
  })

  describe('reply loops', () => {
    it('stops after eight automatic messages in ten minutes and calls a person', async () => {
      const here = await station(await open(), { pace: { ...paces.practice, burstWindow: 0 } })
      for (let i = 0; i < 20; i++) await here.practice.inbound([{ from: rosa, text: i % 2 ? 'menú' : 'horario' }])
      const { id, state, waitingSince } = await onlyConversation(here)
      const automatic = (await thread(here, id)).filter((message) => message.direction === 'out')
      expect(automatic.length).toBeLessThanOrEqual(8)
      expect(state).toBe('open')
      expect(waitingSince).not.toBeNull()
    })
  })
})
