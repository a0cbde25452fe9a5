import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Broadcast, DeliveryState } from '../../contract/broadcasts.ts'
import { lanes } from '../../main/outbox/rules.ts'
import { type BroadcastDesk, broadcastDesk, eva, leo, notice } from '../support/broadcast-desk.ts'
import { describeOnEachStore } from '../support/stores.ts'

const hour = 3_600_000
const refused = (code: string, data?: object) => ({ code, ...(data && { data }) })

/** Lets the station run until its broadcasts rest. */
async function run(desk: BroadcastDesk, ms = 10_000) {
  await desk.clock.advance(ms)
  await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Moves the clock until the broadcast is as it should become. */
async function becomes(desk: BroadcastDesk, id: string, satisfied: (broadcast: Broadcast) => boolean) {
  for (let tries = 0; tries < 200; tries++) {
    const broadcast = await desk.broadcasts.get(id)
    if (satisfied(broadcast)) return broadcast
    await run(desk, 1_000)
  }
  throw new Error(`it stayed ${JSON.stringify(await desk.broadcasts.get(id))}`)
}

const settled = (desk: BroadcastDesk, id: string, satisfied: (counts: Record<DeliveryState, number>) => boolean) =>
  becomes(desk, id, ({ counts }) => satisfied(counts))

/** WhatsApp acknowledges everything that waits. */
async function acknowledge(desk: BroadcastDesk, status: 'accepted' | 'delivered' | 'read' = 'accepted') {
  for (const { provider_id: providerId } of await desk.queued())
    await desk.store.transaction((tx) => desk.queue.acknowledge(tx, { lineId: 'line-1', providerId, status }))
}

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

  it('lets a tiny town say that one person is enough, and writes that down', async () => {
    const desk = await broadcastDesk(open)
    await desk.broadcasts.saveRules(eva, { fourEyes: false, ownDomains: [] })
    const id = await desk.broadcasts.create(eva, notice())
    await desk.broadcasts.approve(eva, id, undefined)
    const trail = await desk.store.read.selectFrom('audit').select(['action', 'detail']).orderBy('seq').execute()
    expect(trail.filter(({ detail }) => detail === 'one_person').map(({ action }) => action)).toEqual([
      'broadcast.save_rules',
      'broadcast.approve',
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

  it('shows how real people would read it, and tries it on a phone that agreed only', async () => {
    const desk = await broadcastDesk(open)
    await desk.person(1, { name: 'Rosa Prieto' })
    await desk.person(2, { state: 'withdrawn' })
    const id = await desk.broadcasts.create(eva, notice())
    const [shown] = await desk.broadcasts.preview(id)
    expect(shown?.citizen.name).toBe('Rosa Prieto')
    expect(shown?.text).toContain('Rosa')
    await desk.broadcasts.test(eva, id, '+34700000001', 0)
    const sent = await desk.store.read.selectFrom('outbox').select(['purpose', 'delivery_id']).execute()
    expect(sent).toEqual([{ purpose: 'culture', delivery_id: null }])
    for (const phone of ['+34700000002', '+34700000099'])
      await expect(desk.broadcasts.test(eva, id, phone, 0)).rejects.toMatchObject(refused('TEST_REFUSED'))
  })
})

describeOnEachStore('a broadcast that runs', (open) => {
  it('hands everyone over once, waits after the first few, and follows what becomes of each', async () => {
    const desk = await broadcastDesk(open)
    await desk.people(20)
    await desk.own('here')
    const id = await desk.approved()
    await desk.broadcasts.launch(eva, id, 0)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    const looked = await becomes(desk, id, ({ waiting }) => waiting?.reason === 'look')
    expect(looked).toMatchObject({ counts: { released: 1, planned: 19 }, planned: true })
    await acknowledge(desk)
    desk.state.green = false
    await run(desk, hour + 5_000)
    expect(await desk.broadcasts.get(id)).toMatchObject({ counts: { accepted: 1, planned: 19 } })
    desk.state.green = true
    await settled(desk, id, ({ planned }) => planned === 0)
    const queued = await desk.queued()
    expect(new Set(queued.map(({ citizen_id }) => citizen_id)).size).toBe(20)
    expect(queued[0]).toMatchObject({ lane: lanes.broadcast, purpose: 'culture', author_kind: 'system' })
    await acknowledge(desk, 'delivered')
    await acknowledge(desk, 'read')
    await settled(desk, id, ({ read }) => read === 20)
    const over = await becomes(desk, id, ({ state }) => state === 'done')
    expect(over).toMatchObject({ state: 'done', counts: { read: 20 }, waiting: null, forecast: null })
    expect(over.finishedAt).not.toBeNull()
    const threads = await desk.store.read
      .selectFrom('conversations')
      .select(['state', 'last_text', 'waiting_since'])
      .execute()
    expect(new Set(threads.map((thread) => JSON.stringify(thread)))).toEqual(
      new Set([JSON.stringify({ state: 'resolved', last_text: 'gracias', waiting_since: null })]),
    )
    const acta = await desk.broadcasts.acta.of(id)
    expect(acta).toMatchObject({ reached: 20, failed: [], ledger: { entries: 20, firstSeq: 1, lastSeq: 20 } })
    const { items, nextCursor } = await desk.broadcasts.deliveries({ id, limit: 15, state: 'read' })
    expect(items).toHaveLength(15)
    const rest = await desk.broadcasts.deliveries({ id, limit: 15, state: 'read', cursor: nextCursor ?? '' })
    expect(rest.items).toHaveLength(5)
    await runner.stop()
  })

  it('never sends to who left after the list was made, whatever stops them, and goes on with the others', async () => {
    const desk = await broadcastDesk(open)
    await desk.people(6)
    await desk.own('here')
    desk.state.look.share = 1
    desk.state.passage = { ok: false, until: desk.clock.now() + 60_000, limit: 'quiet_hours' }
    const id = await desk.approved()
    await desk.broadcasts.launch(eva, id, 0)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await settled(desk, id, ({ planned }) => planned === 6)
    await desk.withdraw(2)
    await desk.store.transaction((tx) =>
      tx.updateTable('citizens').set({ name: '' }).where('id', '=', 'citizen-000004').execute(),
    )
    desk.state.passage = { ok: true }
    await settled(desk, id, ({ planned }) => planned === 0)
    const got = (await desk.queued()).map(({ citizen_id }) => citizen_id)
    expect(got).toEqual([1, 3, 5, 6].map((n) => `citizen-00000${n}`))
    const { excluded, counts } = await desk.broadcasts.get(id)
    expect(counts).toMatchObject({ released: 4, excluded: 2 })
    expect(excluded).toEqual(
      expect.arrayContaining([
        { reason: 'no_consent', count: 1 },
        { reason: 'empty_variable', count: 1 },
      ]),
    )
    await desk.store.transaction((tx) => desk.queue.stopTownStarted(tx, 'citizen-000001', 'all'))
    expect(await desk.broadcasts.get(id)).toMatchObject({ counts: { excluded: 3 } })
    await runner.stop()
  })

  it('is begun once by two who launch it, and released once by two stations', async () => {
    const desk = await broadcastDesk(open)
    const there = await broadcastDesk(open, desk)
    await desk.people(24)
    desk.state.look.share = 1
    there.state.look.share = 1
    const id = await desk.approved()
    const both = await Promise.allSettled([
      desk.broadcasts.launch(eva, id, 0),
      there.broadcasts.launch(leo, id, 0),
      desk.broadcasts.launch(leo, id, 0),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    await desk.own('here')
    const [one, other] = [desk.broadcasts.runner('here'), there.broadcasts.runner('there')]
    one.start()
    other.start()
    await settled(desk, id, ({ released }) => released >= 4)
    await desk.own('there')
    await settled(desk, id, ({ planned }) => planned === 0)
    const queued = await desk.queued()
    expect(queued).toHaveLength(24)
    expect(new Set(queued.map(({ citizen_id }) => citizen_id)).size).toBe(24)
    const fences = await desk.store.read.selectFrom('broadcast_deliveries').select('fence').distinct().execute()
    expect(fences.length).toBeLessThanOrEqual(2)
    await Promise.all([one.stop(), other.stop()])
  })

  it('is paused, resumed, refused changes and cancelled, and its messages in the outbox obey', async () => {
    const desk = await broadcastDesk(open)
    await desk.people(5)
    await desk.own('here')
    desk.state.look.share = 1
    desk.state.most = 1
    const id = await desk.approved()
    await desk.broadcasts.launch(eva, id, 0)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await settled(desk, id, ({ released }) => released === 1)
    const [waits] = await desk.queued()
    const judge = () =>
      desk.store.transaction((tx) =>
        desk.broadcasts.gate.judge(tx, { delivery_id: waits?.delivery_id ?? null }, desk.clock.now()),
      )
    expect(await judge()).toEqual({ do: 'send' })
    await desk.broadcasts.pause(eva, id)
    expect(await judge()).toMatchObject({ do: 'wait' })
    await acknowledge(desk)
    await run(desk, 60_000)
    expect(await desk.broadcasts.get(id)).toMatchObject({ state: 'paused', counts: { accepted: 1, planned: 4 } })
    await expect(desk.broadcasts.save(eva, id, 1, notice())).rejects.toMatchObject(refused('WRONG_STATE'))
    await expect(desk.broadcasts.launch(eva, id, 0)).rejects.toMatchObject(refused('WRONG_STATE'))
    await desk.broadcasts.resume(leo, id)
    await settled(desk, id, ({ released }) => released === 1)
    await desk.broadcasts.cancel(eva, id)
    expect(await judge()).toEqual({ do: 'refuse', failure: 'broadcast_stopped' })
    expect(await desk.broadcasts.get(id)).toMatchObject({ state: 'cancelled', counts: { excluded: 3 } })
    await expect(desk.broadcasts.resume(eva, id)).rejects.toMatchObject(refused('WRONG_STATE'))
    const copy = await desk.broadcasts.duplicate(leo, id)
    expect(await desk.broadcasts.get(copy)).toMatchObject({
      state: 'draft',
      previousId: id,
      author: { name: 'Leo Prueba' },
    })
    await runner.stop()
  })

  it('can be recalled while nothing has left, and not afterwards', async () => {
    const desk = await broadcastDesk(open)
    await desk.people(3)
    await desk.own('here')
    const id = await desk.approved()
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await desk.broadcasts.launch(eva, id, 10)
    await settled(desk, id, ({ planned }) => planned === 3)
    await desk.broadcasts.recall(eva, id)
    expect(await desk.broadcasts.get(id)).toMatchObject({ state: 'approved', planned: false, counts: { planned: 0 } })
    await desk.broadcasts.launch(eva, id, 0)
    await settled(desk, id, ({ released }) => released > 0)
    await expect(desk.broadcasts.recall(eva, id)).rejects.toMatchObject(refused('ALREADY_LEFT'))
    await runner.stop()
  })

  it('goes in an emergency to who did not agree too, first of all, with the exception of two people', async () => {
    const desk = await broadcastDesk(open)
    await desk.person(1, { purpose: 'service_cuts' })
    await desk.person(2)
    await desk.person(3, { limits: { opted_out_at: 1 } })
    await desk.own('here')
    await desk.broadcasts.saveRules(eva, { fourEyes: false, ownDomains: [] })
    const content = notice({ purpose: 'service_cuts', emergency: true, reason: 'Riada en el río' })
    const id = await desk.broadcasts.create(eva, content)
    await expect(desk.broadcasts.approve(eva, id, 1)).rejects.toMatchObject(refused('SECOND_PERSON_NEEDED'))
    await desk.broadcasts.approve(leo, id, 1)
    await desk.broadcasts.launch(eva, id, 0)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await settled(desk, id, ({ planned, released }) => planned === 0 && released === 1)
    expect(await desk.queued()).toEqual([
      expect.objectContaining({ citizen_id: 'citizen-000001', lane: lanes.emergency, exception_id: 'eva and leo' }),
      expect.objectContaining({ citizen_id: 'citizen-000002', lane: lanes.emergency, exception_id: 'eva and leo' }),
    ])
    await runner.stop()
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
