import { expect, it } from 'vitest'
import { Problem } from '../../contract/problems.ts'
import { manualClock } from '../support/clock.ts'
import { describeOnEachStore } from '../support/stores.ts'
import { atRest, phone, quiet, RecordingSink, townOn, until } from './practice-support.ts'

const from = phone(1)

describeOnEachStore('the practice town: what citizens send', (open) => {
  it('arrives before the call ends, in order, as it was written', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    const text = `<b>hola</b> \u202eal revés ${'z\u0353\u0325'.repeat(20)} ${'largo '.repeat(200_000)}`
    const ids = await town.inbound([
      { from, text: 'uno', id: 'a', name: 'Vecina' },
      { from: '700 00 00 02', text },
      { from, text: 'tres', at: -1e300, kind: 'poll' },
    ])
    expect(ids[0]).toBe('a')
    expect(sink.messages.map(({ providerId }) => providerId)).toEqual(ids)
    expect(sink.messages[0]).toMatchObject({ kind: 'text', text: 'uno', from: { phone: from, name: 'Vecina' } })
    expect(sink.messages[1]).toMatchObject({ text, from: { phone: phone(2) } })
    expect(sink.messages[2]).toMatchObject({ kind: 'unknown', at: -1e300, from: { phone: from, name: 'Vecina' } })
  })

  it('is not accepted before the station has it', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    const letGo = sink.hold()
    let accepted = false
    const call = town.inbound([{ from, text: 'hola' }]).then(() => {
      accepted = true
    })
    await quiet()
    expect(accepted).toBe(false)
    letGo()
    await call
    expect(sink.texts).toEqual(['hola'])
  })

  it('keeps every order of many calls at once', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    const item = (call: number, n: number) => ({ from: phone(call), text: `${n}`, id: `c${call}-${n}` })
    await Promise.all(
      Array.from({ length: 20 }, (_, call) => town.inbound(Array.from({ length: 50 }, (_, n) => item(call, n)))),
    )
    expect(sink.messages.length).toBe(1000)
    expect(new Set(sink.messages.map(({ providerId }) => providerId)).size).toBe(1000)
    for (let call = 0; call < 20; call += 1) {
      const own = sink.messages.filter((message) => message.from.phone === phone(call))
      expect(own.map(({ text }) => Number(text))).toEqual(Array.from({ length: 50 }, (_, n) => n))
    }
  })

  it('passes a repeated id on for the station to recognise, and keeps it once at the phone', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    await town.inbound([{ from, text: 'hola', id: 'x' }])
    expect(await town.inbound([{ from, text: 'hola', id: 'x' }])).toEqual(['x'])
    expect(sink.messages.map(({ providerId }) => providerId)).toEqual(['x', 'x'])
    expect((await town.thread(from)).length).toBe(1)
  })

  it('survives a NUL wherever it comes', async () => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    await town.inbound([
      {
        from,
        text: 'a\0b',
        id: 'i\0d',
        name: 'N\0',
        replyTo: 'r\0',
        kind: 'k\0',
        location: { latitude: 1, longitude: 2, label: 'l\0' },
        media: { base64: 'aGk=', mime: 'text/\0', fileName: 'f\0' },
      },
    ])
    expect(sink.messages[0]).toMatchObject({
      providerId: 'i␀d',
      text: 'a␀b',
      replyTo: 'r␀',
      location: { label: 'l␀' },
      media: { mime: 'text/␀', fileName: 'f␀', bytes: 3 },
    })
  })

  it.each(['no soy un número', '+34', '112'])('refuses "%s" as a phone, and the whole call with it', async (bad) => {
    const sink = new RecordingSink()
    const town = townOn(await open())
    await town.channel.start(sink)
    const call = town.inbound([
      { from, text: 'hola' },
      { from: bad, text: 'hola' },
    ])
    await expect(call).rejects.toMatchObject({ code: 'BAD_INPUT', data: { fields: ['from'] } })
    await expect(town.received(bad)).rejects.toThrow(Problem)
    expect(await town.thread(from)).toEqual([])
    expect(sink.messages).toEqual([])
  })

  it('is handed over again after the station failed, and the caller hears of the failure', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const town = townOn(await open(), { clock })
    await town.channel.start(sink)
    await until(() => clock.waiting() === atRest)
    sink.failNext(1)
    await expect(town.inbound([{ from, text: 'hola', id: 'a' }])).rejects.toThrow('The disk is full')
    await clock.advance(1_000)
    await until(() => sink.texts.length === 1)
    expect(sink.texts).toEqual(['hola'])
  })

  it('arrives also when another station took it, which does not have the line', async () => {
    const store = await open()
    const sink = new RecordingSink()
    const clock = manualClock()
    await townOn(store, { clock }).channel.start(sink)
    const other = townOn(store, { life: 1 })
    expect(await other.inbound([{ from, text: 'hola', id: 'a' }])).toEqual(['a'])
    await until(() => clock.waiting() === atRest)
    await clock.advance(1_000)
    await until(() => sink.texts.length === 1)
    expect(sink.texts).toEqual(['hola'])
  })

  it('that the station had not confirmed when it was killed comes again, the rest does not', async () => {
    const store = await open()
    const before = new RecordingSink()
    const clock = manualClock()
    const killed = townOn(store, { clock })
    await killed.channel.start(before)
    await killed.inbound([{ from, text: 'confirmado', id: 'a' }])
    await clock.advance(1_000)
    await quiet()
    const letGo = before.hold()
    void killed.inbound([
      { from, text: 'en el aire', id: 'b' },
      { from, text: 'también', id: 'c' },
    ])
    await until(() => clock.waiting() === atRest)
    await quiet()

    const after = new RecordingSink()
    const reborn = townOn(store, { life: 1 })
    await reborn.channel.start(after)
    await until(() => after.texts.length === 2)
    expect(after.texts).toEqual(['en el aire', 'también'])
    letGo()
  })
})

