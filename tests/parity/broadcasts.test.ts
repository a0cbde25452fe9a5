import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { broadcastPersonalData } from '../../main/broadcast/personal-data.ts'
import { lanes } from '../../main/outbox/rules.ts'
import { broadcastDesk, eva, leo, notice } from '../support/broadcast-desk.ts'
import { acknowledge, becomes, hour, refused, run, settled } from '../support/broadcast-run.ts'
import { describeOnEachStore } from '../support/stores.ts'

describeOnEachStore('writing and approving a broadcast', (open) => {
  it('is written by one person, read by another, and stays as it was approved', async () => {
    const desk = await broadcastDesk(open)
    await desk.person(1, { neighbourhood: 'Centro' })
    const id = await desk.broadcasts.create(eva, notice())
    const draft = await desk.broadcasts.get(id)
    expect(draft).toMatchObject({
      state: 'draft',
      revision: 1,
      faults: [],
      fewVariants: [],
      author: { name: 'Eva Prueba' },
    })
    expect(draft.variants[0]?.text).toMatch(/responda BAJA\.$/)
    await desk.broadcasts.submit(eva, id)
    await expect(desk.broadcasts.approve(eva, id, 1)).rejects.toMatchObject(refused('SECOND_PERSON_NEEDED'))
    await expect(desk.broadcasts.approve(leo, id, 2)).rejects.toMatchObject(
      refused('BROADCAST_CHANGED', { revision: 1 }),
    )
    await desk.broadcasts.approve(leo, id, 1)
    const approved = await desk.broadcasts.get(id)
    expect(approved).toMatchObject({ state: 'approved', approver: { name: 'Leo Prueba' } })
    expect(approved.textHash).toMatch(/^[0-9a-f]{64}$/)
    await desk.broadcasts.save(leo, id, 1, notice({ purpose: 'service_cuts' }))
    expect(await desk.broadcasts.get(id)).toMatchObject({ state: 'draft', approver: null, textHash: null, revision: 2 })
    await expect(desk.broadcasts.approve(leo, id, 2)).rejects.toMatchObject(refused('SECOND_PERSON_NEEDED'))
    await expect(desk.broadcasts.save(eva, id, 1, notice())).rejects.toMatchObject(refused('BROADCAST_CHANGED'))
  })

  it('lets a tiny town say that one person is enough, and writes down each that one person approved', async () => {
    const desk = await broadcastDesk(open)
    const [one, two] = [await desk.broadcasts.create(eva, notice()), await desk.broadcasts.create(eva, notice())]
    expect(await desk.broadcasts.get(one)).toMatchObject({ fourEyes: true, editor: { name: 'Eva Prueba' } })
    await expect(desk.broadcasts.approve(eva, one, undefined)).rejects.toMatchObject(refused('SECOND_PERSON_NEEDED'))
    await desk.doWithout()
    expect(await desk.broadcasts.get(one)).toMatchObject({ fourEyes: false })
    await desk.broadcasts.approve(eva, one, undefined)
    await desk.broadcasts.approve(leo, two, undefined)
    const trail = await desk.store.read
      .selectFrom('audit')
      .select(['actor_id', 'object_id', 'detail'])
      .where('action', '=', 'broadcast.approve')
      .orderBy('seq')
      .execute()
    expect(trail).toEqual([
      { actor_id: 'eva', object_id: one, detail: 'one_person' },
      { actor_id: 'leo', object_id: two, detail: null },
    ])
  })

  it('refuses what cannot be', async () => {
    const desk = await broadcastDesk(open)
    const now = desk.clock.now()
    const create = (change: Parameters<typeof notice>[0]) => desk.broadcasts.create(eva, notice(change))
    await expect(create({ purpose: 'nothing' })).rejects.toMatchObject(
      refused('PURPOSE_REFUSED', { reason: 'unknown' }),
    )
    await expect(create({ purpose: 'jobs' })).rejects.toMatchObject(refused('PURPOSE_REFUSED', { reason: 'inactive' }))
    await expect(create({ emergency: true, reason: 'Riada' })).rejects.toMatchObject(
      refused('PURPOSE_REFUSED', { reason: 'not_urgent' }),
    )
    await expect(create({ emergency: true, purpose: 'service_cuts' })).rejects.toMatchObject(
      refused('PURPOSE_REFUSED', { reason: 'no_reason' }),
    )
    await expect(create({ scheduleAt: now })).rejects.toMatchObject(refused('SCHEDULE_REFUSED', { reason: 'past' }))
    await expect(create({ scheduleAt: now + hour, recurrence: 'FREQ=DAILY' })).rejects.toMatchObject(
      refused('SCHEDULE_REFUSED', { reason: 'endless' }),
    )
    const long = await create({ variants: [{ lang: 'es', text: `{{ayuntamiento}}: {{apodo}} ${'a'.repeat(700)}` }] })
    expect((await desk.broadcasts.get(long)).faults.map(({ code }) => code)).toEqual(['too_long', 'unknown_variable'])
    await expect(desk.broadcasts.submit(eva, long)).rejects.toMatchObject(refused('BROADCAST_FAULTY'))
    await expect(desk.broadcasts.approve(leo, long, undefined)).rejects.toMatchObject(refused('BROADCAST_FAULTY'))
    await expect(desk.broadcasts.launch(eva, long, 0)).rejects.toMatchObject(refused('WRONG_STATE', { state: 'draft' }))
    const id = await desk.approved()
    await expect(desk.broadcasts.launch(eva, id, 0)).rejects.toMatchObject(
      refused('NO_RECIPIENTS', { reason: 'empty' }),
    )
    await desk.person(1, { limits: { opted_out_at: 1 } })
    await expect(desk.broadcasts.launch(eva, id, 0)).rejects.toMatchObject(
      refused('NO_RECIPIENTS', { reason: 'all_excluded' }),
    )
    const { broadcasts } = desk
    for (const act of [() => broadcasts.get('no'), () => broadcasts.pause(eva, 'no'), () => broadcasts.acta.of('no')])
      await expect(act()).rejects.toMatchObject(refused('NOT_FOUND'))
  })

  it('wants a person to answer for the facts of its picture', async () => {
    const desk = await broadcastDesk(open)
    const id = await desk.broadcasts.create(eva, notice())
    await desk.broadcasts.attach(eva, id, {
      fileName: 'cartel.jpg',
      bytes: readFileSync('resources/practice/media/bin.jpg'),
    })
    expect(await desk.broadcasts.get(id)).toMatchObject({
      attachment: { fileName: 'cartel.jpg', mime: 'image/jpeg' },
      faults: [{ code: 'facts_in_file' }],
    })
    await desk.broadcasts.save(eva, id, 2, notice({ confirmed: ['facts_in_text'] }))
    await desk.broadcasts.approve(leo, id, 3)
    await desk.broadcasts.detach(eva, id)
    expect(await desk.broadcasts.get(id)).toMatchObject({ state: 'draft', attachment: null })
  })
})

