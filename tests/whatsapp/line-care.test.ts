import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutboundMessage } from '../../main/channels/channel.ts'
import { providerIdFrom } from '../../main/outbox/rules.ts'
import { until } from '../support/station.ts'
import { type LinkedTown, linkedTown } from './linked-town.ts'

const marta = '+34700000001'
const rosa = '+34700000003'
const day = 24 * 60 * 60_000

/** What the line does so that nothing is missing and the number is not put at risk. */
describe('the care of the line', () => {
  let town: LinkedTown
  beforeAll(async () => {
    town = await linkedTown()
  }, 120_000)
  afterAll(() => town.close(), 60_000)

  const memory = async () => {
    const row = await town
      .line()
      .store.read.selectFrom('settings')
      .select(['key', 'value_json'])
      .where('key', 'like', 'webjs.%')
      .executeTakeFirstOrThrow()
    return { key: row.key, value: JSON.parse(row.value_json) as Record<string, unknown> }
  }
  const audit = async (action: string) =>
    town.line().store.read.selectFrom('audit').selectAll().where('action', '=', action).execute()
  const link = () => town.line().station.townLink ?? expect.fail('a real town has a link')

  it('compares the phone’s chats with what is recorded when a person asks, and recovers what is missing', async () => {
    await town.whatsapp.phone.send({ from: marta, text: 'La de siempre' })
    await town.recorded('La de siempre')
    const hidden = await town.recorded('La de siempre')
    // As after a store that was put back from yesterday's copy: the mark is past it, and it is not there.
    const { store } = town.line()
    await store.transaction(async (tx) => {
      await tx.deleteFrom('messages').where('id', '=', hidden.id).execute()
    })
    const { key, value } = await memory()
    const later = JSON.stringify({ ...value, mark: Date.now() + day, linkedAt: Date.now() - 2 * day })
    await store.transaction(async (tx) => {
      await tx.updateTable('settings').set({ value_json: later }).where('key', '=', key).execute()
    })
    await town.restart()
    await link().reconcile(town.line().operator)
    const { reconciliation } = await until(
      async () => town.line().link.state(),
      (state) => !state.reconciling && state.reconciliation !== null,
      20_000,
    )
    expect(reconciliation).toMatchObject({ by: 'person', outcome: 'whole', chats: 1, recovered: 1 })
    await town.recorded('La de siempre')
    expect(await audit('line.reconcile')).toMatchObject([{ actor_kind: 'operator', result: 'ok' }])
    const compared = await until(
      () => audit('line.compared'),
      ({ length }) => length > 0,
    )
    expect(compared).toMatchObject([{ actor_kind: 'system', detail: 'whole: 1 chats, 1 recovered' }])
    expect((await memory()).value).toMatchObject({ reconciliation: { recovered: 1 }, wholeAt: expect.any(Number) })
  }, 90_000)

  const letter = (to: string): OutboundMessage => ({
    providerId: providerIdFrom(randomUUID()),
    to: { phone: to },
    text: 'Primer contacto',
  })
  const asked = () => town.whatsapp.phone.asked('exists').length
  const channel = () => town.line().link.channel

  it('asks WhatsApp once whether a number that never wrote is there, and remembers it over a restart', async () => {
    const before = asked()
    await channel().send(letter(rosa))
    await town.arrived(rosa, 'Primer contacto')
    expect(asked()).toBeGreaterThan(before)
    const absent = '+34700000004'
    town.whatsapp.phone.notOnWhatsApp(absent)
    const refused = () =>
      expect(channel().send(letter(absent))).rejects.toMatchObject({ failure: 'not_on_whatsapp', retry: false })
    await refused()
    const after = asked()
    await town.restart()
    await refused()
    expect(asked()).toBe(after)
    expect(town.whatsapp.phone.crossings(absent)).toEqual([])
    expect((await memory()).value.verified).toMatchObject([{ phone: rosa }, { phone: absent, chat: null }])
  }, 60_000)

  it('keeps a restriction over a restart, until a person lifts it and says why', async () => {
    town.whatsapp.faults.refuse({ code: 463, whom: 'everybody' })
    await town.answer(marta, 'Rechazado')
    await town.line().phase('restricted')
    town.whatsapp.faults.refuse(null)
    await town.answer(marta, 'Espera a que se levante')
    await town.restart(async () => undefined, 'restricted')
    const operator = town.line().operator
    await link().lift(operator, 'El teléfono ya deja escribir')
    expect(town.line().link.state()).toMatchObject({ phase: 'connected', resumedAt: expect.any(Number) })
    await town.arrived(marta, 'Espera a que se levante')
    expect([town.times(marta, 'Rechazado'), town.times(marta, 'Espera a que se levante')]).toEqual([0, 1])
    expect(await audit('line.lift_restriction')).toMatchObject([
      { actor_id: operator.id, detail: 'El teléfono ya deja escribir' },
    ])
    await expect(link().lift(operator, 'No hay nada que levantar')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }, 60_000)
})
