import { expect, it } from 'vitest'
import type { Answer } from '../../main/bot/answer.ts'
import { type Desk, deskOn, rosa } from '../support/desk.ts'
import { describeOnEachStore } from '../support/stores.ts'

const monday = Date.UTC(2026, 2, 2, 8)
const text = (words: string): Answer => ({ kind: 'text', text: words })
const choice = (value = ''): Answer => ({ kind: 'choice', value, label: '' })

const padron = {
  name: 'Padrón',
  department: '',
  minutes: 30,
  weekly: [{ weekday: 2, from: '09:00', to: '14:00', capacity: 1 }],
  daysAhead: 30,
  minNotice: 60,
  active: true,
}

/** Calls as the assistant does, in a transaction of their own. */
const calling =
  (desk: Desk, n = 1) =>
  (service: string, args: Readonly<Record<string, Answer>> = {}, language: 'es' | 'eu' = 'es') => {
    const who = {
      conversationId: `conversation-${n}`,
      citizenId: `citizen-${n}`,
      language,
      now: desk.clock.now(),
      said: null,
    }
    return desk.store.transaction((tx) => desk.services.call(tx, service, args, who))
  }

async function deskWithAgenda(open: Parameters<Parameters<typeof describeOnEachStore>[1]>[0]) {
  const desk = await deskOn(open)
  await desk.citizen(1)
  await desk.citizen(2)
  const first = await desk.agenda.saveService(rosa, padron)
  const second = await desk.agenda.saveService(rosa, { ...padron, name: 'Urbanismo y licencias' })
  await desk.agenda.saveService(rosa, { ...padron, name: 'Retirado', active: false })
  return { desk, first: first.id, second: second.id }
}

