import { expect, it } from 'vitest'
import type { SlotRefusal } from '../../contract/problems.ts'
import { type Desk, deskOn, rosa } from '../support/desk.ts'
import { describeOnEachStore } from '../support/stores.ts'

const hour = 3_600_000
/** The clock of a desk begins on Monday 2 March 2026 at 9:00 in Madrid. */
const monday = Date.UTC(2026, 2, 2, 8)
const tuesday = monday + 24 * hour

const padron = {
  name: 'Padrón',
  department: 'Registro',
  minutes: 30,
  weekly: [
    { weekday: 2, from: '09:00', to: '11:00', capacity: 1 },
    { weekday: 1, from: '09:00', to: '11:00', capacity: 2 },
  ],
  daysAhead: 30,
  minNotice: 60,
  active: true,
}

const withService = async (desk: Desk, service: Partial<typeof padron> = {}) =>
  (await desk.agenda.saveService(rosa, { ...padron, ...service })).id

const byOperator = (desk: Desk, serviceId: string, start: number, rest: object = {}) =>
  desk.agenda.book(rosa, { serviceId, start, name: 'Nuria Sanz', phone: '', note: '', ...rest })

const byCitizen = (desk: Desk, serviceId: string, start: number, n = 1) =>
  desk.store.transaction((tx) =>
    desk.agenda.forCitizens.book(tx, {
      serviceId,
      start,
      citizenId: `citizen-${n}`,
      conversationId: `conversation-${n}`,
    }),
  )

const refused = (reason: SlotRefusal) => ({ code: 'SLOT_UNAVAILABLE', data: { reason } })

