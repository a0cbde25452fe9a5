import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostWithin, shortestGap } from './departures.ts'

const times = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 }).map((all) => all.toSorted((a, b) => a - b))

describe('mostWithin', () => {
  it('counts as looking at every stretch would', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 80 }), (all, window) => {
        const each = all.map((from) => all.filter((at) => at >= from && at < from + window).length)
        expect(mostWithin(all, window)).toBe(Math.max(0, ...each))
      }),
    )
  })
})

describe('shortestGap', () => {
  it('is the least of all, and there is none between fewer than two', () => {
    expect(shortestGap([10, 40, 45, 90])).toBe(5)
    expect(shortestGap([10])).toBe(Number.POSITIVE_INFINITY)
  })
})
