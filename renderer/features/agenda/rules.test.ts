import { describe, expect, it } from 'vitest'
import type { Booking } from '../../../contract/appointments.ts'
import {
  bookingFaults,
  dayAt,
  isDay,
  mondayOf,
  moreHours,
  newService,
  noonOf,
  plusDays,
  rowsOf,
  serviceFaults,
  weekOf,
} from './rules.ts'

const booking = (start: number, state: Booking['state'] = 'booked', id = `${start}`): Booking => ({
  id,
  code: 'C-23479',
  service: { id: 's', name: 'Padrón' },
  start,
  end: start + 1,
  state,
  name: 'Nuria',
  phone: null,
  note: '',
  conversationId: null,
})

describe('days', () => {
  it('are those of the town, whatever the clock of the machine', () => {
    const late = Date.UTC(2026, 2, 2, 23, 30)
    expect([dayAt(late, 'Europe/Madrid'), dayAt(late, 'Atlantic/Canary')]).toEqual(['2026-03-03', '2026-03-02'])
  })
  it('go on over months and changes of the hour, and a week begins on Monday', () => {
    expect(plusDays('2026-03-29', 1)).toBe('2026-03-30')
    expect(plusDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(mondayOf('2026-03-08')).toBe('2026-03-02')
    expect(weekOf('2026-03-04').at(-1)).toBe('2026-03-08')
    expect(dayAt(noonOf('2026-10-25', 'Europe/Madrid'), 'Europe/Madrid')).toBe('2026-10-25')
  })
  it('are told from what is none', () =>
    expect([isDay('2026-02-30'), isDay(undefined), isDay('2026-03-02')]).toEqual([false, false, true]))
})

it('puts appointments into their slots, with those that have none any more', () => {
  const slot = (start: number) => ({ start, end: start + 1, capacity: 2, free: 1 })
  const rows = rowsOf([slot(2), slot(4)], [booking(3), booking(2), booking(2, 'done', 'b'), booking(4, 'cancelled')])
  expect(rows.map(({ start, bookings, slot }) => [start, bookings.length, slot?.free ?? null])).toEqual([
    [2, 2, 1],
    [3, 1, null],
    [4, 0, 1],
  ])
})

describe('forms', () => {
  it('find what is missing of a booking', () => {
    expect(bookingFaults({ start: null, name: ' A ' })).toEqual(['start', 'name'])
    expect(bookingFaults({ start: 1, name: 'Nuria' })).toEqual([])
  })
  it('find what is wrong with a service', () => {
    expect(serviceFaults({ ...newService, name: 'Padrón' })).toEqual([])
    const wrong = {
      ...newService,
      minutes: 4,
      daysAhead: Number.NaN,
      minNotice: -1,
      weekly: [{ weekday: 1, from: '10:00', to: '09:00', capacity: 1 }],
    }
    expect(serviceFaults(wrong)).toEqual(['name', 'minutes', 'daysAhead', 'minNotice', 'weekly'])
  })
  it('offer the next day for more hours', () => {
    expect(moreHours([])).toMatchObject({ weekday: 1 })
    expect(moreHours([{ weekday: 7, from: '10:00', to: '11:00', capacity: 3 }])).toEqual({
      weekday: 1,
      from: '10:00',
      to: '11:00',
      capacity: 3,
    })
  })
})
