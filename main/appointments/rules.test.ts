import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { appointmentService, bookingStates } from '../../contract/appointments.ts'
import starters from '../../resources/appointments/practice.json' with { type: 'json' }
import {
  codeFrom,
  dayOf,
  daysFrom,
  freeSeat,
  freeSeats,
  judge,
  mayMove,
  outOfTerms,
  readCode,
  slotsOn,
  startOfDay,
  type Taken,
  tidy,
} from './rules.ts'

const zone = 'Europe/Madrid'
const at = (text: string, timeZone = zone) => DateTime.fromISO(text, { zone: timeZone }).toMillis()
const local = (moment: number, timeZone = zone) => DateTime.fromMillis(moment, { zone: timeZone }).toFormat('HH:mm')
const everyDay = (from: string, to: string, capacity = 1) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to, capacity }))

const service = {
  minutes: 20,
  weekly: [{ weekday: 1, from: '09:00', to: '10:15', capacity: 2 }],
  daysAhead: 30,
  minNotice: 60,
  active: true,
}
const monday = '2026-03-02'

describe('slots', () => {
  it('fill the hours of a weekday and none is cut short', () => {
    expect(slotsOn(service, monday, zone).map(({ start }) => local(start))).toEqual(['09:00', '09:20', '09:40'])
    expect(slotsOn(service, '2026-03-03', zone)).toEqual([])
  })

  it('are by the clock of the town, summer and winter', () => {
    for (const day of ['2026-03-23', '2026-03-30', '2026-10-19', '2026-10-26']) {
      for (const timeZone of [zone, 'Atlantic/Canary']) {
        const [first] = slotsOn(service, day, timeZone)
        expect(local(first?.start ?? 0, timeZone)).toBe('09:00')
      }
    }
  })

  it('leave out the hour that the clock skips', () => {
    const night = { minutes: 30, weekly: everyDay('01:00', '04:00') }
    expect(slotsOn(night, '2026-03-29', zone).map(({ start }) => local(start))).toEqual([
      '01:00',
      '01:30',
      '03:00',
      '03:30',
    ])
  })

  it('take the hour that the clock repeats once', () => {
    const night = { minutes: 30, weekly: everyDay('01:30', '03:30') }
    const slots = slotsOn(night, '2026-10-25', zone)
    expect(slots.map(({ start }) => local(start))).toEqual(['01:30', '02:00', '02:30', '03:00'])
    expect(slots[1]?.start).toBe(at('2026-10-25T02:00:00+02:00'))
  })

  const interval = fc
    .record({
      weekday: fc.integer({ min: 1, max: 7 }),
      from: fc.integer({ min: 0, max: 1400 }),
      length: fc.integer({ min: 1, max: 600 }),
      capacity: fc.integer({ min: 1, max: 20 }),
    })
    .map(({ from, length, ...rest }) => ({ ...rest, from: clock(from), to: clock(Math.min(1439, from + length)) }))
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const anyDay = fc.integer({ min: 0, max: 800 }).map((days) => daysFrom('2026-01-01', days + 1).at(-1) ?? '')

  it('never overlap, begin on their day and last as long as they should, whatever the timetable and the night', () =>
    fc.assert(
      fc.property(
        fc.array(interval, { maxLength: 8 }),
        fc.integer({ min: 5, max: 240 }),
        fc.oneof(anyDay, fc.constantFrom('2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31')),
        fc.constantFrom(zone, 'Atlantic/Canary'),
        (weekly, minutes, day, timeZone) => {
          const slots = slotsOn({ minutes, weekly }, day, timeZone)
          for (const [index, slot] of slots.entries()) {
            expect(slot.end - slot.start).toBe(minutes * 60_000)
            expect(dayOf(slot.start, timeZone)).toBe(day)
            expect(slot.start).toBeGreaterThanOrEqual(slots[index - 1]?.end ?? 0)
          }
        },
      ),
    ))
})

describe('seats', () => {
  const slot = { start: at('2026-03-02T09:00'), end: at('2026-03-02T09:20'), capacity: 2 }
  const other = (from: string, to: string, seat = 0): Taken => ({
    start: at(`2026-03-02T${from}`),
    end: at(`2026-03-02T${to}`),
    seat,
  })

  it('are given from the lowest, until there is none', () => {
    expect(freeSeat(slot, [])).toBe(0)
    expect(freeSeat(slot, [other('09:00', '09:20')])).toBe(1)
    expect(freeSeat(slot, [other('09:00', '09:20', 1)])).toBe(0)
    expect(freeSeat(slot, [other('09:00', '09:20'), other('09:00', '09:20', 1)])).toBeNull()
  })

  it('are taken also by what reaches into the slot, and not by what only touches it', () => {
    expect(freeSeats(slot, [other('08:50', '09:05'), other('09:15', '09:30', 1)])).toBe(0)
    expect(freeSeats(slot, [other('08:40', '09:00'), other('09:20', '09:40')])).toBe(2)
  })

  it('are never more than the capacity, in whatever order people book and cancel', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.oneof(fc.constant('book' as const), fc.nat(5)), { maxLength: 40 }),
        (capacity, acts) => {
          let taken: Taken[] = []
          for (const act of acts) {
            if (act !== 'book') taken = taken.filter((_, index) => index !== act)
            else {
              const seat = freeSeat({ ...slot, capacity }, taken)
              if (seat !== null) taken = [...taken, { ...slot, seat }]
            }
            expect(taken.length).toBeLessThanOrEqual(capacity)
            expect(new Set(taken.map(({ seat }) => seat)).size).toBe(taken.length)
          }
        },
      ),
    ))
})

