import { expect, it } from 'vitest'
import type { Operator } from '../../main/operators/actor.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from '../support/clock.ts'
import { administrator, consentTown, type Neighbour, said } from '../support/consent-town.ts'
import { consentsOn } from '../support/consents.ts'
import { sequentialIds } from '../support/ids.ts'
import { phone } from '../support/rows.ts'
import { describeOnEachStore } from '../support/stores.ts'

const hour = 60 * 60_000

async function townOn(store: Store) {
  const clock = manualClock()
  const newId = sequentialIds()
  const town = await consentTown({ store, clock, newId })
  const { desk } = town.consents()
  const words = (text: string) => said(clock, newId, text)
  const begin = (who: Neighbour, method: 'chat' | 'counter' | 'import' = 'chat') =>
    store.transaction((tx) =>
      desk.begin(tx, {
        ...{ citizenId: who.id, conversationId: who.conversationId, language: 'ca-valencia', method },
        by: method === 'chat' ? { kind: 'citizen', id: who.id } : { kind: 'operator', id: 'operator-1' },
        said: method === 'chat' ? words('ALTA') : null,
      }),
    )
  const choose = (who: Neighbour, purposeIds: readonly string[]) =>
    store.transaction(async (tx) => {
      await desk.declareAge(tx, { citizenId: who.id, oldEnough: true, said: words('sí') })
      await desk.choose(tx, { citizenId: who.id, purposeIds, said: words('1') })
    })
  const accept = (who: Neighbour) =>
    store.transaction((tx) => desk.accept(tx, { citizenId: who.id, said: words('ACEPTO'), shown: [] }))
  const join = async (who: Neighbour, purposeIds: readonly string[]) => {
    await begin(who)
    await choose(who, purposeIds)
    return accept(who)
  }
  const withdraw = (who: Neighbour, purposeIds: readonly string[] | 'all'): Promise<unknown> =>
    store.transaction((tx) =>
      desk.withdraw(tx, {
        ...{ citizenId: who.id, purposeIds, method: 'chat', by: { kind: 'citizen', id: who.id } },
        said: words('BAJA'),
      }),
    )
  /** Whether a message about it reaches them now, and if not, why. */
  const reaches = async (who: Neighbour, purpose: string, exceptionId?: string) => {
    const id = await town.start(who, purpose, exceptionId)
    await town.drain()
    return town.arrived.has(id) ? 'arrived' : await town.failureOf(id)
  }
  return {
    clock,
    town,
    desk,
    begin,
    choose,
    accept,
    join,
    withdraw,
    reaches,
    neighbour: () => town.neighbour(phone(1)),
  }
}

const seconds = (store: Store, ids: readonly string[]) =>
  store.transaction(async (tx) => {
    for (const id of ids)
      await tx
        .insertInto('operators')
        .values({
          ...{ id, username: id, name: id, role: 'administrator', language: 'es', password_hash: '-', pin_hash: null },
          ...{ failed_tries: 0, locked_at: null, disabled_at: null, last_access_at: null, previous_access_at: null },
          created_at: 0,
        })
        .execute()
  })

