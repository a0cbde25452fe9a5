import { expect, it } from 'vitest'
import { replaced } from '../support/library.ts'
import { stations, type TestStation, until } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const rosa = '+34700100001'
const paco = '+34700100002'

const conversationOf = async (station: TestStation, phone: string) => {
  const { items } = await station.inbox.list({ view: 'all', operatorId: station.operator.id, limit: 50 })
  const found = items.find(({ citizen }) => citizen.phone === phone)
  if (!found) throw new Error('no such conversation')
  return found
}

/** What the assistant answers to one message, once it has left: until then, what comes next would be read with it. */
async function says(station: TestStation, phone: string, text: string): Promise<string[]> {
  const spoken = async () => {
    const { id } = await conversationOf(station, phone)
    const { items } = await station.inbox.messages({ id, limit: 200 })
    return items.filter(({ direction, status }) => direction === 'out' && status !== 'cancelled').reverse()
  }
  const before = new Set((await spoken().catch(() => [])).map(({ id }) => id))
  await station.practice.inbound([{ from: phone, text }])
  const after = await until(spoken, (sent) => sent.every(({ status }) => status !== 'queued' && status !== 'sending'))
  return after.filter(({ id }) => !before.has(id)).map((message) => message.text)
}

/** Changes the Spanish words of the reports and publishes them, as an officer at that station. */
async function publish({ flows, operator }: TestStation, from: string, to: string) {
  const { files, summary } = await flows.reader.flow({ name: 'report' })
  const words = { ...files.words, es: replaced(files.words.es ?? '', from, to) }
  const basedOn = summary.published?.version ?? 0
  const draft = { name: 'report', files: { ...files, words }, basedOn, revision: null }
  const { draft: saved } = await flows.drafts.save(operator, draft)
  return flows.publishing.publish(operator, { name: 'report', revision: saved.revision, note: '' })
}

describeOnEachStore('what citizens hear', (open) => {
  const station = stations()

  it('is what was published last at another station, from the next message on', async () => {
    const store = await open()
    const here = await station(store)
    const there = await station(await open({ sharing: store }))
    await says(here, rosa, 'hola')
    const { version: published } = await publish(there, '¿Qué ocurre?', '¿Qué ha visto?')
    expect((await says(here, rosa, '2'))[0]).toContain('¿Qué ha visto?')
    const back = { name: 'report', version: published - 1, published, note: '' }
    await there.flows.publishing.rollBack(there.operator, back)
    await says(here, paco, 'hola')
    expect((await says(here, paco, '2'))[0]).toContain('¿Qué ocurre?')
  })

  it('ends in the version the conversation began in, also after a restart', async () => {
    const store = await open()
    const before = await station(store)
    await says(before, rosa, 'hola')
    await says(before, rosa, '2')
    expect((await before.flows.reader.flow({ name: 'report' })).summary.underWay).toBe(1)
    const { version } = await publish(before, '¿Dónde es?', '¿En qué sitio?')
    expect((await says(before, rosa, 'un bache'))[0]).toContain('¿Dónde es?')
    await before.stop()
    const after = await station(await open({ sharing: store }))
    expect((await says(after, rosa, 'no sé'))[0]).toContain('No he entendido el lugar')
    expect((await says(after, rosa, 'hola?')).at(-1)).toContain('¿Dónde es?')
    await says(after, paco, 'hola')
    await says(after, paco, '2')
    expect((await says(after, paco, 'un bache'))[0]).toContain('¿En qué sitio?')
    const { summary } = await after.flows.reader.flow({ name: 'report' })
    expect(summary).toMatchObject({ published: { version }, underWay: 2 })
  })

  it('goes on inside a flow that is switched off, which nobody enters any more', async () => {
    const here = await station(await open())
    await says(here, rosa, 'hola')
    await says(here, rosa, '2')
    await here.flows.switches.switch(here.operator, { name: 'report', on: false })
    expect((await says(here, rosa, 'un bache'))[0]).toContain('¿Dónde es?')
    await says(here, paco, 'hola')
    expect((await says(here, paco, '2')).join()).not.toContain('¿Qué ocurre?')
  })

  it('is nothing while the assistant is off: every message waits for a person, who may give it back later', async () => {
    const here = await station(await open())
    await says(here, rosa, 'hola')
    await says(here, rosa, '2')
    await here.flows.switches.switchAll(here.operator, { on: false })
    expect(await says(here, rosa, 'un bache')).toEqual([])
    expect(await says(here, paco, 'hola')).toEqual([])
    for (const phone of [rosa, paco]) {
      const conversation = await conversationOf(here, phone)
      expect(conversation).toMatchObject({ state: 'open', assignee: null })
      expect(conversation.waitingSince).not.toBeNull()
    }
    await here.flows.switches.switchAll(here.operator, { on: true })
    const { id } = await conversationOf(here, rosa)
    await here.conversations.handToBot(here.operator, id)
    expect((await says(here, rosa, 'un bache'))[0]).toContain('¿Dónde es?')
  })
})
