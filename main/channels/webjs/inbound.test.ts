import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ackEvent,
  chatIdsOf,
  deletionEvent,
  editEvent,
  identityOf,
  isPersonChat,
  messageEvent,
  type PageMessage,
  reactionEvent,
  readPageMessage,
} from './inbound.ts'
import { fillIn } from './placeholders.ts'
import { heardEvent } from './protocol.ts'

const chat = '34700000001@c.us'
const raw = (change: Record<string, unknown> = {}, id: Record<string, unknown> = {}) => ({
  id: { id: '3EB0AA', remote: chat, fromMe: false, _serialized: `false_${chat}_3EB0AA`, ...id },
  type: 'chat',
  t: 1_700_000_000,
  body: 'Hola',
  notifyName: 'Marta',
  ...change,
})
const read = (change?: Record<string, unknown>, id?: Record<string, unknown>): PageMessage => {
  const message = readPageMessage(raw(change, id))
  if (!message) throw new Error('not readable')
  return message
}
const person = { phone: '+34700000001' }

describe('a message of the page', () => {
  it('becomes text with who, when and which', () =>
    expect(messageEvent(read({ quotedStanzaID: '3EB0BB' }), person)).toEqual({
      type: 'message',
      providerId: '3EB0AA',
      from: { phone: '+34700000001', name: 'Marta' },
      at: 1_700_000_000_000,
      kind: 'text',
      text: 'Hola',
      replyTo: '3EB0BB',
    }))

  it('shows the caption of a photo, never its thumbnail', () =>
    expect(
      messageEvent(read({ type: 'image', body: '/9j/4AAQ', caption: 'El bache', mimetype: 'image/jpeg', size: 9 }), {}),
    ).toMatchObject({
      kind: 'image',
      text: 'El bache',
      media: { ref: { id: `false_${chat}_3EB0AA` }, mime: 'image/jpeg', bytes: 9 },
    }))

  it.each([
    ['ptt', 'audio'],
    ['document', 'document'],
    ['sticker', 'sticker'],
    ['multi_vcard', 'contact'],
    ['something_new', 'unknown'],
  ])('%s is %s', (type, kind) => expect(messageEvent(read({ type }), {})).toMatchObject({ kind }))

  it('takes a place with impossible coordinates for an unknown message', () => {
    expect(messageEvent(read({ type: 'location', lat: 40.4, lng: -3.7, loc: 'Plaza\nMayor' }), {})).toMatchObject({
      location: { latitude: 40.4, longitude: -3.7, label: 'Plaza' },
    })
    expect(messageEvent(read({ type: 'location', lat: 400, lng: 0 }), {})).toMatchObject({ kind: 'unknown' })
  })

  it.each(['e2e_notification', 'call_log', 'gp2', 'protocol'])('%s is nobody speaking', (type) =>
    expect(messageEvent(read({ type }), {})).toBeNull(),
  )

  it.each(['123-456@g.us', 'status@broadcast', '12@newsletter', '12@broadcast', ''])('ignores %j', (remote) => {
    expect(isPersonChat(remote)).toBe(false)
    expect(messageEvent(read({}, { remote }), {})).toBeNull()
  })

  it('from the town’s own phone goes to the citizen, and is nobody’s name', () =>
    expect(messageEvent(read({ notifyName: 'Ayuntamiento' }, { fromMe: true }), person)).toMatchObject({
      type: 'own_message',
      providerId: '3EB0AA',
      to: { phone: '+34700000001' },
      text: 'Hola',
    }))

  it('of the town to itself, to a group or to its status is nobody’s', () => {
    for (const remote of ['123-456@g.us', 'status@broadcast'])
      expect(messageEvent(read({}, { fromMe: true, remote }), {})).toBeNull()
  })

  it.each([1e300, -1e300, Number.NaN])('takes %d seconds for no time', (t) =>
    expect(messageEvent(read({ t }), {})).toMatchObject({ at: 0 }),
  )

  it('loses NUL and halves of characters', () =>
    expect(messageEvent(read({ body: 'a\0b\uD800' }), {})).toMatchObject({ text: 'ab\uFFFD' }))

  it('never breaks on what a page says, and what it yields fits the protocol', () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(raw()), 'caption', 'lat', 'size'), fc.anything()),
        (odd) => {
          const message = readPageMessage({ ...raw(), ...odd })
          const event = message && messageEvent(message, person)
          if (event) expect(heardEvent.safeParse(event).success).toBe(true)
          expect(() => reactionEvent(odd)).not.toThrow()
        },
      ),
    ))

  it.each([null, 'x', {}, { id: {} }, { id: { id: '', remote: chat } }])('has no use for %j', (odd) =>
    expect(readPageMessage(odd)).toBeNull(),
  )
})