describeOnEachStore('what the assistant can do for a citizen', (open) => {
  it('is to open a report with all that was collected, and to tell how it stands in their language', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    await desk.picture(1, 'hole')
    const call = calling(desk)
    const opened = await call('open_report', {
      what: text('Un bache muy hondo'),
      where: { kind: 'place', latitude: 40.4, longitude: -3.7, label: 'Calle Olmo, 4' },
      photo: { kind: 'photo', count: 1 },
      notify: choice('yes'),
    })
    expect(opened).toEqual({ ok: true, fields: { number: 'A-26-0001' } })
    const [{ id = '' } = {}] = (await desk.reports.list({ limit: 1 })).items
    expect(await desk.reports.get(id)).toMatchObject({
      place: { text: 'Calle Olmo, 4', point: { latitude: 40.4, longitude: -3.7 } },
      photos: [{ id: 'hole' }],
      notify: true,
    })
    await desk.reports.changeState(rosa, { id, state: 'in_progress' })
    const fields = { number: 'A-26-0001', what: 'Un bache muy hondo', reason: '' }
    expect(await call('report_status', { number: text('el 1') })).toEqual({
      ok: true,
      fields: { ...fields, state: 'en marcha', since: '2 de marzo' },
    })
    expect(await call('report_status', {}, 'eu')).toMatchObject({
      fields: { state: 'abian', since: 'martxoaren 2(a)' },
    })
    expect(await calling(desk, 2)('report_status', { number: text('1') })).toEqual({ ok: false, reason: 'not_found' })
    expect(await call('open_report', { what: text(' ') })).toEqual({ ok: false, reason: 'no_words' })
  })

  it('opens a report without a wish to be told when nobody said yes', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    for (const answer of [undefined, text('no'), choice('no'), text('sí que no')]) {
      await calling(desk)('open_report', {
        what: text('Bache'),
        where: text('Olmo'),
        ...(answer && { notify: answer }),
      })
    }
    expect((await desk.reports.list({ limit: 10 })).items.map(({ notify }) => notify)).toEqual(Array(4).fill(false))
  })

  it('is to find a slot, book it, see it, change it and cancel it', async () => {
    const { desk, first, second } = await deskWithAgenda(open)
    const call = calling(desk)
    expect(await call('list_services')).toMatchObject({
      choices: [
        { value: first, label: 'Padrón' },
        { value: second, label: 'Urbanismo y licencias' },
      ],
    })
    const slots = await call('list_slots', { service: text('para el padron, por favor') })
    if (!slots.ok) throw new Error(slots.reason)
    expect(slots.fields).toEqual({ count: '8', service: 'Padrón' })
    expect(slots.choices?.[0]?.label).toBe('martes, 3 de marzo, 9:00')
    const [one, two] = slots.choices ?? []
    const booked = await call('book_slot', { slot: choice(one?.value) })
    expect(booked).toMatchObject({ ok: true, fields: { when: one?.label, service: 'Padrón' } })
    const code = booked.ok ? booked.fields.code : ''
    const mine = await call('my_appointments')
    expect(mine).toMatchObject({ fields: { count: '1', next: `Padrón: ${one?.label} (${code})` } })
    const appointment = choice(mine.ok ? mine.choices?.[0]?.value : '')
    const others = await call('list_slots', { appointment })
    expect(others).toMatchObject({
      fields: { service: 'Padrón' },
      choices: [{ label: two?.label }, {}, {}, {}, {}, {}, {}, {}],
    })
    const changed = await call('change_appointment', { appointment, slot: choice(two?.value) }, 'eu')
    expect(changed).toMatchObject({ fields: { code, when: 'martxoa 3(a), asteartea (9:30)' } })
    expect(await calling(desk, 2)('cancel_appointment', { appointment })).toEqual({ ok: false, reason: 'not_found' })
    expect(await call('cancel_appointment', { appointment })).toMatchObject({ ok: true, fields: { code } })
    expect(await call('cancel_appointment', { appointment })).toEqual({ ok: false, reason: 'wrong_state' })
    expect(await call('my_appointments')).toEqual({ ok: false, reason: 'none' })
  })

  it('offers every service at once to those who do not say which, and a later day to those who ask', async () => {
    const { desk } = await deskWithAgenda(open)
    const all = await calling(desk)('list_slots')
    expect(all.ok && all.choices?.slice(0, 2).map(({ label }) => label)).toEqual([
      'Padrón: martes, 3 de marzo, 9:00',
      'Urbanismo y licencias: martes, 3 de marzo, 9:00',
    ])
    const later = await calling(desk)('list_slots', {
      service: text('padrón'),
      from: { kind: 'date', date: '2026-03-12' },
    })
    expect(later.ok && later.choices?.[0]?.label).toBe('martes, 17 de marzo, 9:00')
  })

  it('comes to nothing with a reason, and leaves the transaction as it was', async () => {
    const { desk, first } = await deskWithAgenda(open)
    const call = calling(desk)
    const slot = (start: number) => ({ slot: choice(`${first}@${start}`) })
    await call('book_slot', slot(monday + 24 * 3_600_000))
    const reasons = [
      await calling(desk, 2)('book_slot', slot(monday + 24 * 3_600_000)),
      await call('book_slot', slot(monday - 1)),
      await call('book_slot', slot(monday + 1)),
      await call('book_slot', { slot: text('el martes') }),
      await call('book_slot', { slot: text('@@@') }),
      await call('book_slot', { slot: choice(`nothing@${monday + 1}`) }),
      await call('change_appointment', { appointment: choice('nothing'), ...slot(monday) }),
      await call('list_slots', { service: text('jardinería') }),
      await call('list_slots', { appointment: choice('nothing') }),
      await call('no_such_service'),
      await call('toString'),
    ].map((result) => (result.ok ? 'ok' : result.reason))
    expect(reasons).toEqual([
      ...['full', 'past', 'too_soon', 'bad_input', 'bad_input', 'not_found', 'not_found'],
      ...['unknown_service', 'unknown_service', 'unknown_service', 'unknown_service'],
    ])
    expect(await desk.agenda.list({ from: '2026-03-01', days: 31 })).toHaveLength(1)
  })

  it('can be rehearsed: the same fields, and nothing happens', async () => {
    const { desk, first } = await deskWithAgenda(open)
    const who = {
      conversationId: 'conversation-1',
      citizenId: 'citizen-1',
      language: 'es',
      now: monday,
      said: null,
    } as const
    const before = await desk.store.changes.latest()
    for (const [name, { fields, params }] of Object.entries(desk.services.catalogue)) {
      const args = Object.fromEntries(
        params.map((param) => [param, param === 'slot' ? choice(`${first}@${monday}`) : text('')]),
      )
      const result = await desk.services.rehearse(name, args, who)
      if (!result.ok) throw new Error(`${name}: ${result.reason}`)
      expect([name, Object.keys(result.fields).sort()]).toEqual([name, [...fields].sort()])
    }
    expect(await desk.store.changes.latest()).toBe(before)
    expect(await desk.services.rehearse('no_such_service', {}, who)).toMatchObject({ ok: false })
  })
})