describeOnEachStore('the practice town: what the town hall sends', (open) => {
  it('reaches the phone once, however often it is sent, and is acknowledged', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const town = townOn(await open(), { clock })
    await town.channel.start(sink)
    await town.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'Buenos días' })
    await town.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'Buenos días' })
    await until(() => sink.acksOf('out-1').length === 6)
    expect(await town.received(from)).toEqual([{ id: 'out-1', text: 'Buenos días', at: clock.now(), file: null }])
    expect(sink.acksOf('out-1')).toEqual(['accepted', 'delivered', 'read', 'accepted', 'delivered', 'read'])
    expect((await town.thread(from)).map(({ status }) => status)).toEqual(['read'])
  })

  it('is looked up by its id', async () => {
    const town = townOn(await open())
    await town.channel.start(new RecordingSink())
    await town.inbound([{ from, text: 'hola', id: 'in-1' }])
    await town.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'hola' })
    expect(await town.channel.lookUp('out-1')).toBe('accepted')
    expect(await town.channel.lookUp('out-2')).toBe('absent')
    expect(await town.channel.lookUp('in-1')).toBe('absent')
  })

  it('goes nowhere without a phone', async () => {
    const town = townOn(await open())
    await town.channel.start(new RecordingSink())
    const send = town.channel.send({ providerId: 'out-1', to: { lid: '1@lid' }, text: 'hola' })
    await expect(send).rejects.toMatchObject({ failure: 'not_on_whatsapp', retry: false })
  })

  it('is acknowledged little by little at the pace of people', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const town = townOn(await open(), { clock, speed: 1, resources: undefined })
    await town.channel.start(sink)
    await town.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'hola' })
    expect(sink.acksOf('out-1')).toEqual([])
    for (let second = 0; second < 12; second += 1) {
      await clock.advance(1_000)
      await quiet()
    }
    expect(sink.acksOf('out-1')).toEqual(['accepted', 'delivered', 'read'])
  })

  it('that was not acknowledged to the end before a crash is acknowledged after it', async () => {
    const store = await open()
    const killed = townOn(store, { speed: 1 })
    await killed.channel.start(new RecordingSink())
    await killed.channel.send({ providerId: 'out-1', to: { phone: from }, text: 'hola' })
    const sink = new RecordingSink()
    const reborn = townOn(store, { life: 1 })
    expect(await reborn.channel.lookUp('out-1')).toBe('accepted')
    await reborn.channel.start(sink)
    await until(() => sink.acksOf('out-1').length === 3)
    expect(sink.acksOf('out-1')).toEqual(['accepted', 'delivered', 'read'])
    expect((await reborn.received(from)).length).toBe(1)
    await reborn.channel.stop()
    const third = new RecordingSink()
    await townOn(store, { life: 2 }).channel.start(third)
    await quiet()
    expect(third.events).toEqual([])
  })
})
