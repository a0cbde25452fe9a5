import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { CalendarEntry } from '../../contract/calendar.ts'
import type { Town } from '../../contract/settings.ts'
import { feastsFor } from './feasts.ts'
import { openingCalendar } from './opening.ts'

const mornings: Town['openingHours'] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '14:00' }))
const always: Town['openingHours'] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '23:59' }))

type Made = { zone?: Town['timeZone']; hours?: Town['openingHours']; entries?: readonly CalendarEntry[] }

const calendar = ({ zone = 'Europe/Madrid', hours = mornings, entries = [] }: Made = {}) =>
  openingCalendar({ town: { openingHours: hours, timeZone: zone }, entries, feastsOf: feastsFor('MD') })

const at = (iso: string, zone = 'Europe/Madrid') => DateTime.fromISO(iso, { zone }).toMillis()
const dates = (from: string, to = from) => ({ id: from, from, to, name: 'Entrada' })
const tenToNoon = [{ from: '10:00', to: '12:00' }]

describe('open or closed', () => {
  it('says until when it is open, and when it opens next over a feast and the weekend behind it', () => {
    const { openingAt, nextOpening } = calendar()
    expect(openingAt(at('2026-04-30T10:00'))).toEqual({ open: true, until: '14:00' })
    const next = { date: '2026-05-04', daysAhead: 4, time: '09:00' }
    expect(openingAt(at('2026-04-30T14:00'))).toEqual({ open: false, next, reason: null })
    expect(nextOpening(at('2026-04-30T15:00'))).toEqual(next)
    expect(nextOpening(at('2026-04-30T10:00'))).toBeNull()
  })

  it('names the feast or the closure that keeps it closed', () => {
    const closure: CalendarEntry = { ...dates('2026-03-04'), kind: 'closure', name: 'Obras' }
    const { openingAt } = calendar({ entries: [closure] })
    expect(openingAt(at('2026-10-12T10:00'))).toMatchObject({
      open: false,
      next: { date: '2026-10-13' },
      reason: { kind: 'feast', name: { es: 'Fiesta Nacional de España', ca: "Festa Nacional d'Espanya" } },
    })
    expect(openingAt(at('2026-03-04T10:00'))).toMatchObject({ reason: { kind: 'closure', name: { es: 'Obras' } } })
  })

  it('an extra opening beats a closure, which beats a feast; a half-day does not open a Sunday', () => {
    const entries: readonly CalendarEntry[] = [
      { ...dates('2026-05-01'), kind: 'opening', hours: tenToNoon },
      { ...dates('2026-05-01', '2026-05-05'), kind: 'closure' },
      { ...dates('2026-12-20', '2026-12-24'), kind: 'half_day', hours: [{ from: '09:00', to: '11:00' }] },
    ]
    const { day } = calendar({ entries })
    expect(day('2026-05-01')).toMatchObject({ hours: tenToNoon, mark: { kind: 'opening' } })
    expect(day('2026-05-04')).toMatchObject({ hours: [], mark: { kind: 'closure' } })
    expect(day('2026-12-20')).toMatchObject({ hours: [], mark: null })
    expect(day('2026-12-21')).toMatchObject({ hours: [{ to: '11:00' }], mark: { kind: 'half_day' } })
  })

  it('keeps another week while a timetable lasts, and a half-day within it', () => {
    const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '13:00' }))
    const entries: readonly CalendarEntry[] = [
      { ...dates('2026-06-15', '2026-09-15'), kind: 'timetable', week },
      { ...dates('2026-08-14'), kind: 'half_day', hours: tenToNoon },
    ]
    const { openingAt, weekAt, day } = calendar({ entries })
    expect(openingAt(at('2026-06-15T08:45'))).toEqual({ open: true, until: '13:00' })
    expect(openingAt(at('2026-09-16T08:45'))).toMatchObject({ open: false, next: { daysAhead: 0, time: '09:00' } })
    expect(day('2026-08-14').hours).toEqual(tenToNoon)
    expect(weekAt(at('2026-07-01T12:00'))).toEqual(week)
    expect(weekAt(at('2026-10-01T12:00'))).toEqual(mornings)
  })

  it('knows nothing without hours, nor of a moment that is none; and names no opening that is too far away', () => {
    expect(calendar({ hours: [] }).openingAt(at('2026-03-02T10:00'))).toBeNull()
    expect(calendar({ hours: [] }).intervalsBetween(0, 1e9)).toBeNull()
    for (const moment of [Number.NaN, 9e15, Number.POSITIVE_INFINITY]) expect(calendar().openingAt(moment)).toBeNull()
    const gone: CalendarEntry = { ...dates('2026-01-01', '2027-12-31'), kind: 'closure' }
    expect(calendar({ entries: [gone] }).openingAt(at('2026-03-02T10:00'))).toMatchObject({ open: false, next: null })
  })
})

