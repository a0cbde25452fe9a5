import { describe, expect, it } from 'vitest'
import { daysIn, freeOf, gaugeParts, inWeeks, isWatching, monthDayOf, partsOf, placeOf } from './rules.ts'

describe('the bar of a day', () => {
  it('has a part for each', () =>
    expect(gaugeParts({ sent: 200, allowed: 800, reserve: 160 })).toEqual({
      sent: 0.25,
      free: 0.55,
      reserve: 0.2,
      left: 440,
    }))
  it('shrinks the reserve once emergencies take from it, and holds a day on which more left than may now', () => {
    expect(gaugeParts({ sent: 700, allowed: 800, reserve: 160 })).toEqual({
      sent: 0.875,
      free: 0,
      reserve: 0.125,
      left: 0,
    })
    expect(gaugeParts({ sent: 700, allowed: 400, reserve: 80 })).toEqual({ sent: 1, free: 0, reserve: 0, left: 0 })
    expect(gaugeParts({ sent: 0, allowed: 0, reserve: 0 })).toEqual({ sent: 0, free: 0, reserve: 0, left: 0 })
  })
})

it('says which breakers only watch', () => {
  const breaker = {
    name: 'failed',
    level: 'green',
    value: 0,
    sample: 29,
    least: 30,
    amberAt: 0.03,
    redAt: 0.05,
  } as const
  expect(isWatching(breaker)).toBe(true)
  expect(isWatching({ ...breaker, sample: 30 })).toBe(false)
  expect(isWatching({ ...breaker, name: 'disconnects', sample: 0 })).toBe(false)
})

it('lays days out in weeks', () => {
  const days = ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'].map((day) => ({
    day,
  }))
  expect(inWeeks(days).map((week) => week.map((cell) => cell?.day.slice(8) ?? '–').join(' '))).toEqual([
    '– – 04 05 06 07 08',
    '09',
  ])
  expect(inWeeks([])).toEqual([])
})

it('says until when a broadcast leaves, and what days leave free', () => {
  const days = [
    { day: '2026-03-04', free: 10, planned: [{ id: 'one', count: 30 }] },
    {
      day: '2026-03-05',
      free: 5,
      planned: [
        { id: 'one', count: 20 },
        { id: 'other', count: 1 },
      ],
    },
    { day: '2026-03-06', free: 40, planned: [] },
  ]
  expect(placeOf({ id: 'one', left: 50 }, days)).toEqual({ last: '2026-03-05', fits: true })
  expect(placeOf({ id: 'one', left: 51 }, days)).toEqual({ last: '2026-03-05', fits: false })
  expect(placeOf({ id: 'nobody', left: 1 }, days)).toEqual({ last: null, fits: false })
  expect([freeOf(days, 1), freeOf(days, 7)]).toEqual([10, 55])
})

it('keeps to days that a month has', () => {
  expect([1, 2, 4, 12].map(daysIn)).toEqual([31, 29, 30, 31])
  expect(partsOf('06-15')).toEqual([6, 15])
  expect([monthDayOf(6, 15), monthDayOf(2, 31)]).toEqual(['06-15', '02-29'])
})