describeOnEachStore('whom a broadcast is for', (open) => {
  it('counts recipients and who is left out with the reason, before anything leaves', async () => {
    const desk = await broadcastDesk(open)
    await desk.person(1, { neighbourhood: 'Centro', language: 'es', tag: 'familias' })
    await desk.person(2, { neighbourhood: 'Centro', language: 'gl' })
    await desk.person(3, { state: 'withdrawn' })
    await desk.person(4, { limits: { paused_until: desk.clock.now() + hour } })
    await desk.person(5, { limits: { held_at: 1 } })
    await desk.person(6, { heard: false })
    await desk.person(7, { name: '' })
    await desk.person(8, { purpose: 'service_cuts' })
    desk.state.words.set('citizen-000002', { reason: 'silent', until: null })
    const variants = [{ lang: 'es' as const, text: '{{ayuntamiento}}: hola, {{nombre}}' }]
    const plan = { ...notice({ variants }), scheduleAt: null }
    const { candidates, recipients, excluded, plan: times } = await desk.broadcasts.forecast(plan)
    expect({ candidates, recipients }).toEqual({ candidates: 6, recipients: 1 })
    expect(Object.fromEntries(excluded.map(({ reason, count }) => [reason, count]))).toEqual({
      silent: 1,
      paused: 1,
      held: 1,
      never_wrote: 1,
      empty_variable: 1,
      no_consent: 2,
    })
    expect(times).toMatchObject({ recipients: 1, bindingLimit: 'minute', reserve: 20, tooSlow: false })
    const narrow = async (audience: object) =>
      (await desk.broadcasts.forecast({ ...plan, audience: { ...plan.audience, ...audience } })).candidates
    expect(await narrow({ neighbourhoods: ['Centro'] })).toBe(2)
    expect(await narrow({ languages: ['gl'] })).toBe(1)
    expect(await narrow({ tags: ['familias', 'otra'] })).toBe(1)
    expect(await narrow({ neighbourhoods: ['Centro'], tags: ['otra'] })).toBe(0)
    expect(await desk.broadcasts.options()).toMatchObject({
      purposes: [
        { id: 'culture', consents: 6 },
        { id: 'service_cuts', consents: 1, urgent: true },
      ],
      neighbourhoods: ['Centro'],
      tags: ['familias'],
    })
  })

  it('shows how real people would read it', async () => {
    const desk = await broadcastDesk(open)
    await desk.person(1, { name: 'Rosa Prieto' })
    const id = await desk.broadcasts.create(eva, notice())
    const [shown] = await desk.broadcasts.preview(id)
    expect(shown?.citizen.name).toBe('Rosa Prieto')
    expect(shown?.text).toContain('Rosa')
  })
})

