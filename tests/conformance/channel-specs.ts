import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Capability, type ChannelEvent, cardInWords, type MediaRef } from '../../main/channels/channel.ts'
import { providerIdFrom } from '../../main/outbox/rules.ts'
import { RecordingSink } from '../parity/practice-support.ts'
import { until } from '../support/station.ts'
import type { FarSide } from './far-side.ts'

const patience = 30_000
const newId = () => providerIdFrom(randomUUID())
/** A picture of one dot. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const page = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** What every channel promises the station, and what each capability means. The same specs for each. */
export function describeChannel(name: string, open: () => Promise<FarSide>): void {
  describe(`the channel ${name}`, () => {
    let far: FarSide
    let sink = new RecordingSink()
    let people = 0

    /** Everybody appears once, so that specs do not hear each other. */
    const somebody = () => {
      people += 1
      return `+34700600${String(people).padStart(3, '0')}`
    }
    const heard = <T extends ChannelEvent['type']>(
      type: T,
      isIt: (event: Extract<ChannelEvent, { type: T }>) => boolean,
    ) =>
      until(
        async () =>
          sink.events.filter((event): event is Extract<ChannelEvent, { type: T }> => event.type === type).filter(isIt),
        (found) => found.length > 0,
        patience,
      )
    const message = async (id: string) => (await heard('message', ({ providerId }) => providerId === id))[0]
    const acknowledged = (id: string, status: string) =>
      heard('ack', (event) => event.providerId === id && event.status === status)
    const state = (wanted: string) =>
      until(
        async () => sink.states.at(-1),
        (last) => last === wanted,
        patience,
      )
    const send = async (to: string, text: string, more: { providerId?: string; replyTo?: string } = {}) => {
      const { providerId = newId(), ...rest } = more
      await far.channel.send({ providerId, to: { phone: to }, text, ...rest })
      return providerId
    }
    const texts = async (phone: string) => (await far.shown(phone)).map(({ text }) => text)
    const start = async () => {
      sink = new RecordingSink()
      await far.channel.start(sink)
    }

    beforeAll(async () => {
      far = await open()
      await start()
      await far.link()
      await state('connected')
    }, 120_000)
    afterAll(async () => {
      await far.channel.stop()
      await far.close()
    }, 60_000)

    it('hears what a citizen writes: who, what and when, under an id of its own', async () => {
      const from = somebody()
      const id = await far.write({ from, text: 'Hola, ¿están abiertos?' })
      const found = await message(id)
      expect(found).toMatchObject({ kind: 'text', text: 'Hola, ¿están abiertos?', from: { phone: from } })
      expect(Math.abs((found?.at ?? 0) - Date.now())).toBeLessThan(patience)
    })

    it('keeps the order in which one person writes', async () => {
      const from = somebody()
      const words = ['uno', 'dos', 'tres', 'cuatro', 'cinco']
      for (const text of words) await far.write({ from, text })
      const said = () => sink.messages.filter((each) => each.from.phone === from).map(({ text }) => text)
      await until(
        async () => said(),
        ({ length }) => length >= words.length,
        patience,
      )
      expect(said()).toEqual(words)
    })

    it('keeps what the station could not record, and brings it again', async () => {
      sink.failNext(2)
      const id = await far.write({ from: somebody(), text: 'Con el disco lleno' })
      await message(id)
      expect(sink.messages.filter(({ providerId }) => providerId === id)).toHaveLength(1)
    })

    it('refuses for certain whom it cannot reach', async () => {
      const nowhere = { providerId: newId(), to: {}, text: 'A nadie' }
      await expect(far.channel.send(nowhere)).rejects.toMatchObject({
        name: 'NotSent',
        failure: 'not_on_whatsapp',
        retry: false,
      })
    })

    it('says that the line is cut, sends nothing meanwhile, and brings what was written', async () => {
      const from = somebody()
      await far.cut(true)
      await state('reconnecting')
      const providerId = newId()
      await expect(send(from, 'Sin conexión', { providerId })).rejects.toMatchObject({ name: 'NotSent', retry: true })
      const id = await far.write({ from, text: 'Mientras no hay conexión' })
      await far.cut(false)
      await state('connected')
      await message(id)
      expect(await texts(from)).toEqual([])
    })

    it('brings nothing once it is stopped, and what came meanwhile when it starts again', async () => {
      await far.channel.stop()
      const before = sink.events.length
      const id = await far.write({ from: somebody(), text: 'Con la línea parada' })
      expect(sink.events).toHaveLength(before)
      await start()
      await state('connected')
      await message(id)
    })

    /** What each capability promises. One that a channel does not declare is not offered to anybody. */
    const promises: Readonly<Record<Capability, () => Promise<void>>> = {
      async 'media.receive'() {
        const id = await far.write({ from: somebody(), text: 'La foto', photo: dot })
        const found = await message(id)
        expect(found).toMatchObject({ kind: 'image', text: 'La foto', media: { mime: 'image/png' } })
        const ref = JSON.parse(JSON.stringify(found?.media?.ref)) as MediaRef
        expect(Buffer.from(await far.channel.fetchMedia(ref, 1_000)).equals(dot)).toBe(true)
        const small = await far.channel.fetchMedia(ref, 10).catch((error: unknown) => error)
        if (small instanceof Uint8Array) expect(small.byteLength).toBeLessThanOrEqual(11)
        else expect(small).toMatchObject({ name: 'MediaUnavailable', retry: false })
        await far.loseMedia(true)
        const lost = { name: 'MediaUnavailable', retry: true }
        await expect(far.channel.fetchMedia(ref, 1_000)).rejects.toMatchObject(lost)
        await far.loseMedia(false)
        await expect(far.channel.fetchMedia({ made: 'up' }, 1_000)).rejects.toMatchObject({ name: 'MediaUnavailable' })
      },
      async 'media.send'() {
        const to = somebody()
        const providerId = newId()
        const media = { kind: 'document', mime: 'application/pdf', fileName: 'bases.pdf', bytes: page } as const
        const letter = { providerId, to: { phone: to }, text: 'Las bases', media }
        for (const _ of ['first', 'after a crash']) await far.channel.send(letter)
        await acknowledged(providerId, 'accepted')
        const [received, ...more] = await far.shown(to)
        expect(more).toEqual([])
        expect(received).toMatchObject({ id: providerId, text: 'Las bases', file: { fileName: 'bases.pdf' } })
        expect(Buffer.from(received?.file?.bytes ?? []).equals(page)).toBe(true)
      },
      async 'contacts.send'() {
        const to = somebody()
        const providerId = newId()
        const card = { name: 'Ayuntamiento de Olmos', phone: '+34700600999' }
        const letter = { providerId, to: { phone: to }, text: cardInWords(card), card }
        for (const _ of ['first', 'after a crash']) await far.channel.send(letter)
        await acknowledged(providerId, 'accepted')
        expect(await far.shown(to)).toMatchObject([{ id: providerId, card }])
      },
      async own_messages() {
        const to = somebody()
        const id = await far.writeOnOwnPhone?.({ to, text: 'Desde el móvil' })
        const [found] = await heard('own_message', ({ providerId }) => providerId === id)
        expect(found).toMatchObject({ kind: 'text', text: 'Desde el móvil', to: { phone: to } })
        expect(sink.messages.filter(({ providerId }) => providerId === id)).toEqual([])
      },
      async reactions() {
        const from = somebody()
        const id = await send(from, 'Resuelto')
        await acknowledged(id, 'accepted')
        await far.react({ id, from, emoji: '👍' })
        await heard('reaction', (event) => event.providerId === id && event.emoji === '👍')
        await far.react({ id, from, emoji: null })
        await heard('reaction', (event) => event.providerId === id && event.emoji === null)
      },
      async edits() {
        const from = somebody()
        const id = await far.write({ from, text: 'Calle Mallor' })
        await message(id)
        await far.edit({ id, from, text: 'Calle Mayor' })
        await heard('edit', (event) => event.providerId === id && event.text === 'Calle Mayor')
      },
      async deletions() {
        const from = somebody()
        const id = await far.write({ from, text: 'Me equivoqué' })
        await message(id)
        await far.remove({ id, from })
        await heard('deletion', ({ providerId }) => providerId === id)
      },
      async replies() {
        const from = somebody()
        const first = await far.write({ from, text: '¿A qué hora?' })
        await message(first)
        const answer = await send(from, 'A las nueve', { replyTo: first })
        await acknowledged(answer, 'accepted')
        expect(await far.shown(from)).toMatchObject([{ id: answer, text: 'A las nueve', replyTo: first }])
        const again = await far.write({ from, text: 'Gracias', replyTo: answer })
        expect(await message(again)).toMatchObject({ replyTo: answer })
      },
      async delivery_receipts() {
        await acknowledged(await send(somebody(), 'Entregado'), 'delivered')
      },
      async read_receipts() {
        await acknowledged(await send(somebody(), 'Leído'), 'read')
      },
      async 'send.preassigned_id'() {
        const to = somebody()
        const providerId = newId()
        for (const text of ['Una vez', 'Una vez']) await send(to, text, { providerId })
        await acknowledged(providerId, 'accepted')
        expect(await far.shown(to)).toMatchObject([{ id: providerId, text: 'Una vez' }])
      },
      async 'send.lookup'() {
        const id = await send(somebody(), 'Se busca')
        await acknowledged(id, 'accepted')
        expect(await far.channel.lookUp(id)).toBe('accepted')
        expect(await far.channel.lookUp(newId())).toBe('absent')
      },
    }
    it.each(Object.keys(promises) as Capability[])('keeps its promise, or makes none: %s', async (capability) => {
      if (far.channel.capabilities.has(capability)) await promises[capability]()
      else expect([...far.channel.capabilities]).not.toContain(capability)
    })

    it('says what WhatsApp restricts, for certain, and goes on hearing', async () => {
      const to = somebody()
      await far.write({ from: to, text: 'Primero escribo yo' })
      await far.restrict(true)
      const refused = { name: 'NotSent', failure: 'restricted', retry: false }
      await expect(send(to, 'Restringido')).rejects.toMatchObject(refused)
      await state('restricted')
      await expect(send(to, 'Restringido')).rejects.toMatchObject(refused)
      await message(await far.write({ from: to, text: 'Y se me oye' }))
      await far.restrict(false)
      await state('connected')
      await acknowledged(await send(to, 'Vuelve a salir'), 'accepted')
      expect(await texts(to)).toEqual(['Vuelve a salir'])
    })
  })
}
