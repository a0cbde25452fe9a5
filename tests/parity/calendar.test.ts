import { expect, it } from 'vitest'
import { type CalendarEntryInput, calendarEntryInput } from '../../contract/calendar.ts'
import { townCalendar } from '../../main/calendar/service.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { town } from '../support/town.ts'

const rosa: Operator = { id: 'rosa', name: 'Rosa Prieto', role: 'officer', permissions: new Set() }
/** Monday, open from nine to two. */
const monday = Date.parse('2026-03-02T09:00:00Z')
const closure = (from: string, to = from, name = 'Obras'): CalendarEntryInput => ({ kind: 'closure', from, to, name })

async function calendarOn(open: OpenStore, hours = town.openingHours) {
  const clock = manualClock(monday)
  const store = await open({ clock })
  const needs = { store, clock, newId: sequentialIds(), audit: auditTrail({ clock }) }
  return { store, clock, calendar: townCalendar({ ...needs, town: async () => ({ ...town, openingHours: hours }) }) }
}

describeOnEachStore('the calendar', (open) => {
  it('keeps every kind of entry as it was given, in order of date', async () => {
    const { calendar } = await calendarOn(open)
    const hours = [{ from: '10:00', to: '12:00' }]
    const given: readonly CalendarEntryInput[] = [
      { kind: 'timetable', from: '2026-06-15', to: '2026-09-15', name: 'Verano', week: town.openingHours },
      { kind: 'opening', from: '2026-05-01', to: '2026-05-01', name: 'Elecciones', hours },
      { kind: 'half_day', from: '2026-12-24', to: '2026-12-24', name: 'Nochebuena', hours },
      { kind: 'feast', from: '2026-08-17', to: '2026-08-17', name: 'San Roque' },
      closure('2026-03-05'),
    ]
    for (const entry of given) await calendar.save(rosa, entry)
    const { entries, community } = await calendar.get()
    expect(community).toBeNull()
    expect(entries.map(({ id: _, ...entry }) => entry)).toEqual(given.toSorted((a, b) => a.from.localeCompare(b.from)))
  })

  it('changes and removes an entry, with its author in the trail and the consoles told', async () => {
    const { store, calendar } = await calendarOn(open)
    const saved = await calendar.save(rosa, closure('2026-03-05'))
    expect(await calendar.save(rosa, { ...saved, to: '2026-03-06' })).toEqual({ ...saved, to: '2026-03-06' })
    await calendar.remove(rosa, saved.id)
    expect((await calendar.get()).entries).toEqual([])
    for (const missing of [() => calendar.remove(rosa, saved.id), () => calendar.save(rosa, saved)]) {
      await expect(missing()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    const trail = await store.read.selectFrom('audit').select(['actor_id', 'action']).orderBy('seq').execute()
    expect(trail.map(({ actor_id, action }) => `${actor_id} ${action}`)).toEqual([
      'rosa calendar.save_entry',
      'rosa calendar.save_entry',
      'rosa calendar.remove_entry',
    ])
    const changes = (await store.changes.after(0, 10)) ?? []
    expect(changes.map(({ kind, objectId }) => `${kind} ${objectId}`)).toEqual(Array(3).fill('settings calendar'))
  })

  it('refuses two entries of a kind on one day, naming the other, and lets different kinds meet', async () => {
    const { calendar } = await calendarOn(open)
    await calendar.save(rosa, closure('2026-03-05', '2026-03-10'))
    for (const clash of [closure('2026-03-10'), closure('2026-03-01', '2026-03-05'), closure('2026-03-06')]) {
      await expect(calendar.save(rosa, clash)).rejects.toMatchObject({
        code: 'CALENDAR_OVERLAP',
        data: { name: 'Obras', from: '2026-03-05', to: '2026-03-10' },
      })
    }
    await calendar.save(rosa, { kind: 'feast', from: '2026-03-06', to: '2026-03-06', name: 'Patrona' })
    expect((await calendar.get()).entries).toHaveLength(2)
  })

  it.each([
    ['no such day', { ...closure('2026-02-30') }],
    ['ends before it begins', closure('2026-03-05', '2026-03-04')],
    ['longer than a year', closure('2026-03-05', '2027-03-07')],
    ['no name', closure('2026-03-05', '2026-03-05', ' ')],
    ['half-day without hours', { ...closure('2026-03-05'), kind: 'half_day', hours: [] }],
    [
      'hours that overlap',
      { ...closure('2026-03-05'), kind: 'opening', hours: [span('09:00', '12:00'), span('11:00', '13:00')] },
    ],
    ['hours backwards', { ...closure('2026-03-05'), kind: 'opening', hours: [span('12:00', '09:00')] }],
    [
      'week that overlaps',
      { ...closure('2026-03-05'), kind: 'timetable', week: [day('09:00', '12:00'), day('11:00', '13:00')] },
    ],
    ['no kind of ours', { ...closure('2026-03-05'), kind: 'siesta' }],
  ])('does not take an entry with %s', (_, entry) => {
    expect(calendarEntryInput.safeParse(entry).success).toBe(false)
  })

  it('shows every day of a year, with the feasts of the community and its own', async () => {
    const { calendar } = await calendarOn(open)
    await calendar.saveCommunity(rosa, 'MD')
    await calendar.save(rosa, closure('2026-03-09'))
    const { days, feasts, source } = await calendar.days(2026)
    expect({ count: days.length, feasts, source }).toEqual({
      count: 365,
      feasts: 'official',
      source: expect.stringContaining('BOE'),
    })
    const on = (date: string) => days.find((one) => one.date === date)
    expect(on('2026-03-02')).toEqual({ date: '2026-03-02', hours: [{ from: '09:00', to: '14:00' }], mark: null })
    expect(on('2026-03-09')).toMatchObject({ hours: [], mark: { kind: 'closure', name: 'Obras' } })
    expect(on('2026-11-02')).toMatchObject({ hours: [], mark: { kind: 'regional', entryId: null } })
    expect((await calendar.days(2028)).days).toHaveLength(366)
  })

  it('gives waiting clocks the open time of the weeks around now, and nothing in a town without hours', async () => {
    const { calendar, clock } = await calendarOn(open)
    const { open: intervals, from, to } = await calendar.intervals()
    expect(from).toBeLessThan(clock.now() - 90 * 86_400_000)
    expect(to).toBeGreaterThan(clock.now() + 20 * 86_400_000)
    const nine = Date.parse('2026-03-02T08:00:00Z')
    expect(intervals).toContainEqual([nine, nine + 5 * 3_600_000])
    const silent = await calendarOn(open, [])
    expect((await silent.calendar.intervals()).open).toBeNull()
  })

  it('takes over a feed after showing it, all of it or nothing', async () => {
    const { calendar } = await calendarOn(open)
    const event = (date: string, name: string) =>
      `BEGIN:VEVENT\r\nUID:${date}\r\nDTSTART;VALUE=DATE:${date}\r\nSUMMARY:${name}\r\nEND:VEVENT\r\n`
    const text = `BEGIN:VCALENDAR\r\n${event('20260320', 'Cierre')}${event('20260309', 'Obras')}END:VCALENDAR`
    await calendar.save(rosa, closure('2026-03-09'))
    const { entries } = await calendar.readFeed(text)
    expect(entries).toEqual([
      { from: '2026-03-09', to: '2026-03-09', name: 'Obras', known: true },
      { from: '2026-03-20', to: '2026-03-20', name: 'Cierre', known: false },
    ])
    expect((await calendar.get()).entries).toHaveLength(1)
    const all = entries.map(({ from, to, name }) => closure(from, to, name))
    await expect(calendar.importEntries(rosa, all.toReversed())).rejects.toMatchObject({ code: 'CALENDAR_OVERLAP' })
    expect((await calendar.get()).entries).toHaveLength(1)
    expect(await calendar.importEntries(rosa, all.slice(1))).toBe(1)
    expect((await calendar.get()).entries).toHaveLength(2)
    await expect(calendar.readFeed('Romería')).rejects.toMatchObject({ data: { reason: 'not_ical' } })
  })

  it('of a practice town is given once', async () => {
    const { calendar } = await calendarOn(open)
    await calendar.ensurePractice()
    const { community, entries } = await calendar.get()
    expect(community).toBe('CL')
    expect(entries).toHaveLength(10)
    await calendar.ensurePractice()
    expect((await calendar.get()).entries).toHaveLength(10)
  })
})

function span(from: string, to: string) {
  return { from, to }
}

function day(from: string, to: string) {
  return { weekday: 1, from, to }
}
