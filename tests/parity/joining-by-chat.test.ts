import { expect, it } from 'vitest'
import { systemClock } from '../support/clock.ts'
import { stations, type TestStation, until } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const rosa = '+34700100001'
const paco = '+34700100002'
const hour = 3_600_000
const purposes = ['service_cuts', 'works', 'culture', 'sport', 'jobs', 'taxes', 'surveys']

async function conversationOf(station: TestStation, phone: string) {
  const { items } = await station.inbox.list({ view: 'all', operatorId: station.operator.id, limit: 50 })
  const found = items.find(({ citizen }) => citizen.phone === phone)
  if (!found) throw new Error('no such conversation')
  return found
}

async function spoken(station: TestStation, phone: string) {
  const { id } = await conversationOf(station, phone)
  const { items } = await station.inbox.messages({ id, limit: 200 })
  return items.filter(({ direction, status }) => direction === 'out' && status !== 'cancelled').reverse()
}

/** What a citizen hears to one message, once it has left. */
async function says(station: TestStation, phone: string, text: string): Promise<string[]> {
  const before = new Set((await spoken(station, phone).catch(() => [])).map(({ id }) => id))
  await station.practice.inbound([{ from: phone, text }])
  const left = (status: string | null) => status !== 'queued' && status !== 'sending'
  const after = await until(
    () => spoken(station, phone),
    (sent) => sent.every(({ status }) => left(status)),
  )
  return after.filter(({ id }) => !before.has(id)).map((message) => message.text)
}

async function told(station: TestStation, phone: string, ...texts: string[]): Promise<string[]> {
  let last: string[] = []
  for (const text of texts) last = await says(station, phone, text)
  return last
}

async function standings(station: TestStation, phone: string) {
  const { citizen } = await conversationOf(station, phone)
  const { consents } = station
  const { purposes: shown } = await consents.reader.of(citizen.id, 'es')
  return Object.fromEntries(shown.map(({ id, standing }) => [id, standing]))
}

const live = async (station: TestStation, phone: string) =>
  Object.entries(await standings(station, phone)).flatMap(([id, standing]) => (standing === 'live' ? [id] : []))

const joined = (station: TestStation, phone: string) => told(station, phone, 'ALTA', 'sí', '1, 3', 'ACEPTO')

