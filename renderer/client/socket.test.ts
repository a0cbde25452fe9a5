import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backOff } from './socket.ts'

it('waits longer after each failure, never at once and never for more than fifteen seconds', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const delay = backOff(attempt, random)
      expect(delay).toBeGreaterThanOrEqual(125)
      expect(delay).toBeLessThanOrEqual(15_000)
    }),
  )
  expect(backOff(3, 0)).toBeGreaterThan(backOff(1, 1))
})
