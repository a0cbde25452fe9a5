import { expect, it, vi } from 'vitest'
import { townCalendar } from '../../main/calendar/service.ts'
import { townKnowledge } from '../../main/knowledge/service.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { factsKeeper, type TownFacts } from '../../main/station/facts.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from '../support/clock.ts'
import { answer } from '../support/facts.ts'
import { sequentialIds } from '../support/ids.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { town } from '../support/town.ts'

const rosa: Operator = { id: 'rosa', name: 'Rosa Prieto', role: 'officer', permissions: new Set() }
const monday = Date.parse('2026-03-02T09:00:00Z')

async function stationOn(open: OpenStore, sharing?: Store) {
  const clock = manualClock(monday)
  // The store's own: it looks for what others wrote at every turn of it, and a month has many.
  const storeClock = manualClock(monday)
  const store = await open(sharing ? { clock: storeClock, sharing } : { clock: storeClock })
  const needs = {
    store,
    clock,
    newId: sequentialIds(sharing ? 1 : 0),
    audit: auditTrail({ clock }),
    town: async () => town,
  }
  const [calendar, knowledge] = [townCalendar(needs), townKnowledge(needs)]
  return { store, storeClock, clock, calendar, knowledge, facts: factsKeeper({ store, calendar, knowledge }) }
}

/** A station hears of what another wrote a moment later, by its own clock. */
const eventually = ({ facts, storeClock }: Awaited<ReturnType<typeof stationOn>>, is: (facts: TownFacts) => boolean) =>
  vi.waitFor(async () => {
    await storeClock.advance(1_000)
    const now = await facts.current()
    expect(is(now)).toBe(true)
    return now
  })

describeOnEachStore('the facts of a conversation', (open) => {
  it('are compiled once, and again when another station writes a fact or a day', async () => {
    const here = await stationOn(open)
    const there = await stationOn(open, here.store)
    const before = await here.facts.current()
    expect(before.answer('street_market', 'es')).toBeNull()
    expect(before.openingAt(monday)).toEqual({ open: true, until: '14:00' })
    expect(await here.facts.current()).toBe(before)

    await there.knowledge.save(rosa, null, answer())
    const sold = await eventually(here, (facts) => facts.answer('street_market', 'es') !== null)
    expect(sold.answer('street_market', 'es')?.text).toBe('Venga los viernes.')
    await there.calendar.save(rosa, { kind: 'closure', from: '2026-03-02', to: '2026-03-02', name: 'Obras' })
    const after = await eventually(here, (facts) => facts.openingAt(monday)?.open === false)
    expect(after.openingAt(monday)).toMatchObject({ open: false, next: { daysAhead: 7 } })
    expect(after.closedFor(monday, 'eu')).toBe('Obras')
    expect(after.closedFor(monday + 86_400_000, 'es')).toBe('')
    for (const { facts } of [here, there]) facts.stop()
  })

  it('stay as they are while only messages change, and grow stale when the day does', async () => {
    const { store, clock, facts, knowledge } = await stationOn(open)
    await knowledge.save(rosa, null, answer({ reviewedOn: '2026-03-02', reviewEveryMonths: 1 }))
    const first = await facts.current()
    await store.transaction((tx) => store.changes.note(tx, [{ kind: 'conversation', conversationId: 'x' }]))
    expect(await facts.current()).toBe(first)
    expect(first.answer('street_market', 'es')?.stale).toBe(false)
    await clock.advance(31 * 86_400_000)
    expect((await facts.current()).answer('street_market', 'es')?.stale).toBe(true)
    facts.stop()
  })
})