describeOnEachStore('trying a broadcast out', (open) => {
  const nuria = { name: 'Nuria', phone: '+34700000001' }
  const pau = { name: 'Pau', phone: '+34700000002' }
  const desks = async (...phones: { name: string; phone: string }[]) => {
    const desk = await broadcastDesk(open)
    await desk.broadcasts.saveTestPhones(eva, phones)
    const tests = () =>
      desk.store.read
        .selectFrom('outbox as o')
        .innerJoin('messages as m', 'm.id', 'o.message_id')
        .select(['o.citizen_id', 'o.purpose', 'o.lane', 'o.delivery_id', 'o.exception_id', 'm.text'])
        .orderBy('o.id')
        .execute()
    return { ...desk, tests, id: await desk.broadcasts.create(eva, notice()) }
  }

  it('keeps mobiles of the town, written as they are kept, and says nothing of them in the trail', async () => {
    const { broadcasts, store } = await desks({ name: 'Nuria', phone: '700 00 00 01' }, pau, { ...pau, name: 'Pau B.' })
    expect(await broadcasts.testPhones()).toEqual([nuria, { ...pau, name: 'Pau B.' }])
    const save = (phone: string) => broadcasts.saveTestPhones(eva, [nuria, { name: 'Fijo', phone }])
    await expect(save('912 345 678')).rejects.toMatchObject(refused('PHONE_INVALID', { reason: 'landline', place: 1 }))
    await expect(save('cualquiera')).rejects.toMatchObject(
      refused('PHONE_INVALID', { reason: 'not_a_phone', place: 1 }),
    )
    const trail = await store.read.selectFrom('audit').select(['action', 'detail', 'object_id']).execute()
    expect(trail.filter(({ action }) => action === 'broadcast.save_test_phones')).toEqual([
      { action: 'broadcast.save_test_phones', detail: '2', object_id: 'test_phones' },
    ])
  })

  it('sends one message to each phone of the list, with every wording dealt out, and none of it is a delivery', async () => {
    const desk = await desks(nuria, pau)
    await desk.person(1, { name: 'Nuria Prueba' })
    await desk.person(2, { name: 'Pau Prueba' })
    desk.state.passage = { ok: false, until: 5, limit: 'quiet_hours' }
    const asked = { phones: ['700 000 001', pau.phone, nuria.phone], variant: null }
    expect(await desk.broadcasts.test(eva, desk.id, asked)).toEqual({
      queued: 2,
      waiting: { reason: 'quiet_hours', until: 5 },
    })
    const common = { purpose: 'culture', lane: lanes.broadcast, delivery_id: null, exception_id: null }
    expect(await desk.tests()).toEqual([
      { ...common, citizen_id: 'citizen-000001', text: expect.stringContaining('Hola, Nuria:') },
      { ...common, citizen_id: 'citizen-000002', text: expect.stringContaining('Pau, le esperamos') },
    ])
    const { counts } = await desk.broadcasts.get(desk.id)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(0)
    const trail = await desk.store.read
      .selectFrom('audit')
      .select(['action', 'detail'])
      .orderBy('seq', 'desc')
      .execute()
    expect(trail[0]).toEqual({ action: 'broadcast.test', detail: '2' })
    expect((await desk.broadcasts.testable(desk.id)).map(({ obstacle }) => obstacle)).toEqual([
      'under_way',
      'under_way',
    ])
  })

  it('goes to no phone outside the list, and to nobody whom a notice would not reach', async () => {
    const listed = [1, 2, 3, 4, 5].map((n) => ({ name: `Nuria ${n}`, phone: `+3470000000${n}` }))
    const desk = await desks(...listed)
    await desk.person(1)
    await desk.person(2, { state: 'withdrawn' })
    await desk.person(3, { heard: false })
    await desk.person(4, { limits: { opted_out_at: 1 } })
    await desk.person(6)
    desk.state.words.set('citizen-000001', { reason: 'frequency', until: desk.clock.now() + hour })
    const obstacles = async () => (await desk.broadcasts.testable(desk.id)).map(({ obstacle }) => obstacle)
    expect(await obstacles()).toEqual(['frequency', 'no_consent', 'never_wrote', 'opted_out', 'never_wrote'])
    desk.state.words.clear()
    expect((await obstacles())[0]).toBe(null)
    const test = (...phones: string[]) => desk.broadcasts.test(eva, desk.id, { phones, variant: 0 })
    const ready = nuria.phone
    await expect(test(ready, '+34700000006')).rejects.toMatchObject(refused('TEST_REFUSED', { reason: 'not_listed' }))
    for (const { phone } of listed.slice(1))
      await expect(test(ready, phone)).rejects.toMatchObject(refused('TEST_REFUSED', { reason: 'not_ready' }))
    await expect(test('912345678')).rejects.toMatchObject(refused('PHONE_INVALID'))
    const beyond = desk.broadcasts.test(eva, desk.id, { phones: [ready], variant: 7 })
    await expect(beyond).rejects.toMatchObject(refused('BAD_INPUT', { fields: ['variant'] }))
    expect(await desk.tests()).toEqual([])
  })

  it('is part of what a person may see, and goes with them', async () => {
    const desk = await desks(nuria, pau)
    await desk.person(1)
    const part = broadcastPersonalData(desk)
    const { json } = await part.collect(desk.store.read, 'citizen-000001')
    expect(json).toEqual([{ testPhone: nuria.phone, name: 'Nuria' }])
    const erased = await desk.store.transaction((tx) => part.erase(tx, 'citizen-000001'))
    expect(erased).toEqual({ removed: 1, kept: [] })
    expect(await desk.broadcasts.testPhones()).toEqual([pau])
  })
})

