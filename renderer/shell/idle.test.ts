import { expect, it } from 'vitest'
import { toLock } from './idle.ts'

const minute = 60_000
const idleLockMs = 10 * minute

it('says nothing until the last minute, then how long is left, then zero', () => {
  const after = (idle: number) => toLock({ now: 1e9 + idle, lastActive: 1e9, idleLockMs })
  expect(after(0)).toBeNull()
  expect(after(9 * minute - 1)).toBeNull()
  expect(after(9 * minute)).toBe(minute)
  expect(after(10 * minute - 1)).toBe(1)
  expect(after(10 * minute)).toBe(0)
  expect(after(60 * minute)).toBe(0)
})

it('warns for half of a lock that is shorter than two minutes', () => {
  expect(toLock({ now: 29_000, lastActive: 0, idleLockMs: minute })).toBeNull()
  expect(toLock({ now: 31_000, lastActive: 0, idleLockMs: minute })).toBe(29_000)
})