describe('minutes of opening', () => {
  it('counts the hours between Friday noon and Monday at ten, and nothing of the weekend', () => {
    const { openMinutesBetween } = calendar()
    expect(openMinutesBetween(at('2026-03-06T12:00'), at('2026-03-09T10:00'))).toBe(180)
    expect(openMinutesBetween(at('2026-03-07T00:00'), at('2026-03-09T09:00'))).toBe(0)
    expect(openMinutesBetween(at('2026-03-09T10:00'), at('2026-03-06T12:00'))).toBe(0)
  })

  it.each(['Europe/Madrid', 'Atlantic/Canary'] as const)(
    'is an hour short or long when the clocks change in %s',
    (zone) => {
      const { openMinutesBetween } = calendar({ zone, hours: always })
      const day = (date: string) => openMinutesBetween(at(`${date}T00:00`, zone), at(`${date}T23:59`, zone))
      expect(day('2026-03-28')).toBe(1_439)
      expect(day('2026-03-29')).toBe(1_379)
      expect(day('2026-10-25')).toBe(1_499)
    },
  )

  const moment = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00') })
  const zone = fc.constantFrom('Europe/Madrid' as const, 'Atlantic/Canary' as const)
  const entries = fc.array(
    fc
      .record({
        kind: fc.constantFrom('feast' as const, 'closure' as const, 'half_day' as const, 'opening' as const),
        day: fc.integer({ min: 0, max: 729 }),
      })
      .map(({ kind, day }): CalendarEntry => {
        const date = DateTime.utc(2026, 1, 1).plus({ days: day }).toFormat('yyyy-MM-dd')
        const base = dates(date)
        return kind === 'half_day' || kind === 'opening' ? { ...base, kind, hours: tenToNoon } : { ...base, kind }
      }),
    { maxLength: 12 },
  )

  it('adds up: from a to b and from b to c is from a to c, never less than nothing nor more than real time', () => {
    fc.assert(
      fc.property(zone, entries, fc.tuple(moment, moment, moment), (where, own, moments) => {
        const [a, b, c] = moments.toSorted((one, other) => one - other) as [number, number, number]
        const { openMinutesBetween } = calendar({ zone: where, entries: own })
        const [first, second, whole] = [openMinutesBetween(a, b), openMinutesBetween(b, c), openMinutesBetween(a, c)]
        expect(first + second).toBeCloseTo(whole, 6)
        expect(whole).toBeGreaterThanOrEqual(0)
        expect(whole).toBeLessThanOrEqual((c - a) / 60_000)
      }),
      { numRuns: 30 },
    )
  })

  it('agrees with openingAt: no minute counts before the next opening, and the first after it does', () => {
    fc.assert(
      fc.property(zone, entries, moment, (where, own, now) => {
        const { openingAt, openMinutesBetween } = calendar({ zone: where, entries: own })
        const opening = openingAt(now)
        if (!opening || opening.open || !opening.next) return
        const opens = at(`${opening.next.date}T${opening.next.time}`, where)
        expect(openMinutesBetween(now, opens)).toBe(0)
        expect(openMinutesBetween(now, opens + 60_000)).toBe(1)
        expect(openingAt(opens)).toMatchObject({ open: true })
      }),
      { numRuns: 100 },
    )
  })
})
