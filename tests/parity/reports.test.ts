import { expect, it } from 'vitest'
import { type Desk, deskOn, rosa } from '../support/desk.ts'
import { describeOnEachStore } from '../support/stores.ts'

const lamp = {
  what: 'Farola fundida',
  place: { text: 'Calle Olmo, 4', point: null },
  department: '',
  photos: [],
  notify: false,
}

const openBy = async (desk: Desk, n: number, report: Partial<typeof lamp> = {}) =>
  desk.reports.open(rosa, { ...lamp, ...report, conversationId: `conversation-${n}` })

const byAssistant = (desk: Desk, who: { conversationId: string; citizenId: string }, what = 'Un bache enorme') =>
  desk.store.transaction((tx) =>
    desk.reports.forCitizens.open(tx, { ...who, what, place: lamp.place, photos: 0, notify: true }),
  )

const numbers = async ({ store }: Desk) => {
  const rows = await store.read.selectFrom('reports').select(['year', 'sequence']).orderBy('sequence').execute()
  return rows.map(({ sequence }) => Number(sequence))
}

describeOnEachStore('the number of a report', (open) => {
  it('is the next of its year, at the counter, in a conversation and with the assistant', async () => {
    const desk = await deskOn(open)
    const who = await desk.citizen(1)
    const first = await desk.reports.get(await desk.reports.open(rosa, lamp))
    const second = await desk.reports.get(await openBy(desk, 1))
    const third = await byAssistant(desk, who)
    expect([first.number, second.number, third?.number]).toEqual(['A-26-0001', 'A-26-0002', 'A-26-0003'])
    await desk.clock.advance(366 * 24 * 3_600_000)
    expect((await desk.reports.get(await desk.reports.open(rosa, lamp))).number).toBe('A-27-0001')
  })

  it('is given once, also when two stations open reports at the same moment', async () => {
    const here = await deskOn(open)
    const there = await deskOn(open, here)
    const desks = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? here : there))
    await Promise.all(desks.map((desk) => desk.reports.open(rosa, lamp)))
    expect(await numbers(here)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })

  it('is not used up by a transaction that came to nothing, nor used twice after it', async () => {
    const desk = await deskOn(open)
    const who = await desk.citizen(1)
    await byAssistant(desk, who)
    const broken = desk.store.transaction(async (tx) => {
      const opened = await desk.reports.forCitizens.open(tx, {
        ...who,
        what: 'Se pierde',
        place: lamp.place,
        photos: 0,
        notify: false,
      })
      expect(opened?.number).toBe('A-26-0002')
      throw new Error('power cut')
    })
    await expect(broken).rejects.toThrow('power cut')
    expect((await byAssistant(desk, who))?.number).toBe('A-26-0002')
    expect(await numbers(desk)).toEqual([1, 2])
    expect(await desk.trail()).toEqual(['bot report.open', 'bot report.open'])
  })

  it('does not return when the last report is erased', async () => {
    const desk = await deskOn(open)
    const id = await desk.reports.open(rosa, lamp)
    await desk.store.transaction((tx) => tx.deleteFrom('reports').where('id', '=', id).execute())
    expect((await desk.reports.get(await desk.reports.open(rosa, lamp))).number).toBe('A-26-0002')
  })
})