describe('a slot that is asked for', () => {
  const now = at('2026-03-02T08:30')
  const asked = { now, timeZone: zone, booker: 'citizen', open: true, taken: [] } as const
  const verdict = (start: string, rest: Partial<Parameters<typeof judge>[1]> = {}) => {
    const found = judge(service, { ...asked, start: at(start), ...rest })
    return 'refused' in found ? found.refused : found.seat
  }

  it('is given, or refused with why', () => {
    expect(verdict('2026-03-09T09:00')).toBe(0)
    expect(verdict('2026-02-23T09:00')).toBe('past')
    expect(verdict('2026-03-02T09:20')).toBe('too_soon')
    expect(verdict('2026-03-02T09:40')).toBe(0)
    expect(verdict('2026-04-06T09:00')).toBe('too_far')
    expect(verdict('2026-03-09T09:00', { open: false })).toBe('closed')
    expect(verdict('2026-03-09T09:01')).toBe('not_offered')
    expect(verdict('2026-03-10T09:00')).toBe('not_offered')
    const start = at('2026-03-09T09:00')
    const full = [0, 1].map((seat) => ({ start, end: start + 20 * 60_000, seat }))
    expect(verdict('2026-03-09T09:00', { taken: full })).toBe('full')
  })

  it('is given by an operator without notice and for any day, but never twice, in the past or on a feast', () => {
    expect(verdict('2026-03-02T09:00', { booker: 'operator' })).toBe(0)
    expect(verdict('2026-06-01T09:00', { booker: 'operator' })).toBe(0)
    expect(verdict('2026-02-23T09:00', { booker: 'operator' })).toBe('past')
    expect(verdict('2026-03-09T09:00', { booker: 'operator', open: false })).toBe('closed')
  })

  it('of a service that is no longer offered is for operators only', () => {
    const retired = { ...service, active: false }
    const start = at('2026-03-09T09:00')
    expect(outOfTerms(retired, start, now, 'citizen')).toBe('not_offered')
    expect(outOfTerms(retired, start, now, 'operator')).toBeNull()
  })
})

describe('states', () => {
  const start = at('2026-03-02T09:00')
  const moves = (now: number) =>
    bookingStates.flatMap((state) =>
      bookingStates.filter((to) => mayMove({ state, start }, to, now, zone)).map((to) => `${state} > ${to}`),
    )

  it('before the day, an appointment can only be cancelled', () =>
    expect(moves(at('2026-03-01T23:59'))).toEqual(['booked > cancelled']))
  it('on its day it can also be said how it went', () =>
    expect(moves(at('2026-03-02T08:00'))).toEqual([
      'booked > cancelled',
      'booked > done',
      'booked > no_show',
      'done > no_show',
      'no_show > done',
    ]))
  it('afterwards it cannot be cancelled', () =>
    expect(moves(at('2026-03-02T10:00'))).toEqual([
      'booked > done',
      'booked > no_show',
      'done > no_show',
      'no_show > done',
    ]))
})

describe('codes', () => {
  it('have no letter that is taken for another, and are read as people write them', () =>
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), (id) => {
        const code = codeFrom(id)
        expect(code).toMatch(/^C-[234679ACDEFHJKMNPRTUVWXY]{5}$/)
        for (const written of [
          code,
          code.toLowerCase(),
          code.slice(2),
          ` ${code.replace('-', ' ')} `,
          [...code].join(' '),
        ])
          expect(readCode(written)).toBe(code)
      }),
    ))
  it.each(['', 'C-', 'hola', 'C-00000', 'C-23479X', '😀😀😀😀😀'])('are not seen in %s', (text) =>
    expect(readCode(text)).toBeNull(),
  )
})

describe('days', () => {
  it('are counted by the calendar, over a change of the clock too', () => {
    expect(daysFrom('2026-03-28', 3)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
    expect(daysFrom('2026-02-30', 3)).toEqual([])
    expect(startOfDay('2026-03-30', zone) - startOfDay('2026-03-29', zone)).toBe(23 * 3_600_000)
    expect(dayOf(at('2026-03-02T00:30'), 'Atlantic/Canary')).toBe('2026-03-01')
  })
})

it('keeps text on one line and cuts it', () => expect(tidy('  Rosa \n\u0000 Vidal  ', 8)).toBe('Rosa Vid'))

it('ships a practice agenda that the contract accepts', () => {
  const shipped = z.array(appointmentService.omit({ id: true })).parse(starters)
  expect(shipped.map(({ name }) => name)).toEqual([...new Set(shipped.map(({ name }) => name))])
  for (const service of shipped)
    expect(daysFrom(monday, 7).flatMap((day) => slotsOn(service, day, zone)).length).toBeGreaterThan(5)
})
