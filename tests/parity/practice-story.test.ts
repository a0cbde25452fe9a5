import { expect, it } from 'vitest'
import { readCitizens, shippedTown } from '../../main/channels/practice/scripts.ts'
import type { PracticeTown } from '../../main/channels/practice/town.ts'
import { manualClock, systemClock } from '../support/clock.ts'
import { describeOnEachStore } from '../support/stores.ts'
import { phone, quiet, RecordingSink, smallTown, townOn, until } from './practice-support.ts'

const lamp = {
  name: 'Vecina',
  phone: phone(900),
  days: [
    [
      { after: 0, text: 'hola' },
      { afterReply: 5, patience: 60, otherwise: { text: '¿hay alguien?' }, text: 'una farola', name: 'what' },
      { after: 4, edit: true, of: 'what', text: 'dos farolas' },
      { after: 1, react: '👍' },
      { after: 1, quote: true, text: 'por cierto' },
      { after: 1, deletes: true, of: 'what' },
    ],
    [{ after: 0, text: ['otra vez', 'de nuevo'] }],
  ],
}

type Clock = ReturnType<typeof manualClock>

/** Lets so many seconds pass, one at a time, so that the store keeps up. */
async function pass(clock: Clock, seconds: number) {
  for (let second = 0; second < seconds; second += 1) {
    await clock.advance(1_000)
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
}

/** Does its part again and again until nobody has written for a while. */
async function settled(town: PracticeTown, part: () => Promise<void>) {
  for (let idle = 0, before = -1; idle < 10; ) {
    await part()
    await quiet()
    const { written } = town.status()
    idle = written > 0 && written === before ? idle + 1 : 0
    before = written
  }
}

describeOnEachStore('the practice town that writes by itself', (open) => {
  it('writes after two seconds, waits for an answer, and goes on with it', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const town = townOn(await open(), { clock, speed: 1, resources: smallTown([lamp]) })
    await town.channel.start(sink)
    await pass(clock, 2)
    expect(sink.texts).toEqual([])
    await pass(clock, 1)
    await until(() => sink.texts.length === 1)
    await pass(clock, 30)
    expect(sink.texts).toEqual(['hola'])
    await town.channel.send({ providerId: 'out-1', to: { phone: lamp.phone }, text: '¿En qué le ayudo?' })
    await pass(clock, 15)
    await until(() => sink.events.some((event) => event.type === 'deletion'))
    expect(sink.texts).toEqual(['hola', 'una farola', 'por cierto'])
    const what = sink.messages[1]?.providerId
    expect(sink.events.filter(({ type }) => type !== 'message' && type !== 'ack')).toMatchObject([
      { type: 'edit', providerId: what, text: 'dos farolas' },
      { type: 'reaction', providerId: 'out-1', emoji: '👍' },
      { type: 'deletion', providerId: what },
    ])
    expect(sink.messages[2]?.replyTo).toBe('out-1')
    expect((await town.thread(lamp.phone)).map(({ text }) => text)).toEqual([
      'hola',
      '¿En qué le ayudo?',
      '🚫',
      'por cierto',
    ])
  })

  it('asks again when nobody answers, and leaves for the day', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const town = townOn(await open(), { clock, speed: 10, resources: smallTown([lamp]) })
    await town.channel.start(sink)
    await pass(clock, 16)
    expect(sink.texts).toEqual(['hola', '¿hay alguien?'])
    await pass(clock, 110)
    expect(sink.texts.length).toBe(3)
    expect(['otra vez', 'de nuevo']).toContain(sink.texts[2])
    expect(town.status()).toMatchObject({ written: 3, citizens: 1 })
  })

  it('goes on where it was after a crash: nothing is written twice, nothing is left out', async () => {
    const store = await open()
    const resources = smallTown([lamp, { ...lamp, phone: phone(901) }])
    const heard: string[] = []
    for (let life = 0; life < 12; life += 1) {
      const sink = new RecordingSink()
      const clock = manualClock(Date.UTC(2026, 2, 2, 8, life))
      const town = townOn(store, { clock, speed: 10, resources, life })
      await town.channel.start(sink)
      await pass(clock, 1 + (life % 4) * 6)
      heard.push(...sink.messages.map(({ providerId }) => providerId))
    }
    const written = await store.read.selectFrom('practice_messages').select(['id', 'kind']).orderBy('seq').execute()
    expect(written.length).toBeGreaterThan(8)
    expect(new Set(heard)).toEqual(new Set(written.map(({ id }) => id)))
    const perPhone = written.filter(({ id }) => id.includes(lamp.phone.slice(1)))
    expect(perPhone.map(({ id }) => Number(id.split('-').at(-1)))).toEqual(
      [...new Set(perPhone.map(({ id }) => Number(id.split('-').at(-1))))].sort((a, b) => a - b),
    )
  })

  it('is silent at manual speed, and wakes when told', async () => {
    const sink = new RecordingSink()
    const clock = manualClock()
    const town = townOn(await open(), { clock, resources: smallTown([lamp]) })
    await town.channel.start(sink)
    await pass(clock, 20)
    expect(sink.texts).toEqual([])
    await town.setSpeed(100)
    await pass(clock, 1)
    await until(() => sink.texts.length > 0)
    expect(sink.texts[0]).toBe('hola')
  })

  it('writes the same for the same seed, and something else for another', async () => {
    const resources = smallTown(readCitizens(shippedTown).slice(0, 12))
    const run = async (seed: number) => {
      const sink = new RecordingSink()
      const clock = manualClock()
      const town = townOn(await open(), { clock, speed: 'max', seed, resources })
      await town.channel.start(sink)
      await settled(town, () => clock.advance(300))
      return sink.messages.map(({ providerId, text }) => `${providerId.split('-').slice(2)} ${text}`)
    }
    const first = await run(1)
    expect(first.length).toBeGreaterThan(40)
    expect(await run(1)).toEqual(first)
    expect(await run(2)).not.toEqual(first)
  })

  it('finishes the whole town at max, everybody heard and answered', async () => {
    const citizens = readCitizens(shippedTown)
    const sink = new RecordingSink()
    const town = townOn(await open(), { clock: systemClock(), speed: 'max' })
    await town.channel.start(sink)
    let answered = 0
    await settled(town, async () => {
      for (const { from, providerId } of sink.messages.slice(answered)) {
        await town.channel.send({ providerId: `re-${providerId}`, to: { phone: from.phone ?? '' }, text: 'Le leo' })
        answered += 1
      }
    })
    const { written, total } = town.status()
    expect(written).toBeGreaterThan(citizens.length * 5)
    expect(written).toBeLessThanOrEqual(total)
    expect(new Set(sink.messages.map(({ from }) => from.phone)).size).toBe(citizens.length)
    expect(new Set(sink.messages.map(({ providerId }) => providerId)).size).toBe(sink.messages.length)
    const kinds = ['text', 'image', 'audio', 'video', 'document', 'sticker', 'location', 'contact', 'unknown']
    expect(new Set(sink.messages.map(({ kind }) => kind))).toEqual(new Set(kinds))
    const types = ['message', 'ack', 'edit', 'deletion', 'reaction']
    expect(new Set(sink.events.map(({ type }) => type))).toEqual(new Set(types))
  })
})