describeOnEachStore('a report', (open) => {
  it('keeps what, where, pictures and who, and lets the consoles know', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    await desk.picture(1, 'pole')
    await desk.picture(1, 'street')
    const place = { text: 'Calle Olmo, 4', point: { latitude: 40.416947, longitude: -3.703529 } }
    const before = await desk.store.changes.latest()
    const id = await desk.reports.open(rosa, {
      ...lamp,
      place,
      photos: ['street', 'pole'],
      notify: true,
      department: 'Obras',
      conversationId: 'conversation-1',
    })
    const report = await desk.reports.get(id)
    expect(report).toMatchObject({
      what: 'Farola fundida',
      place,
      department: 'Obras',
      state: 'received',
      citizen: { id: 'citizen-1', name: 'Vecina 1' },
      conversationId: 'conversation-1',
      notify: true,
      similar: [],
    })
    expect(report.photos.map((photo) => photo.id)).toEqual(['street', 'pole'])
    expect(report.history).toMatchObject([{ kind: 'opened', author: { kind: 'operator' } }])
    const changes = (await desk.store.changes.after(before, 10)) ?? []
    expect(changes).toMatchObject([{ kind: 'reports', objectId: id }])
  })

  it('opened by the assistant has the last pictures of the conversation, cut words and the wish to be told', async () => {
    const desk = await deskOn(open)
    const who = await desk.citizen(1)
    await desk.citizen(2)
    for (const name of ['old', 'one', 'two']) await desk.picture(1, name)
    await desk.picture(2, 'of somebody else')
    const opened = await desk.store.transaction((tx) =>
      desk.reports.forCitizens.open(tx, {
        ...who,
        what: `Bache\u0000 ${'muy grande '.repeat(5000)}`,
        place: { text: 'x'.repeat(5000), point: null },
        photos: 2,
        notify: true,
      }),
    )
    const report = await desk.reports.get(opened?.id ?? '')
    expect(report.photos.map((photo) => photo.id)).toEqual(['one', 'two'])
    expect(report.what).toHaveLength(1000)
    expect(report.place.text).toHaveLength(200)
    expect(report).toMatchObject({ notify: true, history: [{ kind: 'opened', author: { kind: 'bot', name: null } }] })
    expect(await byAssistant(desk, who, ' 😀'.slice(0, 2))).toBeNull()
  })

  it('refuses pictures, news and a conversation that are not there, and says which', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    await desk.citizen(2)
    await desk.picture(2, 'foreign')
    const refusal = (report: object) =>
      desk.reports.open(rosa, { ...lamp, ...report }).then(
        () => 'opened',
        (error) => error.data.fields.join(),
      )
    expect(await refusal({ conversationId: 'conversation-1', photos: ['foreign'] })).toBe('photos')
    expect(await refusal({ conversationId: 'conversation-1', photos: ['nothing'] })).toBe('photos')
    expect(await refusal({ photos: ['foreign'] })).toBe('photos')
    expect(await refusal({ notify: true })).toBe('notify')
    expect(await refusal({ conversationId: 'nothing' })).toBe('conversationId')
    expect(await refusal({ place: { text: '', point: null } })).toBe('place.text')
    expect(await numbers(desk)).toEqual([])
    for (const act of [
      () => desk.reports.get('nothing'),
      () => desk.reports.preview({ id: 'nothing', state: 'done' }),
      () => desk.reports.changeState(rosa, { id: 'nothing', state: 'done' }),
      () => desk.reports.assign(rosa, { id: 'nothing', department: 'Obras' }),
      () => desk.reports.note(rosa, { id: 'nothing', text: 'Hola' }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  it('remembers every change with its author, in the audit trail too, without anybody’s words', async () => {
    const desk = await deskOn(open)
    const id = await desk.reports.open(rosa, lamp)
    await desk.reports.assign(rosa, { id, department: 'Obras' })
    await desk.reports.assign(rosa, { id, department: 'Obras' })
    await desk.reports.note(rosa, { id, text: 'Avisado el electricista' })
    await desk.reports.changeState(rosa, { id, state: 'in_progress' })
    await desk.reports.changeState(rosa, { id, state: 'dismissed', reason: 'Es de la carretera provincial' })
    expect((await desk.reports.get(id)).history.map(({ kind, value, text }) => [kind, value, text])).toEqual([
      ['opened', null, ''],
      ['department', 'Obras', ''],
      ['note', null, 'Avisado el electricista'],
      ['state', 'in_progress', ''],
      ['state', 'dismissed', 'Es de la carretera provincial'],
    ])
    expect(await desk.trail()).toEqual([
      'rosa report.open',
      'rosa report.assign',
      'rosa report.note',
      'rosa report.change_state in_progress',
      'rosa report.change_state dismissed',
    ])
  })

  it('moves only where it can from where it is, once, and is dismissed with a reason only', async () => {
    const desk = await deskOn(open)
    const there = await deskOn(open, desk)
    const id = await desk.reports.open(rosa, lamp)
    const nowhere = { code: 'WRONG_STATE', data: { state: 'received' } }
    await expect(desk.reports.changeState(rosa, { id, state: 'received' })).rejects.toMatchObject(nowhere)
    await expect(desk.reports.preview({ id, state: 'received' })).rejects.toMatchObject(nowhere)
    const unsaid = { code: 'BAD_INPUT', data: { fields: ['reason'] } }
    await expect(desk.reports.changeState(rosa, { id, state: 'dismissed' })).rejects.toMatchObject(unsaid)
    const both = await Promise.allSettled(
      [desk, there, desk].map(({ reports }) => reports.changeState(rosa, { id, state: 'done' })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect((await desk.reports.get(id)).history.filter(({ kind }) => kind === 'state')).toHaveLength(1)
  })
})

describeOnEachStore('who asked to be told of a report', (open) => {
  it('is told by the assistant in their language, through the outbox, as it was shown before', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1, 'bot', 'eu')
    const id = await openBy(desk, 1, { notify: true })
    const shown = await desk.reports.preview({ id, state: 'in_progress' })
    expect(shown).toEqual({
      text: 'Zure A-26-0001 abisua («Farola fundida») abian da.',
      voice: 'assistant',
      language: 'eu',
    })
    await desk.reports.changeState(rosa, { id, state: 'in_progress' })
    expect(await desk.queued()).toEqual([
      { lane: 2, conversation_id: 'conversation-1', text: shown.text, author_kind: 'bot', author_id: null },
    ])
    const told = (await desk.reports.get(id)).history.at(-1)
    expect(told).toMatchObject({ kind: 'told', text: shown.text, author: { kind: 'bot' } })
  })

  it('is told by the operator where a person has the conversation, and still waits for an answer', async () => {
    const desk = await deskOn(open)
    for (const [n, state] of ['open', 'snoozed'].entries()) {
      await desk.citizen(n, state as 'open' | 'snoozed')
      await desk.store.transaction((tx) =>
        tx.updateTable('conversations').set({ waiting_since: 5 }).where('id', '=', `conversation-${n}`).execute(),
      )
      const id = await openBy(desk, n, { notify: true })
      expect(await desk.reports.preview({ id, state: 'done' })).toMatchObject({ voice: 'operator', language: 'es' })
      await desk.reports.changeState(rosa, { id, state: 'done', reason: 'Cambiada la bombilla' })
    }
    const said = await desk.queued()
    expect(said.map(({ lane, author_id }) => [lane, author_id])).toEqual([
      [1, 'rosa'],
      [1, 'rosa'],
    ])
    expect(said[0]?.text).toBe(
      'Su aviso A-26-0001 («Farola fundida») está resuelto. Gracias por avisar.\nMotivo: Cambiada la bombilla',
    )
    const threads = await desk.store.read.selectFrom('conversations').selectAll().orderBy('id').execute()
    expect(threads.map(({ state, waiting_since, assignee_id }) => [state, waiting_since, assignee_id])).toEqual([
      ['open', 5, null],
      ['snoozed', 5, null],
    ])
    await desk.store.transaction((tx) => desk.outbox.silence(tx, 'conversation-0'))
    expect(await desk.outbox.counts('line-1', 0)).toEqual({ queued: 2 })
  })

  it('does not open a resolved conversation again', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1, 'resolved')
    const id = await openBy(desk, 1, { notify: true })
    await desk.reports.changeState(rosa, { id, state: 'done' })
    const [thread] = await desk.store.read.selectFrom('conversations').selectAll().execute()
    expect(thread).toMatchObject({ state: 'resolved', waiting_since: null, last_direction: 'out' })
    expect(await desk.queued()).toMatchObject([{ lane: 2, author_kind: 'bot' }])
  })

  it('is told by a person when the assistant has said as much as it may', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    for (let told = 0; told < 8; told += 1) {
      const id = await openBy(desk, 1, { notify: true })
      await desk.reports.changeState(rosa, { id, state: 'done' })
    }
    const id = await openBy(desk, 1, { notify: true })
    expect(await desk.reports.preview({ id, state: 'done' })).toMatchObject({ voice: 'operator' })
    await desk.reports.changeState(rosa, { id, state: 'done' })
    expect((await desk.queued()).map(({ lane }) => lane)).toEqual([...Array(8).fill(2), 1])
  })

  it('and only they: nothing leaves for those who did not ask, nor from the counter', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    for (const id of [await openBy(desk, 1), await desk.reports.open(rosa, lamp)]) {
      expect(await desk.reports.preview({ id, state: 'done' })).toMatchObject({ text: null })
      await desk.reports.changeState(rosa, { id, state: 'done' })
    }
    expect(await desk.queued()).toEqual([])
  })

  it('is told nothing when the change itself comes to nothing', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    const id = await openBy(desk, 1, { notify: true })
    await desk.reports.changeState(rosa, { id, state: 'done' })
    await expect(desk.reports.changeState(rosa, { id, state: 'done' })).rejects.toMatchObject({ code: 'WRONG_STATE' })
    expect(await desk.queued()).toHaveLength(1)
  })
})