describeOnEachStore('consent by chat', (open) => {
  const station = stations()

  it('is given after the notice word for word, the age, the subjects one by one, and the word; and can be proved', async () => {
    const here = await station(await open())
    const [welcome, notice, age] = await says(here, rosa, 'ALTA')
    expect(welcome).toContain('asistente automático')
    expect(notice?.length).toBeLessThanOrEqual(600)
    expect(age).toContain('14 años o más')
    const [list] = await says(here, rosa, 'sí')
    expect(list?.split('\n')).toHaveLength(1 + purposes.length)
    expect((await says(here, rosa, 'INFO')).at(-1)).toBe(list)
    expect((await says(here, rosa, '1, 3'))[0]).toContain('ACEPTO')
    expect(await live(here, rosa)).toEqual([])
    const [done, card] = await says(here, rosa, 'ACEPTO')
    expect(done).toContain('BAJA')
    expect(card).toMatch(/\n\+34700000010$/)
    expect((await here.practice.thread(rosa)).at(-1)).toMatchObject({ kind: 'contact' })
    expect(await live(here, rosa)).toEqual(['service_cuts', 'culture'])
    const { citizen } = await conversationOf(here, rosa)
    const entries = await here.ledger.entriesOf(citizen.id)
    expect(entries.map(({ event }) => event)).toEqual(['requested', 'given', 'given'])
    expect(entries.at(-1)?.clear).toMatchObject({ shown: notice, answer: 'ACEPTO' })
    expect(entries.at(-1)?.messages.map(({ direction }) => direction).sort()).toEqual(['in', 'out', 'out'])
    expect(entries.every(({ actor }) => actor.kind === 'citizen')).toBe(true)
  })

  it('is nothing that is only nearly said, and nothing said to no question', async () => {
    const here = await station(await open())
    await says(here, rosa, 'ACEPTO')
    await told(here, rosa, 'ALTA', 'sí', 'todos')
    for (const nearly of ['👍', 'acepto, no, mejor no']) await says(here, rosa, nearly)
    expect(await live(here, rosa)).toEqual([])
    await told(here, paco, 'ALTA', 'no')
    await told(here, paco, 'ACEPTO')
    expect(await live(here, paco)).toEqual([])
  })

  it('is asked for anew when the answer comes too late, and says why', async () => {
    let ahead = 0
    const clock = { ...systemClock(), now: () => Date.now() + ahead }
    const here = await station(await open({ clock }), { clock })
    await told(here, rosa, 'ALTA', 'sí', '2')
    ahead = 49 * hour
    const [why, notice] = await says(here, rosa, 'ACEPTO')
    expect(why).toContain('Empezamos de nuevo')
    expect(notice).toContain('BAJA')
    expect(await live(here, rosa)).toEqual([])
    await told(here, rosa, 'sí', '2', 'ACEPTO')
    expect(await live(here, rosa)).toEqual(['works'])
  })

  it('ends with any word that ends it, also as the answer to another question, with one confirmation', async () => {
    const here = await station(await open())
    await joined(here, rosa)
    await says(here, rosa, 'hay un bache muy grande')
    const goodbye = await says(here, rosa, 'no me mandéis más wasaps por favor')
    expect(goodbye).toHaveLength(1)
    expect(goodbye[0]).toContain('Ya no le enviaremos avisos')
    expect(new Set(Object.values(await standings(here, rosa)))).toEqual(new Set(['opted_out']))
    await joined(here, rosa)
    expect(await live(here, rosa)).toEqual(['service_cuts', 'culture'])
  })

  it('ends for one subject where only that one is meant', async () => {
    const here = await station(await open())
    await joined(here, rosa)
    const [answer] = await says(here, rosa, 'ya no me mandéis lo de fiestas')
    expect(answer).toContain('Cultura')
    expect(await live(here, rosa)).toEqual(['service_cuts'])
  })

  it('ends, too, where a person has the conversation: at once, told once, and noted for whoever reads', async () => {
    const here = await station(await open())
    await joined(here, rosa)
    await says(here, rosa, 'PERSONA')
    expect((await conversationOf(here, rosa)).state).toBe('open')
    expect(await says(here, rosa, 'gracias, espero')).toEqual([])
    const goodbye = await says(here, rosa, 'BAJA')
    expect(goodbye).toHaveLength(1)
    expect(await says(here, rosa, 'baja')).toEqual([])
    expect(await live(here, rosa)).toEqual([])
    const { id, state } = await conversationOf(here, rosa)
    expect(state).toBe('open')
    const { items } = await here.inbox.messages({ id, limit: 50 })
    expect(items.filter(({ direction, text }) => direction === 'note' && text.includes('dado de baja'))).not.toEqual([])
  })

  it('is held while a doubt is asked about, and goes on or ends with the answer', async () => {
    const here = await station(await open())
    await joined(here, rosa)
    expect((await says(here, rosa, 'ya no lo quiero'))[0]).toContain('¿Quiere dejar de recibir avisos')
    expect((await standings(here, rosa)).culture).toBe('held')
    await says(here, rosa, 'no')
    expect(await live(here, rosa)).toEqual(['service_cuts', 'culture'])
    await told(here, rosa, 'ya no lo quiero', 'sí')
    expect(await live(here, rosa)).toEqual([])
  })

  it('can be looked at, narrowed, and paused until a day', async () => {
    const here = await station(await open())
    await joined(here, rosa)
    const seen = await says(here, rosa, 'PREFERENCIAS')
    expect(seen.join('\n')).toContain('Cultura')
    await told(here, rosa, '2', '2')
    expect(await live(here, rosa)).toEqual(['service_cuts'])
    await told(here, rosa, 'cambiar avisos', '3', '1', 'pasado mañana')
    expect((await standings(here, rosa)).service_cuts).toBe('paused')
  })
})