describe('what happens to a message', () => {
  it('is edited, deleted, reacted to', () => {
    expect(editEvent(read({ body: 'Nuevo' }), 5)).toEqual({ type: 'edit', providerId: '3EB0AA', text: 'Nuevo', at: 5 })
    expect(messageEvent(read({ type: 'revoked' }), {})).toEqual(deletionEvent(read()))
    const reaction = { msgId: { id: '3EB0AA', remote: chat }, reaction: '👍', timestamp: 2 }
    expect(reactionEvent(reaction)).toEqual({ type: 'reaction', providerId: '3EB0AA', emoji: '👍', at: 2000 })
    expect(reactionEvent({ ...reaction, reaction: '' })).toMatchObject({ emoji: null })
    expect(reactionEvent({ ...reaction, id: { fromMe: true } })).toBeNull()
  })

  it.each([
    [-1, null],
    [0, null],
    [1, 'accepted'],
    [2, 'delivered'],
    [3, 'read'],
    [4, 'read'],
  ])('acknowledgement %i is %s', (ack, status) =>
    expect(ackEvent(read({}, { fromMe: true }), ack, 7)?.type === 'ack' ? status : null).toBe(status),
  )
})

describe('who writes', () => {
  it('is one person by LID and by phone', () => {
    const pair = { lid: '777001@lid', pn: chat }
    expect(identityOf(chat, pair)).toEqual(identityOf('777001@lid', pair))
    expect(identityOf('777001@lid', {})).toEqual({ lid: '777001' })
  })
  it('keeps a chat without a number together', () => expect(identityOf('abc@lid', {})).toEqual({ lid: 'abc@lid' }))
  it('is written to by LID first', () =>
    expect(chatIdsOf({ phone: '+34700000001', lid: '777001' })).toEqual(['777001@lid', chat]))
})

describe('waiting for this message', () => {
  const waiting = messageEvent(read({ type: 'ciphertext' }), person)
  const text = messageEvent(read(), person)
  const photo = messageEvent(read({ type: 'image', mimetype: 'image/jpeg' }), person)
  if (!waiting || !text || !photo) throw new Error('no events')

  it('is recorded once and becomes an edit when it can be read', () => {
    const first = fillIn([], waiting)
    expect(first).toMatchObject({ waiting: ['3EB0AA'], events: [{ kind: 'unknown' }] })
    expect(first.events[0]).not.toHaveProperty('waiting')
    expect(fillIn(first.waiting, waiting).events).toEqual([])
    expect(fillIn(first.waiting, text)).toMatchObject({ waiting: [], events: [{ type: 'edit', text: 'Hola' }] })
  })
  it('keeps the photo that it turns out to be', () =>
    expect(fillIn(['3EB0AA'], photo)).toMatchObject({
      waiting: [],
      events: [{ type: 'message', kind: 'image', providerId: '3EB0AA:filled', replyTo: '3EB0AA' }],
    }))
  it('is the same for what the town’s own phone wrote', () => {
    const own = messageEvent(read({ type: 'ciphertext' }, { fromMe: true }), person)
    const readable = messageEvent(read({}, { fromMe: true }), person)
    if (!own || !readable) throw new Error('no events')
    const first = fillIn([], own)
    expect(first.events).toMatchObject([{ type: 'own_message', kind: 'unknown' }])
    expect(fillIn(first.waiting, readable).events).toMatchObject([{ type: 'edit', text: 'Hola' }])
  })
  it('leaves everything else as it is', () => expect(fillIn([], text)).toEqual({ waiting: [], events: [text] }))
})