describeOnEachStore('a broadcast of its time', (open) => {
  it('begins by itself, each time as one of its own, and says why when it does not', async () => {
    const desk = await broadcastDesk(open)
    await desk.people(1)
    await desk.own('here')
    const start = desk.clock.now()
    const recurrence = 'FREQ=WEEKLY;COUNT=3'
    const id = await desk.approved(notice({ scheduleAt: start + hour, recurrence }))
    expect(await desk.broadcasts.get(id)).toMatchObject({ state: 'scheduled' })
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await run(desk, hour + 5_000)
    await settled(desk, id, ({ released }) => released === 1)
    const { items } = await desk.broadcasts.list({ limit: 10 })
    expect(items.map(({ state, scheduleAt }) => [state, (scheduleAt ?? 0) - start])).toEqual([
      ['scheduled', hour + 7 * 24 * hour],
      ['running', hour],
    ])
    const next = items[0]?.id ?? ''
    expect(await desk.broadcasts.get(next)).toMatchObject({ previousId: id, approver: { name: 'Leo Prueba' } })
    await acknowledge(desk)
    await runner.stop()
    // The station was away over its second time.
    await run(desk, 8 * 24 * hour)
    const again = desk.broadcasts.runner('here')
    again.start()
    const missed = await becomes(desk, next, ({ state }) => state === 'approved')
    expect(missed).toMatchObject({ comment: 'missed', scheduleAt: null })
    expect((await desk.broadcasts.list({ limit: 10, state: 'scheduled' })).items).toHaveLength(1)
    await again.stop()
  })
})