describeOnEachStore('reports are found', (open) => {
  it('by state, department, words, number and citizen, page by page', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    await desk.citizen(2)
    const ids = [
      await openBy(desk, 1, { what: 'Farola fundida', department: 'Obras' }),
      await openBy(desk, 2, { what: 'Árbol caído en el paseo' }),
      await desk.reports.open(rosa, { ...lamp, what: 'Contenedor roto' }),
      await openBy(desk, 1, { what: 'Farola que parpadea' }),
    ]
    await desk.reports.changeState(rosa, { id: ids[0] ?? '', state: 'done' })
    const find = async (query: object) =>
      (await desk.reports.list({ limit: 10, ...query })).items.map((item) => ids.indexOf(item.id))
    expect(await find({})).toEqual([3, 2, 1, 0])
    expect(await find({ state: 'received' })).toEqual([3, 2, 1])
    expect(await find({ department: 'Obras' })).toEqual([0])
    expect(await find({ conversationId: 'conversation-1' })).toEqual([3, 0])
    expect(await find({ q: 'arbol PASEO' })).toEqual([1])
    expect(await find({ q: 'farol' })).toEqual([3, 0])
    expect(await find({ q: 'A-26-0003' })).toEqual([2])
    expect(await find({ q: '3' })).toEqual([2])
    expect(await find({ q: '%' })).toEqual([3, 2, 1, 0])
    expect(await find({ q: "'; drop table reports" })).toEqual([])
    const first = await desk.reports.list({ limit: 3 })
    const second = await desk.reports.list({ limit: 3, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map((item) => ids.indexOf(item.id))).toEqual([3, 2, 1, 0])
    expect(second.nextCursor).toBeNull()
    await expect(desk.reports.list({ limit: 3, cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(await desk.reports.counts()).toEqual({ received: 3, in_progress: 0, done: 1, dismissed: 0 })
    expect(await desk.reports.departments()).toEqual(['Obras'])
  })

  it('by those they resemble, open ones only', async () => {
    const desk = await deskOn(open)
    await desk.citizen(1)
    const lampAt = (latitude: number) => ({ text: 'Olmo', point: { latitude, longitude: -3.7 } })
    const first = await desk.reports.open(rosa, { ...lamp, place: lampAt(40.4) })
    const closed = await desk.reports.open(rosa, { ...lamp, place: lampAt(40.4) })
    await desk.reports.changeState(rosa, { id: closed, state: 'done' })
    const again = await desk.reports.open(rosa, { ...lamp, what: 'Farolas apagadas', place: lampAt(40.4002) })
    expect((await desk.reports.get(again)).similar).toMatchObject([{ id: first, metres: 22, number: 'A-26-0001' }])
    const asked = await desk.reports.similar({ what: 'farola fundida', where: 'calle Olmo' })
    expect(asked.map(({ id }) => id)).toContain(first)
    expect((await desk.reports.get(closed)).similar).toEqual([])
  })

  it('by their own citizen only, by number or the newest', async () => {
    const desk = await deskOn(open)
    const own = await desk.citizen(1)
    const other = await desk.citizen(2)
    await byAssistant(desk, own, 'El primero')
    await byAssistant(desk, other, 'De otra persona')
    await byAssistant(desk, own, 'El tercero')
    const status = (citizenId: string, number: string | null) =>
      desk.store.transaction((tx) => desk.reports.forCitizens.statusOf(tx, { citizenId, number }))
    expect(await status('citizen-1', null)).toMatchObject({
      number: 'A-26-0003',
      what: 'El tercero',
      state: 'received',
    })
    expect(await status('citizen-1', 'el A-26-1')).toMatchObject({ what: 'El primero' })
    expect(await status('citizen-1', 'A-26-0002')).toBeNull()
    expect(await status('citizen-1', 'no me acuerdo')).toBeNull()
    expect(await status('citizen-3', null)).toBeNull()
  })
})
