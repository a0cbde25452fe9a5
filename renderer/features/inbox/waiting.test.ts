import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Openings, openTime } from './waiting.ts'

const hour = 3_600_000
const at = (day: number, hours: number) => day * 24 * hour + hours * hour
/** A week of mornings from nine to two, five days of it. */
const week: Openings = {
  from: 0,
  to: at(7, 0),
  open: [0, 1, 2, 3, 4].map((day) => [at(day, 9), at(day, 14)] as const),
}

describe('waiting in open time', () => {
  it.each([
    ['a morning', at(0, 10), at(0, 11), 1],
    ['a night between two mornings', at(0, 13), at(1, 10), 2],
    ['from before opening', at(1, 3), at(1, 9.5), 0.5],
    ['the whole weekend', at(4, 14), at(6, 23), 0],
    ['somebody whose clock is ahead', at(2, 12), at(2, 11), 0],
  ])('%s', (_, since, now, hours) => {
    expect(openTime(week, since, now)).toBe(hours * hour)
  })

  it('is real time in a town without hours, and before the calendar is known', () => {
    expect(openTime({ ...week, open: null }, at(4, 14), at(6, 14))).toBe(48 * hour)
    expect(openTime(null, at(4, 14), at(6, 14))).toBe(48 * hour)
  })

  it('counts what lies outside the known weeks as real time: nobody waits unseen', () => {
    expect(openTime(week, -2 * hour, at(0, 10))).toBe(3 * hour)
    expect(openTime(week, at(4, 13), at(7, 2))).toBe(3 * hour)
  })

  it('never shrinks as time goes on, and never passes real time', () => {
    const moment = fc.integer({ min: at(-1, 0), max: at(9, 0) })
    fc.assert(
      fc.property(moment, moment, fc.nat(at(2, 0)), (since, now, more) => {
        const waited = openTime(week, since, now)
        expect(waited).toBeGreaterThanOrEqual(0)
        expect(waited).toBeLessThanOrEqual(Math.max(0, now - since))
        expect(openTime(week, since, now + more)).toBeGreaterThanOrEqual(waited)
      }),
    )
  })
})