describeOnEachStore('what is coming on a line', (open) => {
  it('is what runs, what is paused and every time of what is scheduled; a new one waits behind what goes first', async () => {
    const desk = await broadcastDesk(open)
    await desk.people(20)
    await desk.own('here')
    const start = desk.clock.now()
    const weekly = await desk.approved(notice({ scheduleAt: start + 24 * hour, recurrence: 'FREQ=WEEKLY;COUNT=30' }))
    const only = await desk.approved()
    const [running, paused] = [await desk.approved(), await desk.approved()]
    for (const id of [running, paused]) await desk.broadcasts.launch(eva, id, 0)
    await desk.broadcasts.pause(eva, paused)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await becomes(desk, running, ({ waiting }) => waiting?.reason === 'look')
    const coming = Object.fromEntries((await desk.broadcasts.coming('line-1')).map((one) => [one.id, one]))
    expect(Object.keys(coming).toSorted()).toEqual([weekly, running, paused].toSorted())
    expect(coming[running]).toMatchObject({ state: 'running', runs: [{ left: 20, look: 0, kind: 'notice' }] })
    expect(coming[running]?.runs[0]?.restsUntil).toBeGreaterThan(start + hour / 2)
    expect(coming[paused]).toMatchObject({ state: 'paused', runs: [{ left: 20 }] })
    const times = coming[weekly]?.runs.map(({ startAt, left, look }) => [
      Math.round((startAt - start) / (24 * hour)),
      left,
      look,
    ])
    expect(times).toEqual([1, 8, 15, 22, 29, 36].map((days) => [days, 20, 1]))
    const behind = async (of: object) =>
      (await desk.broadcasts.forecast({ ...notice(), ...of })).plan.behind.map(({ id }) => id).toSorted()
    // This line puts everybody first.
    expect(await behind({})).toEqual([weekly, running].toSorted())
    expect(await behind({ id: weekly })).toEqual([running])
    const { forecast } = await desk.broadcasts.get(running)
    expect(forecast).toMatchObject({ recipients: 20, behind: [{ id: weekly }] })
    expect((await desk.broadcasts.get(only)).forecast).toBeNull()
    await desk.broadcasts.cancel(eva, running)
    expect((await desk.broadcasts.coming('line-1')).map(({ id }) => id).toSorted()).toEqual([weekly, paused].toSorted())
    await runner.stop()
  })
})

describeOnEachStore('an answer to a broadcast', (open) => {
  it('is known by what it quotes, or by coming first within three days', async () => {
    const desk = await broadcastDesk(open)
    await desk.people(1)
    await desk.own('here')
    const id = await desk.approved()
    await desk.broadcasts.launch(eva, id, 0)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await settled(desk, id, ({ released }) => released === 1)
    const said = await desk.store.read.selectFrom('messages').select(['id', 'seq']).executeTakeFirstOrThrow()
    const write = (name: string, at: number, reply_to_id: string | null = null) =>
      desk.store.transaction((tx) =>
        tx
          .insertInto('messages')
          .values({
            id: name,
            line_id: 'line-1',
            conversation_id: 'conversation-1',
            direction: 'in',
            author_kind: 'citizen',
            kind: 'text',
            text: 'Allí estaré',
            at,
            reply_to_id,
          })
          .execute(),
      )
    await write('first', desk.clock.now() + hour)
    await write('second', desk.clock.now() + 2 * hour)
    await write('quote', desk.clock.now() + 100 * hour, said.id)
    const context = await desk.broadcasts.context('conversation-1')
    expect(context.map(({ messageId, broadcastId }) => [messageId, broadcastId])).toEqual([
      ['first', id],
      ['quote', id],
    ])
    await runner.stop()
  })
})
