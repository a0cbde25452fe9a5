import { expect, it } from 'vitest'
import { lanes } from '../../main/outbox/rules.ts'
import { broadcastDesk, eva, leo, notice } from '../support/broadcast-desk.ts'
import { acknowledge, becomes, hour, refused, run, settled } from '../support/broadcast-run.ts'
import { describeOnEachStore } from '../support/stores.ts'

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
    const there = await broadcastDesk(open, { sharing: desk })
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
    await desk.person(4, { purpose: 'service_cuts', heard: false })
    await desk.own('here')
    await desk.doWithout()
    const content = notice({ purpose: 'service_cuts', emergency: true, reason: 'Riada en el río' })
    const id = await desk.broadcasts.create(eva, content)
    expect(await desk.broadcasts.get(id)).toMatchObject({ fourEyes: true })
    await expect(desk.broadcasts.approve(eva, id, 1)).rejects.toMatchObject(refused('SECOND_PERSON_NEEDED'))
    await desk.broadcasts.approve(leo, id, 1)
    await desk.broadcasts.launch(eva, id, 0)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await settled(desk, id, ({ planned, released }) => planned === 0 && released === 2)
    expect(await desk.queued()).toEqual([
      expect.objectContaining({ citizen_id: 'citizen-000001', lane: lanes.emergency, exception_id: 'eva and leo' }),
      expect.objectContaining({ citizen_id: 'citizen-000002', lane: lanes.emergency, exception_id: 'eva and leo' }),
    ])
    const { excluded } = await desk.broadcasts.get(id)
    expect(excluded).toEqual(expect.arrayContaining([{ reason: 'never_wrote', count: 1 }]))
    expect(excluded).toHaveLength(2)
    await runner.stop()
  })

  it('says one number of who gets nothing, everywhere, with reasons that add up to it', async () => {
    const desk = await broadcastDesk(open)
    await desk.person(1)
    await desk.person(2)
    await desk.person(3, { state: 'withdrawn' })
    await desk.person(4, { purpose: 'service_cuts' })
    await desk.person(5, { limits: { opted_out_at: 1 } })
    await desk.person(6, { heard: false })
    await desk.own('here')
    const id = await desk.approved()
    await desk.broadcasts.launch(eva, id, 0)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await settled(desk, id, ({ planned, released }) => planned === 0 && released === 2)
    const [first] = await desk.queued()
    await desk.store.transaction((tx) => desk.queue.stopTownStarted(tx, first?.citizen_id ?? '', 'all'))
    await runner.stop()

    const reasons = { no_consent: 2, opted_out: 1, never_wrote: 1, taken_back: 1 }
    const byReason = (excluded: readonly { reason: string; count: number }[]) =>
      Object.fromEntries(excluded.map(({ reason, count }) => [reason, count]))
    const shown = await desk.broadcasts.get(id)
    const { items } = await desk.broadcasts.list({ limit: 10 })
    const acta = await desk.broadcasts.acta.of(id)
    expect([shown, acta].map(({ excluded }) => byReason(excluded))).toEqual([reasons, reasons])
    expect([shown, items[0], acta].map((one) => one?.counts.excluded)).toEqual([5, 5, 5])

    const { blocks } = JSON.parse(Buffer.from(await desk.broadcasts.acta.pdf(id, 'es')).toString()) as {
      blocks: { kind: string; head?: string[]; rows: [string, string][] }[]
    }
    const [states, why] = blocks.filter(({ kind }) => kind === 'table')
    expect(states?.rows).toContainEqual(['Sin envío', '5'])
    expect(why?.rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(5)
  })
})
