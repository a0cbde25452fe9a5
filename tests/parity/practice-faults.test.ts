import { expect, it } from 'vitest'
import { manualClock } from '../support/clock.ts'
import { describeOnEachStore } from '../support/stores.ts'
import { atRest, phone, quiet, RecordingSink, townOn, until } from './practice-support.ts'

const from = phone(1)
const letters = (count: number) => Array.from({ length: count }, (_, n) => ({ from, text: `${n}`, id: `in-${n}` }))
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

describeOnEachStore('the practice town, faults', (open) => {
  it('duplicate: every message comes twice', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    await town.setFaults({ duplicate: 1 })
    await town.inbound(letters(20))
    await until(() => sink.texts.length === 40)
    expect(sink.texts.map(Number).sort((a, b) => a - b)).toEqual(numbers(20).flatMap((n) => [n, n]))
  })

  it('reorder: messages overtake each other and none is lost, the last one included', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const town = townOn(await open(), { clock })
    await town.channel.start(sink)
    await town.setFaults({ reorder: 1 })
    const call = town.inbound(letters(5))
    await until(() => sink.texts.length === 4)
    expect(sink.texts).toEqual(['1', '0', '3', '2'])
    await until(() => clock.waiting() > atRest)
    await clock.advance(1_000)
    await call
    expect(sink.texts).toEqual(['1', '0', '3', '2', '4'])
  })

  it('a message held back when the station is killed comes afterwards', async () => {
    const store = await open()
    const before = new RecordingSink()
    const killed = townOn(store)
    await killed.channel.start(before)
    await killed.setFaults({ reorder: 1 })
    void killed.inbound(letters(3))
    await until(() => before.texts.length === 2)
    const after = new RecordingSink()
    await townOn(store, { life: 1 }).channel.start(after)
    await until(() => after.texts.includes('2'))
    expect(new Set([...before.texts, ...after.texts])).toEqual(new Set(['0', '1', '2']))
  })

  it('disconnected: citizens and acknowledgements wait, sends do not leave, and all comes in order afterwards', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open(), { speed: 'manual' })
    await town.channel.start(sink)
    await town.setFaults({ disconnected: true })
    expect(await town.inbound(letters(3))).toEqual(['in-0', 'in-1', 'in-2'])
    expect((await town.thread(from)).map(({ status }) => status)).toEqual(['queued', 'queued', 'queued'])
    const send = town.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'hola' })
    await expect(send).rejects.toMatchObject({ name: 'NotSent', retry: true })
    await expect(town.channel.lookUp('out-1')).rejects.toThrow()
    expect(sink.texts).toEqual([])
    await town.setFaults({ disconnected: false })
    await town.inbound([{ from, text: '3' }])
    expect(sink.texts).toEqual(['0', '1', '2', '3'])
    expect(sink.states).toEqual(['connecting', 'connected', 'reconnecting', 'connected'])
    expect(await town.received(from)).toEqual([])
  })

  it('disconnected in the middle of a call: the caller is let go, and the message comes later', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    await town.setFaults({ reorder: 1 })
    const call = town.inbound([{ from, text: 'espera', id: 'a' }])
    await quiet()
    await town.setFaults({ disconnected: true })
    expect(await call).toEqual(['a'])
    await town.setFaults({ disconnected: false, reorder: 0 })
    await until(() => sink.texts.length > 0)
    await town.inbound([{ from, text: 'detrás', id: 'b' }])
    expect(sink.texts).toEqual(['espera', 'detrás'])
  })

  it('what waited on the citizens side survives a crash', async () => {
    const store = await open()
    const killed = townOn(store)
    await killed.channel.start(new RecordingSink())
    await killed.setFaults({ disconnected: true })
    await killed.inbound(letters(300))
    const sink = new RecordingSink()
    await townOn(store, { life: 1 }).channel.start(sink)
    await until(() => sink.texts.length >= 300)
    expect(sink.texts.map(Number)).toEqual(numbers(300))
  })

  it('restricted: the line says so, nothing of ours leaves, citizens still reach us', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    await town.setFaults({ restricted: true })
    const send = town.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'hola' })
    await expect(send).rejects.toMatchObject({ name: 'NotSent', failure: 'restricted', retry: false })
    await town.inbound([{ from, text: 'hola' }])
    expect(sink.texts).toEqual(['hola'])
    expect(sink.states.at(-1)).toBe('restricted')
    expect(await town.received(from)).toEqual([])
    await town.setFaults({ restricted: false })
    expect(sink.states.at(-1)).toBe('connected')
  })

  it('refused sends certainly did not leave, and another try may', async () => {
    const town = townOn(await open())
    await town.channel.start(new RecordingSink())
    await town.setFaults({ refuseSend: 0.5 })
    const refused: string[] = []
    for (const n of numbers(40)) {
      const message = { providerId: `out-${n}`, to: { phone: from }, text: `${n}` }
      await town.channel.send(message).catch((error) => {
        expect(error).toMatchObject({ name: 'NotSent', failure: 'refused', retry: true })
        refused.push(message.providerId)
      })
    }
    const arrived = (await town.received(from)).map(({ id }) => id)
    expect(refused.length).toBeGreaterThan(5)
    expect(arrived).toEqual(
      numbers(40)
        .map((n) => `out-${n}`)
        .filter((id) => !refused.includes(id)),
    )
    const again = refused[0] ?? ''
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await town.channel.send({ providerId: again, to: { phone: from }, text: 'otra vez' }).catch(() => undefined)
    }
    expect((await town.received(from)).filter(({ id }) => id === again).length).toBe(1)
  })

  it('a refused repetition of what already left does not claim that it did not', async () => {
    const town = townOn(await open())
    await town.channel.start(new RecordingSink())
    const message = { providerId: 'out-1', to: { phone: from }, text: 'hola' }
    await town.channel.send(message)
    await town.setFaults({ refuseSend: 1 })
    await town.channel.send(message)
    expect((await town.received(from)).length).toBe(1)
  })

  it('lost acknowledgements never come, though the message arrived', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const store = await open()
    const town = townOn(store, { clock })
    await town.channel.start(sink)
    await town.setFaults({ loseAck: 1 })
    await town.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'hola' })
    await clock.advance(60_000)
    await quiet()
    expect(sink.acksOf('out-1')).toEqual([])
    expect(await town.channel.lookUp('out-1')).toBe('accepted')
    expect((await town.received(from)).length).toBe(1)
  })

  it('late acknowledgements come after seconds', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const town = townOn(await open(), { clock })
    await town.channel.start(sink)
    await town.setFaults({ lateAck: 1 })
    await town.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'hola' })
    await clock.advance(2_900)
    await quiet()
    expect(sink.acksOf('out-1')).toEqual([])
    await clock.advance(13_000)
    await until(() => sink.acksOf('out-1').length === 3)
    expect(new Set(sink.acksOf('out-1'))).toEqual(new Set(['accepted', 'delivered', 'read']))
  })

  it('lost media cannot be fetched until the fault is over', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    await town.inbound([{ from, media: { sample: 'photo' } }])
    const media = sink.messages[0]?.media
    const ref = media?.ref ?? {}
    await town.setFaults({ loseMedia: 1 })
    await expect(town.channel.fetchMedia(ref, 1e6)).rejects.toMatchObject({ name: 'MediaUnavailable', retry: true })
    await town.setFaults({ loseMedia: 0 })
    const bytes = await town.channel.fetchMedia(ref, 1e6)
    expect(bytes.length).toBe(media?.bytes)
    expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
  })

  it('media: own bytes, bad samples, limits, and what was never sent', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    await town.inbound([
      {
        from,
        media: { base64: Buffer.from('%PDF-1.7').toString('base64'), mime: 'application/pdf', fileName: 'a.pdf' },
      },
      { from, media: { sample: 'huge' } },
      { from, media: { sample: 'empty' } },
      { from, media: { sample: 'wrong_type' } },
    ])
    const [own, huge, empty, wrong] = sink.messages.map(({ media }) => media)
    const fetched = (media: typeof own, atMost: number) => town.channel.fetchMedia(media?.ref ?? {}, atMost)
    expect(sink.messages[0]).toMatchObject({ kind: 'document', media: { bytes: 9, fileName: 'a.pdf' } })
    expect(Buffer.from(await fetched(own, 100)).toString()).toBe('%PDF-1.7')
    expect((await fetched(own, 3)).length).toBe(4)
    expect(huge?.bytes).toBe(104_857_600)
    expect((await fetched(huge, 1_000)).length).toBe(1_001)
    expect((await fetched(empty, 10)).length).toBe(0)
    expect(wrong?.mime).toBe('image/jpeg')
    expect(Buffer.from(await fetched(wrong, 10)).toString('latin1', 0, 2)).toBe('MZ')
    await expect(town.channel.fetchMedia({ message: 'nunca' }, 10)).rejects.toMatchObject({ retry: false })
    const wrongName = town.inbound([{ from, media: { sample: 'nada' } }])
    await expect(wrongName).rejects.toMatchObject({ code: 'BAD_INPUT', data: { fields: ['media.sample'] } })
    const tooLarge = town.inbound([{ from, media: { base64: 'A'.repeat(23_000_000) } }])
    await expect(tooLarge).rejects.toMatchObject({ code: 'TOO_LARGE' })
  })
})
