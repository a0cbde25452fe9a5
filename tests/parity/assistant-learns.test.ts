import { expect, it } from 'vitest'
import { stations, type TestStation, until } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const rosa = '+34700100001'
/** Words of this town that no shipped phrase knows. */
const local = 'qué pasa con el zurriburri de las eras'

const received = (here: TestStation) => here.practice.received(rosa)

describeOnEachStore('what the assistant did not understand', (open) => {
  const station = stations()
  const says = async (here: TestStation, text: string) => {
    const before = (await received(here)).length
    await here.practice.inbound([{ from: rosa, name: 'Rosa', text }])
    return until(
      () => received(here),
      (messages) => messages.length > before,
    )
  }

  it('waits to be taught, once, and is understood from the next message on', async () => {
    const here = await station(await open())
    await says(here, 'hola')
    await says(here, local)
    const { items } = await here.intents.misunderstood({ limit: 10 })
    expect(items).toMatchObject([{ text: local }])
    const [missed] = items
    await here.intents.teach(here.operator, { intent: 'festivities', text: local, misunderstoodId: `${missed?.id}` })
    expect((await here.intents.misunderstood({ limit: 10 })).items).toEqual([])
    await says(here, local)
    const { items: conversations } = await here.inbox.list({ view: 'all', operatorId: here.operator.id, limit: 5 })
    expect(conversations).toMatchObject([{ topic: 'festivities' }])
    expect((await here.intents.misunderstood({ limit: 10 })).items).toEqual([])
  })

  it('is nothing when it was understood', async () => {
    const here = await station(await open())
    await says(here, 'a qué hora abre el ayuntamiento')
    expect((await here.intents.misunderstood({ limit: 10 })).items).toEqual([])
  })
})