describeOnEachStore('the services of the agenda', (open) => {
  it('are kept in the order of the week, changed and told apart by name', async () => {
    const desk = await deskOn(open)
    const id = await withService(desk)
    expect((await desk.agenda.services()).map(({ weekly }) => weekly.map(({ weekday }) => weekday))).toEqual([[1, 2]])
    await desk.agenda.saveService(rosa, { ...padron, id, name: 'Padrón municipal' })
    expect(await desk.agenda.services()).toMatchObject([{ id, name: 'Padrón municipal' }])
    await expect(withService(desk, { name: 'padrón MUNICIPAL' })).rejects.toMatchObject({ code: 'NAME_TAKEN' })
    await expect(desk.agenda.saveService(rosa, { ...padron, id: 'nothing' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await desk.trail()).toEqual(Array(2).fill('rosa appointment.save_service'))
  })

  it('of the practice town come once', async () => {
    const desk = await deskOn(open)
    await desk.agenda.ensurePractice()
    await desk.agenda.ensurePractice()
    expect((await desk.agenda.services()).length).toBe(3)
  })
})

describeOnEachStore('an appointment', (open) => {
  it('is booked at the counter and by a citizen, and is on the list of its day', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    const id = await withService(desk)
    const before = await desk.store.changes.latest()
    const counter = await byOperator(desk, id, tuesday, { note: 'Trae el contrato', phone: '600' })
    const own = await byCitizen(desk, id, tuesday + hour)
    const day = await desk.agenda.list({ from: '2026-03-03', days: 1 })
    expect(day).toMatchObject([
      { code: counter.code, name: 'Nuria Sanz', phone: '600', note: 'Trae el contrato', state: 'booked' },
      { code: own.code, name: 'Vecina 1', phone: '+34700000001', conversationId: 'conversation-1' },
    ])
    expect(day.map(({ start, end }) => [start, end - start])).toEqual([
      [tuesday, hour / 2],
      [tuesday + hour, hour / 2],
    ])
    expect(await desk.agenda.list({ from: '2026-03-02', days: 1 })).toEqual([])
    expect(await desk.agenda.list({ from: '2026-03-02', days: 7, serviceId: 'other' })).toEqual([])
    expect(await desk.agenda.byCode(own.code.toLowerCase().replace('-', ' '))).toMatchObject({ name: 'Vecina 1' })
    expect(await desk.agenda.ofConversation('conversation-1')).toMatchObject([{ code: own.code }])
    expect((await desk.trail()).slice(1)).toEqual(['rosa appointment.book', 'bot appointment.book'])
    const changes = (await desk.store.changes.after(before, 10)) ?? []
    expect(changes.map(({ kind }) => kind)).toEqual(['appointments', 'appointments'])
  })

  it('is never given twice, whoever asks at the same moment on two stations', async () => {
    const here = await deskOn(open)
    const there = await deskOn(open, here)
    for (let n = 1; n <= 8; n += 1) await here.citizen(n)
    const id = await withService(here)
    const desks = [here, there]
    const asked = Array.from({ length: 8 }, (_, n) => byCitizen(desks[n % 2] ?? here, id, tuesday, n + 1))
    const counter = desks.map((desk) => byOperator(desk, id, tuesday))
    const outcomes = await Promise.allSettled([...asked, ...counter])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(refused('full'))
    }
    const twoSeats = Array.from({ length: 6 }, (_, n) => byOperator(desks[n % 2] ?? here, id, monday + 7 * 24 * hour))
    expect((await Promise.allSettled(twoSeats)).filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  })

  it('has a seat that the database itself refuses to give again', async () => {
    const desk = await deskOn(open)
    const id = await withService(desk)
    await byOperator(desk, id, tuesday)
    const [row] = await desk.store.read.selectFrom('bookings').selectAll().execute()
    if (!row) throw new Error('nothing was booked')
    const again = { ...row, id: 'other', code: 'C-OTHER' }
    await expect(desk.store.transaction((tx) => tx.insertInto('bookings').values(again).execute())).rejects.toThrow(
      /unique/i,
    )
    const cancelled = { ...again, state: 'cancelled' as const }
    await desk.store.transaction((tx) => tx.insertInto('bookings').values(cancelled).execute())
  })

  it('is refused with why: past, too soon, too far, closed, no such slot, full, none of theirs, too many', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    await desk.citizen(2)
    const id = await withService(desk)
    desk.closed.add('2026-03-10')
    const week = 7 * 24 * hour
    await expect(byOperator(desk, id, monday - week)).rejects.toMatchObject(refused('past'))
    await expect(byCitizen(desk, id, monday + hour / 2)).rejects.toMatchObject(refused('too_soon'))
    await expect(byCitizen(desk, id, tuesday + 5 * week)).rejects.toMatchObject(refused('too_far'))
    await expect(byOperator(desk, id, tuesday + week)).rejects.toMatchObject(refused('closed'))
    await expect(byOperator(desk, id, tuesday + 60_000)).rejects.toMatchObject(refused('not_offered'))
    await expect(byOperator(desk, id, Number.MAX_SAFE_INTEGER)).rejects.toMatchObject(refused('not_offered'))
    await expect(byOperator(desk, 'nothing', tuesday)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const foreign = { conversationId: 'nothing' }
    await expect(byOperator(desk, id, tuesday, foreign)).rejects.toMatchObject({ data: { fields: ['conversationId'] } })
    await byOperator(desk, id, tuesday)
    await expect(byCitizen(desk, id, tuesday)).rejects.toMatchObject(refused('full'))
    for (const half of [1, 2, 3]) await byCitizen(desk, id, tuesday + (half * hour) / 2)
    await expect(byCitizen(desk, id, tuesday + 2 * week)).rejects.toMatchObject(refused('too_many'))
    const mixedUp = {
      serviceId: id,
      start: tuesday + 2 * week,
      citizenId: 'citizen-2',
      conversationId: 'conversation-1',
    }
    await expect(desk.store.transaction((tx) => desk.agenda.forCitizens.book(tx, mixedUp))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await withService(desk, { id, active: false } as never)
    await expect(byCitizen(desk, id, tuesday + 2 * week, 2)).rejects.toMatchObject(refused('not_offered'))
  })

  it('moves to a free slot and frees its own, with the code it had', async () => {
    const desk = await deskOn(open)
    const id = await withService(desk)
    const first = await byOperator(desk, id, tuesday)
    const second = await byOperator(desk, id, tuesday + hour)
    await expect(desk.agenda.change(rosa, { id: first.id, start: tuesday + hour })).rejects.toMatchObject(
      refused('full'),
    )
    const moved = await desk.agenda.change(rosa, { id: first.id, start: tuesday + hour / 2 })
    expect(moved).toMatchObject({ id: first.id, code: first.code, start: tuesday + hour / 2 })
    await desk.agenda.change(rosa, { id: second.id, start: tuesday })
    await desk.agenda.change(rosa, { id: second.id, start: tuesday })
    expect((await desk.agenda.list({ from: '2026-03-03', days: 1 })).map(({ id }) => id)).toEqual([second.id, first.id])
  })

  it('is cancelled once, frees its slot, and is over when it is over', async () => {
    const desk = await deskOn(open)
    const id = await withService(desk)
    const first = await byOperator(desk, id, tuesday)
    await expect(desk.agenda.close(rosa, { id: first.id, state: 'done' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
      data: { state: 'booked' },
    })
    expect(await desk.agenda.cancel(rosa, first.id)).toMatchObject({ state: 'cancelled' })
    for (const act of [
      () => desk.agenda.cancel(rosa, first.id),
      () => desk.agenda.change(rosa, { id: first.id, start: tuesday }),
      () => desk.agenda.close(rosa, { id: first.id, state: 'no_show' }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'WRONG_STATE', data: { state: 'cancelled' } })
    }
    const second = await byOperator(desk, id, tuesday)
    await desk.clock.advance(25 * hour)
    await expect(desk.agenda.cancel(rosa, second.id)).rejects.toMatchObject({ code: 'WRONG_STATE' })
    await expect(desk.agenda.change(rosa, { id: second.id, start: tuesday + hour })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    })
    expect(await desk.agenda.close(rosa, { id: second.id, state: 'no_show' })).toMatchObject({ state: 'no_show' })
    expect(await desk.agenda.close(rosa, { id: second.id, state: 'done' })).toMatchObject({ state: 'done' })
    await expect(desk.agenda.cancel(rosa, 'nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(desk.agenda.byCode('hola')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is only its own citizen’s to change and cancel', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    await desk.citizen(2)
    const serviceId = await withService(desk)
    const { id } = await byCitizen(desk, serviceId, tuesday)
    const as = (citizenId: string) => ({
      cancel: () => desk.store.transaction((tx) => desk.agenda.forCitizens.cancel(tx, { id, citizenId })),
      change: (to: string) =>
        desk.store.transaction((tx) =>
          desk.agenda.forCitizens.change(tx, { id, citizenId, serviceId: to, start: tuesday + hour }),
        ),
    })
    await expect(as('citizen-2').cancel()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(as('citizen-2').change(serviceId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(as('citizen-1').change('other')).rejects.toMatchObject(refused('not_offered'))
    expect(await as('citizen-1').change(serviceId)).toMatchObject({ id, start: tuesday + hour })
    await as('citizen-1').cancel()
    expect(await desk.store.transaction((tx) => desk.agenda.forCitizens.mine(tx, 'citizen-1'))).toEqual([])
  })

  it('of a transaction that came to nothing leaves its slot free', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    const id = await withService(desk)
    const broken = desk.store.transaction(async (tx) => {
      const wanted = { serviceId: id, start: tuesday, citizenId: 'citizen-1', conversationId: 'conversation-1' }
      await desk.agenda.forCitizens.book(tx, wanted)
      throw new Error('power cut')
    })
    await expect(broken).rejects.toThrow('power cut')
    await byOperator(desk, id, tuesday)
  })
})

describeOnEachStore('free slots', (open) => {
  it('are told day by day, closed days empty', async () => {
    const desk = await deskOn(open)
    const id = await withService(desk)
    desk.closed.add('2026-03-09')
    await byOperator(desk, id, tuesday)
    const days = await desk.agenda.slots({ serviceId: id, from: '2026-03-02', days: 8 })
    const told = days.map(
      ({ day, open: isOpen, slots }) => `${day} ${isOpen} ${slots.map(({ free }) => free).join('')}`,
    )
    expect(told).toEqual([
      '2026-03-02 true 2222',
      '2026-03-03 true 0111',
      ...['04', '05', '06', '07', '08'].map((day) => `2026-03-${day} true `),
      '2026-03-09 false ',
    ])
  })

  it('for a citizen are the next ones they may book, with no full, closed or hurried one among them', async () => {
    const desk = await deskOn(open)
    const id = await withService(desk)
    desk.closed.add('2026-03-09')
    await byOperator(desk, id, tuesday)
    const next = (from: number, limit: number) =>
      desk.store.transaction(async (tx) =>
        (await desk.agenda.forCitizens.listSlots(tx, id, from, limit)).map(({ start }) => (start - monday) / hour),
      )
    expect(await next(0, 7)).toEqual([1, 1.5, 24.5, 25, 25.5, 192, 192.5])
    expect(await next(monday + 25 * hour, 2)).toEqual([25, 25.5])
    expect(await next(monday + 300 * 24 * hour, 5)).toEqual([])
  })

  it('keep to the clock of the town over a change of the hour', async () => {
    const desk = await deskOn(open)
    const id = await withService(desk, {
      weekly: [{ weekday: 1, from: '09:00', to: '09:30', capacity: 1 }],
      daysAhead: 60,
    })
    const starts = await desk.store.transaction(async (tx) =>
      (await desk.agenda.forCitizens.listSlots(tx, id, 0, 6)).map(({ start }) => new Date(start).toISOString()),
    )
    expect(starts.slice(2)).toEqual([
      '2026-03-23T08:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
      '2026-04-06T07:00:00.000Z',
      '2026-04-13T07:00:00.000Z',
    ])
  })
})
