import { expect, it } from 'vitest'
import { paces } from '../../main/line/policy.ts'
import { systemClock } from '../support/clock.ts'
import { stations, type TestStation, until } from '../support/station.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'

const [rosa, paco, nuria] = ['+34700100001', '+34700100002', '+34700100003'] as const
const hour = 3_600_000
const pace = { ...paces.practice, burstWindow: 0 }

/** A town whose clock can be moved, and a citizen's side of its chats. */
async function chats(open: OpenStore, station: ReturnType<typeof stations>) {
  let ahead = 0
  const clock = { ...systemClock(), now: () => Date.now() + ahead }
  const here: TestStation = await station(await open({ clock }), { clock, pace })

  const conversationOf = async (phone: string) => {
    const { items } = await here.inbox.list({ view: 'all', operatorId: here.operator.id, limit: 50 })
    const found = items.find(({ citizen }) => citizen.phone === phone)
    if (!found) throw new Error('no such conversation')
    return found
  }
  const messages = async (phone: string) => {
    const { id } = await conversationOf(phone)
    return (await here.inbox.messages({ id, limit: 200 })).items.reverse()
  }
  /** What a citizen hears to the last of these words. */
  const says = async (phone: string, ...words: string[]): Promise<string[]> => {
    let before = new Set<string>()
    for (const text of words) {
      before = new Set((await messages(phone).catch(() => [])).map(({ id }) => id))
      await here.practice.inbound([{ from: phone, text }])
    }
    const after = await messages(phone)
    return after.filter(({ id, direction }) => direction === 'out' && !before.has(id)).map(({ text }) => text)
  }
  const standings = async (phone: string): Promise<Record<string, string>> => {
    const { citizen } = await conversationOf(phone)
    const { purposes } = await here.consents.reader.of(citizen.id, 'es')
    return Object.fromEntries(purposes.map(({ id, standing }) => [id, standing]))
  }
  return {
    here,
    says,
    messages,
    conversationOf,
    standings,
    live: async (phone: string) =>
      Object.entries(await standings(phone)).flatMap(([id, standing]) => (standing === 'live' ? [id] : [])),
    later: (hours: number) => {
      ahead += hours * hour
    },
  }
}

