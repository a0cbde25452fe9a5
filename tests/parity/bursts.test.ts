import { expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../support/clock.ts'
import { written } from '../support/starter.ts'
import { stations, type TestStation, until } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const rosa = '+34700100001'

const received = async (here: TestStation) => (await here.practice.received(rosa)).map(({ text }) => text)

const only = async (here: TestStation) => {
  const { items } = await here.inbox.list({ view: 'all', operatorId: here.operator.id, limit: 5 })
  expect(items).toHaveLength(1)
  return items[0] as NonNullable<(typeof items)[0]>
}

const thread = async (here: TestStation, id: string) => (await here.inbox.messages({ id, limit: 200 })).items

describeOnEachStore('a citizen who writes in bursts', (open) => {
  const station = stations()
  const opened = async () => {
    const clock = manualClock()
    return { clock, here: await station(await open(), { clock }) }
  }
  const says = (here: TestStation, ...texts: string[]) =>
    here.practice.inbound(texts.map((text) => ({ from: rosa, name: 'Rosa', text })))

  /** Everything that is due leaves. */
  const later = (clock: ManualClock, here: TestStation, count: number) =>
    until(
      async () => {
        await clock.advance(500)
        return received(here)
      },
      (texts) => texts.length >= count,
    )

  it('is read as one when nothing was answered yet', async () => {
    const { clock, here } = await opened()
    await says(here, 'buenas')
    await clock.advance(200)
    await says(here, 'hay basura tirada')
    await clock.advance(200)
    await says(here, 'en la plaza Mayor')
    await clock.advance(200)
    expect(await received(here)).toEqual([])
    expect(await later(clock, here, 2)).toEqual([expect.stringContaining('asistente'), written('report_photo')])
    const { id, topic, unfinished } = await only(here)
    expect({ topic, unfinished }).toEqual({ topic: 'street_report', unfinished: true })
    expect((await thread(here, id)).filter(({ direction }) => direction === 'out')).toHaveLength(2)
  })

  it('is read as two when an answer left in between', async () => {
    const { clock, here } = await opened()
    await says(here, 'hola')
    await later(clock, here, 2)
    await says(here, 'una farola rota')
    expect(await later(clock, here, 3)).toEqual([
      expect.stringContaining('asistente'),
      written('menu'),
      written('report_where'),
    ])
  })

  it('fifty messages in a second are one turn, and nobody is called', async () => {
    const { clock, here } = await opened()
    for (let i = 0; i < 50; i++) await says(here, `hola ${i}`)
    const texts = await later(clock, here, 2)
    expect(texts.length).toBeLessThanOrEqual(3)
    const { id, state } = await only(here)
    expect(state).toBe('bot')
    const messages = await thread(here, id)
    expect(messages.filter(({ direction }) => direction === 'in')).toHaveLength(50)
    expect(messages.filter(({ direction }) => direction === 'out').length).toBe(texts.length)
  })

  it('who never stops writing is answered all the same', async () => {
    const { clock, here } = await opened()
    for (let i = 0; i < 12; i++) {
      await says(here, 'una farola rota')
      await clock.advance(300)
    }
    expect((await received(here)).length).toBeGreaterThan(0)
  })

  it('is told 112 at once, and nothing that was waiting to be said', async () => {
    const { clock, here } = await opened()
    await says(here, 'hola')
    await says(here, 'hay un incendio')
    await clock.advance(1)
    const texts = await until(
      () => received(here),
      (found) => found.length > 0,
    )
    expect(texts).toEqual([expect.stringContaining('112')])
    expect(await only(here)).toMatchObject({ state: 'open', topic: 'emergency', alarm: true })
    await clock.advance(5000)
    expect(await received(here)).toHaveLength(1)
  })

  it('another machine is not answered for ever, and a person looks', async () => {
    const { clock, here } = await opened()
    for (let i = 0; i < 4; i++) {
      await says(here, 'Gracias por contactar con Reparaciones Soto. Le responderemos lo antes posible.')
      await clock.advance(2000)
    }
    expect(await received(here)).toEqual([])
    expect(await only(here)).toMatchObject({ state: 'open' })
  })
})