describeOnEachStore('consents', (open) => {
  it('let out only what somebody agreed to, and leave a record of what was kept back', async () => {
    const store = await open()
    const { join, reaches, neighbour } = await townOn(store)
    const who = await neighbour()
    expect(await reaches(who, 'works')).toBe('no_consent')
    expect(await join(who, ['works'])).toEqual({ ok: true, purposes: ['works'] })
    expect(await reaches(who, 'works')).toBe('arrived')
    expect(await reaches(who, 'culture')).toBe('no_consent')
    expect(await reaches(who, 'nothing_like_it')).toBe('no_consent')
    const kept = await store.read.selectFrom('audit').select(['action', 'detail']).orderBy('seq').execute()
    expect(kept.filter(({ action }) => action === 'consent.refuse_send').map(({ detail }) => detail)).toEqual([
      'works: no_consent',
      'culture: no_consent',
      'nothing_like_it: no_consent',
    ])
  })

  it('stop what was claimed a moment before: taken back while it waits, refused when it comes again', async () => {
    const store = await open()
    const { town, join, withdraw, neighbour, clock } = await townOn(store)
    const who = await neighbour()
    await join(who, ['works'])
    town.wire.between = async () => {
      town.wire.between = null
      await withdraw(who, 'all')
      throw new Error('the line went down')
    }
    const claimed = await town.start(who, 'works')
    const behind = await town.start(who, 'works')
    await town.drain()
    await clock.advance(hour)
    await town.drain()
    expect([town.arrived.has(claimed), town.arrived.has(behind)]).toEqual([false, false])
    expect(await town.failureOf(claimed)).toBe('opted_out')
  })

  it('keep news of one’s own matters for who stays, and give none to who left', async () => {
    const store = await open()
    const { reaches, withdraw, neighbour } = await townOn(store)
    const who = await neighbour()
    expect(await reaches(who, 'follow_up')).toBe('arrived')
    await withdraw(who, 'all')
    expect(await reaches(who, 'follow_up')).toBe('opted_out')
  })

  it('keep somebody out who left and comes back in a spreadsheet, until they write themself', async () => {
    const store = await open()
    const { town, join, withdraw, begin, choose, accept, reaches, neighbour } = await townOn(store)
    const who = await neighbour()
    await join(who, ['works'])
    await withdraw(who, 'all')
    await store.transaction(async (tx) => {
      await town.consents().custody.forget(tx, who.id)
      await tx.deleteFrom('citizen_identifiers').where('citizen_id', '=', who.id).execute()
    })
    const again = await neighbour()
    await begin(again, 'import')
    await choose(again, ['works'])
    expect(await accept(again)).toEqual({ ok: false, reason: 'nothing_pending' })
    expect(await reaches(again, 'follow_up')).toBe('opted_out')
    expect(JSON.stringify(await store.read.selectFrom('suppressions').selectAll().execute())).not.toContain('700000001')
    expect(await join(again, ['works'])).toMatchObject({ ok: true })
    expect(await reaches(again, 'works')).toBe('arrived')
  })

  it('give nothing for a form until its phone says yes, and note both', async () => {
    const store = await open()
    const { town, accept, reaches, neighbour } = await townOn(store)
    const who = await neighbour()
    const form = { citizenId: who.id, method: 'paper', language: 'es', purposes: ['jobs'] } as const
    await town.consents().counter.join(administrator(), form)
    expect(await reaches(who, 'jobs')).toBe('no_consent')
    expect(await accept(who)).toMatchObject({ ok: true })
    expect(await reaches(who, 'jobs')).toBe('arrived')
    const events = await store.read.selectFrom('ledger_entries').select('entry').orderBy('seq').execute()
    const told = events.map(({ entry }) => JSON.parse(entry)).map(({ event, method }) => `${event} ${method}`)
    expect(told).toEqual(['requested paper', 'given paper', 'confirmed chat'])
  })

  it('end a question after 48 hours, and say so to who answers late', async () => {
    const store = await open()
    const { town, clock, begin, choose, accept, neighbour } = await townOn(store)
    const who = await neighbour()
    await begin(who)
    await choose(who, ['works'])
    await clock.advance(48 * hour)
    expect(await accept(who)).toEqual({ ok: false, reason: 'expired' })
    await begin(who)
    await clock.advance(48 * hour)
    await town.consents().duties.expireRequests()
    const entries = await store.read.selectFrom('ledger_entries').select('entry').execute()
    expect(entries.filter(({ entry }) => entry.includes('"event":"expired"'))).toHaveLength(2)
  })

  it('last a year from when the number was last heard of', async () => {
    const store = await open()
    const { town, clock, join, reaches, neighbour } = await townOn(store)
    const who = await neighbour()
    await join(who, ['works'])
    await clock.advance(366 * 24 * hour)
    await town.consents().duties.watchSilence()
    expect(await reaches(who, 'works')).toBe('no_consent')
    const last = await store.read.selectFrom('ledger_entries').select('entry').orderBy('seq', 'desc').limit(1).execute()
    expect(last[0]?.entry).toContain('"event":"number_changed"')
  })

  it('are asked for again after a material change of the notice, and go on after a minor one', async () => {
    const store = await open()
    const { town, join, begin, choose, accept, reaches, neighbour } = await townOn(store)
    const { notices } = town.consents()
    const operator = administrator()
    const who = await neighbour()
    await join(who, ['works', 'jobs'])
    const publish = async (kind: 'minor' | 'material', purposes: readonly string[]) => {
      const { version } = await notices.draft(operator)
      const spanish = 'Ayuntamiento ({{town}}), también con un proveedor. {{authority}}. BAJA. INFO.'
      const text = { version, language: 'es', firstLayer: spanish, secondLayer: 'Todo lo demás, por escrito.' } as const
      await notices.write(operator, text)
      await expect(notices.publish(operator, { version, kind, purposes })).rejects.toMatchObject({ code: 'NO_NOTICE' })
      await notices.approve(operator, { version, language: 'es' })
      return notices.publish(operator, { version, kind, purposes })
    }
    await publish('minor', [])
    expect(await reaches(who, 'works')).toBe('arrived')
    await begin(who)
    await choose(who, ['works'])
    await publish('material', ['works'])
    expect(await accept(who)).toEqual({ ok: false, reason: 'notice_changed' })
    expect(await reaches(who, 'works')).toBe('no_consent')
    expect(await reaches(who, 'jobs')).toBe('arrived')
    expect(await join(who, ['works'])).toMatchObject({ ok: true })
    expect(await reaches(who, 'works')).toBe('arrived')
  })

  it('keep published words as they were, whoever tries', async () => {
    const store = await open()
    await townOn(store)
    const first = { first_layer: 'otra cosa' }
    await expect(
      store.transaction((tx) => tx.updateTable('notice_texts').set(first).where('notice', '=', 1).execute()),
    ).rejects.toThrow()
    await expect(
      store.transaction((tx) => tx.deleteFrom('notices').where('version', '=', 1).execute()),
    ).rejects.toThrow()
    await expect(
      store.transaction((tx) => tx.updateTable('purpose_versions').set({ basis: 'none' }).execute()),
    ).rejects.toThrow()
  })

  it('ask nobody while no person has approved the words', async () => {
    const store = await open()
    const clock = manualClock()
    const { desk, notices } = await consentsOn({ store, clock, newId: sequentialIds(), practice: false })
    const asked = { citizenId: 'c', conversationId: null, language: 'es', method: 'chat', said: null } as const
    const by = { kind: 'citizen', id: 'c' } as const
    await expect(store.transaction((tx) => desk.begin(tx, { ...asked, by }))).rejects.toMatchObject({
      code: 'NO_NOTICE',
    })
    expect(await notices.list()).toMatchObject([{ version: 1, state: 'draft', approved: [] }])
  })

  it('open for an emergency with two people, for service cuts alone, and for nobody who left', async () => {
    const store = await open()
    const { town, clock, withdraw, reaches, neighbour } = await townOn(store)
    await seconds(store, ['operator-1', 'operator-2'])
    const { exceptions } = town.consents()
    const [one, two]: Operator[] = [administrator('operator-1'), administrator('operator-2')]
    if (!one || !two) throw new Error('two people are needed')
    const who = await neighbour()
    const asked = { reason: 'Rotura del colector: no se puede beber el agua', until: clock.now() + hour }
    const { id } = await exceptions.ask(one, asked)
    expect(await reaches(who, 'service_cuts', id)).toBe('no_consent')
    await expect(exceptions.approve(one, id)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' })
    await exceptions.approve(two, id)
    expect(await reaches(who, 'service_cuts', id)).toBe('arrived')
    expect(await reaches(who, 'culture', id)).toBe('no_consent')
    expect(await reaches(who, 'service_cuts')).toBe('no_consent')
    await withdraw(who, 'all')
    expect(await reaches(who, 'service_cuts', id)).toBe('opted_out')
    await expect(exceptions.review(two, id)).rejects.toMatchObject({ code: 'WRONG_STATE' })
    const { needsReview, revokedBy, sent } = await exceptions.revoke(one, id)
    expect({ needsReview, revokedBy, sent }).toEqual({
      needsReview: true,
      revokedBy: { id: 'operator-1', name: 'operator-1' },
      sent: 1,
    })
    await expect(exceptions.review(one, id)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' })
    await exceptions.review(two, id)
    expect(await exceptions.list()).toMatchObject([
      { id, needsReview: false, reviewedBy: { id: 'operator-2' }, reviewedAt: clock.now() },
    ])
    await expect(exceptions.review(two, id)).rejects.toMatchObject({ code: 'WRONG_STATE' })
    const trail = await store.read.selectFrom('audit').select(['action', 'object_id']).orderBy('seq').execute()
    expect(trail.filter(({ object_id }) => object_id === id).map(({ action }) => action)).toEqual(
      ['ask', 'approve', 'revoke', 'review'].map((act) => `consent.${act}_exception`),
    )
    const never = await exceptions.ask(one, asked)
    await exceptions.revoke(one, never.id)
    expect((await exceptions.list())[0]).toMatchObject({ id: never.id, state: 'over', needsReview: false })
    await expect(exceptions.ask(one, { ...asked, until: clock.now() + 49 * hour })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })

  it('are told by person and purpose, in the words of whoever looks', async () => {
    const store = await open()
    const { town, desk, join, begin, choose, withdraw, neighbour } = await townOn(store)
    const who = await neighbour()
    await join(who, ['works', 'jobs'])
    await withdraw(who, ['jobs'])
    await begin(who)
    await choose(who, ['culture'])
    const offered = await store.transaction((tx) => desk.offered(tx, who.id, 'eu'))
    const states = Object.fromEntries(offered.map(({ id, state }) => [id, state]))
    expect(states).toMatchObject({ works: 'given', jobs: 'withdrawn', culture: 'requested', sport: 'none' })
    const told = await town.consents().reader.of(who.id, 'en')
    expect(told.purposes.find(({ id }) => id === 'works')).toMatchObject({
      name: 'Traffic and works',
      standing: 'live',
    })
    expect(told.request).toMatchObject({ method: 'chat', purposes: ['culture'] })
    const live = await store.read.selectFrom('live_consents').select(['citizen_id', 'purpose']).execute()
    expect(live).toEqual([{ citizen_id: who.id, purpose: 'works' }])
  })

  it('name those who declared an age that is no longer enough', async () => {
    const store = await open()
    const { town, clock, join, neighbour } = await townOn(store)
    const { settings, reader } = town.consents()
    await join(await neighbour(), ['works', 'jobs'])
    const rest = { minimumAge: 14, authority: 'APDCAT', officer: '' } as const
    await settings.save(administrator(), { ...rest, nextAge: { years: 16, from: '2026-03-04' } })
    expect(await reader.affectedByAge(10)).toMatchObject({ minimumAge: 14, total: 0 })
    await clock.advance(48 * hour)
    expect(await reader.affectedByAge(10)).toMatchObject({
      minimumAge: 16,
      total: 1,
      citizens: [{ declared: 14, purposes: 2 }],
    })
  })
})