describeOnEachStore('consent by chat', (open) => {
  const station = stations()

  it('is given after the notice word for word, the age, the subjects and the word; never nearly; and it is proved', async () => {
    const { here, says, live, conversationOf, later } = await chats(open, station)
    const [welcome = '', asked = ''] = await says(rosa, 'ALTA')
    expect(welcome).toContain('asistente automático')
    expect(asked).toContain('14 años o más')
    const [list = ''] = await says(rosa, 'sí')
    expect(list.split('\n')).toHaveLength(8)
    expect((await says(rosa, 'INFO')).at(-1)).toBe(list)
    expect((await says(rosa, '1, 3'))[0]).toContain('ACEPTO')
    expect((await says(rosa, 'acepto, no, mejor no'))[0]).toContain('solo ACEPTO')
    expect(await live(rosa)).toEqual([])
    const [done, card] = await says(rosa, 'ACEPTO')
    expect(done).toContain('BAJA')
    expect(card).toMatch(/\n\+34700000010$/)
    expect(await live(rosa)).toEqual(['service_cuts', 'culture'])
    const shown = () => here.practice.thread(rosa)
    await until(shown, (thread) => thread.at(-1)?.kind === 'contact')
    const entries = await here.ledger.entriesOf((await conversationOf(rosa)).citizen.id)
    expect(entries.map(({ event }) => event)).toEqual(['requested', 'given', 'given'])
    const notice = entries[0]?.clear?.shown ?? ''
    expect(notice.length).toBeGreaterThan(100)
    expect(notice.length).toBeLessThanOrEqual(600)
    expect(asked.startsWith(`${notice}\n\n`)).toBe(true)
    expect(entries.at(-1)?.clear).toMatchObject({ shown: notice, answer: 'ACEPTO' })
    expect(
      entries
        .at(-1)
        ?.messages.map(({ direction }) => direction)
        .sort(),
    ).toEqual(['in', 'out', 'out'])

    await says(paco, 'ACEPTO')
    await says(paco, 'ALTA', 'no', 'ACEPTO')
    expect(await live(paco)).toEqual([])

    await says(nuria, 'ALTA', 'sí', '2')
    later(49)
    const [why, again] = await says(nuria, 'ACEPTO')
    expect(why).toContain('Empezamos de nuevo')
    expect(again).toContain(notice)
    expect(await live(nuria)).toEqual([])
    await says(nuria, 'sí', '2', 'ACEPTO')
    expect(await live(nuria)).toEqual(['works'])
  })

  it('is followed by word of a new notice that asks nothing: once, after an answer, to who agreed before it', async () => {
    const { here, says, later } = await chats(open, station)
    const publish = async (kind: 'minor' | 'material', purposes: readonly string[]) => {
      const { version } = await here.consents.notices.draft(here.operator)
      await here.consents.notices.publish(here.operator, { version, kind, purposes })
    }
    const told = expect.stringContaining('Hemos actualizado la información')
    await says(rosa, 'ALTA', 'sí', '1, 3', 'ACEPTO')
    expect(await says(rosa, '¿a qué hora abren?')).not.toContainEqual(told)
    await publish('minor', [])
    later(1)
    await says(paco, 'ALTA', 'sí', '1')
    const [accepted = ''] = await says(paco, 'ACEPTO')
    expect(accepted).toContain('BAJA')
    expect((await says(rosa, 'hay una farola rota')).at(-1)).not.toEqual(told)
    expect((await says(rosa, 'cancelar')).at(-1)).toEqual(told)
    expect(await says(rosa, '¿a qué hora abren?')).not.toContainEqual(told)
    expect(await says(paco, '¿a qué hora abren?')).not.toContainEqual(told)
    expect(await says(nuria, '¿a qué hora abren?')).not.toContainEqual(told)
    const { items } = await here.audit.list(here.operator, { limit: 20, action: 'notice.inform' })
    expect(items).toMatchObject([{ actor: { kind: 'system' }, detail: '2' }])

    await publish('material', ['service_cuts'])
    later(1)
    expect(await says(paco, '¿a qué hora abren?')).not.toContainEqual(told)
    expect((await says(rosa, '¿a qué hora abren?')).at(-1)).toEqual(told)
  })

  it('ends with any words, at any question, and where a person has the conversation: told once, noted for whoever reads', async () => {
    const { says, live, standings, conversationOf, messages, later } = await chats(open, station)
    await says(rosa, 'ALTA', 'sí', '1, 3', 'ACEPTO')
    later(1)
    await says(rosa, 'hay un bache muy grande')
    const goodbye = await says(rosa, 'no me mandéis más wasaps por favor')
    expect(goodbye).toEqual([expect.stringContaining('Ya no le enviaremos avisos')])
    expect(new Set(Object.values(await standings(rosa)))).toEqual(new Set(['opted_out']))
    later(1)
    await says(rosa, 'ALTA', 'sí', '1, 3', 'ACEPTO')
    expect(await live(rosa)).toEqual(['service_cuts', 'culture'])
    later(1)
    await says(rosa, 'PERSONA')
    expect((await conversationOf(rosa)).state).toBe('open')
    expect(await says(rosa, 'gracias, espero')).toEqual([])
    expect(await says(rosa, 'BAJA')).toHaveLength(1)
    expect(await says(rosa, 'baja')).toEqual([])
    expect(await live(rosa)).toEqual([])
    expect((await conversationOf(rosa)).state).toBe('open')
    const notes = (await messages(rosa)).filter(
      ({ direction, text }) => direction === 'note' && text.includes('de baja'),
    )
    expect(notes).not.toEqual([])
  })

  it('is held in doubt, ended for one subject, looked at, and paused', async () => {
    const { says, live, standings, later } = await chats(open, station)
    await says(rosa, 'ALTA', 'sí', 'todos', 'ACEPTO')
    expect(await live(rosa)).toHaveLength(7)
    later(1)
    expect((await says(rosa, 'ya no lo quiero'))[0]).toContain('¿Quiere dejar de recibir avisos')
    expect((await standings(rosa)).culture).toBe('held')
    await says(rosa, 'no')
    expect(await live(rosa)).toHaveLength(7)
    expect((await says(rosa, 'ya no me mandéis lo de fiestas'))[0]).toContain('•')
    expect((await standings(rosa)).culture).toBe('none')
    later(1)
    await says(rosa, 'PREFERENCIAS', '2', '1')
    expect(await live(rosa)).toHaveLength(5)
    later(1)
    await says(rosa, 'cambiar avisos', '3', '1', 'pasado mañana')
    expect((await standings(rosa)).works).toBe('paused')
    later(1)
    await says(rosa, 'ya no lo quiero', 'sí')
    expect((await standings(rosa)).works).toBe('opted_out')
  })
})
