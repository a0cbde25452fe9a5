import { describe, expect, it } from 'vitest'
import { linkedLine, mondayMorning } from '../../tests/support/line.ts'
import { day, hour } from './policy.ts'
import { dayOf, type LineDay, stepAfterRed, usedFor } from './warm-up-rules.ts'

const { policy, hours } = linkedLine()
const monday: LineDay = { key: '2026-03-02', step: 10, sent: 80, worst: 'green', at: mondayMorning }
const on = (from: LineDay, now: number, lastSentAt: number | null = now - hour) =>
  dayOf(from, { policy, hours, lastSentAt }, now)

describe('warm-up', () => {
  it('goes a step further after a green day that was used', () =>
    expect(on(monday, mondayMorning + day)).toEqual({
      key: '2026-03-03',
      step: 11,
      sent: 0,
      worst: 'green',
      at: mondayMorning + day,
    }))

  it('stays on its step on the same day, after an amber one, and after one that was hardly used', () => {
    expect(on(monday, mondayMorning + hour)).toBe(monday)
    expect(on({ ...monday, worst: 'amber' }, mondayMorning + day).step).toBe(10)
    expect(usedFor(policy, 10)).toBe(52)
    expect(on({ ...monday, sent: 51 }, mondayMorning + day).step).toBe(10)
  })

  it('drops two steps at red, never below the first on which anything leaves', () => {
    expect(stepAfterRed(10, policy)).toBe(8)
    expect(stepAfterRed(4, policy)).toBe(3)
    expect(stepAfterRed(1, policy)).toBe(1)
  })

  it('drops two steps for every 72 hours without sending, once each', () => {
    const last = mondayMorning
    const thursday = on(monday, last + 3 * day, last)
    expect(thursday.step).toBe(9)
    expect(on(thursday, last + 4 * day, last).step).toBe(9)
    expect(on(thursday, last + 6 * day, last).step).toBe(7)
    expect(on(monday, last + 60 * day, last).step).toBe(3)
  })

  it('lets the first days pass by themselves, also those on which nobody looked', () => {
    const first: LineDay = { key: '2026-03-02', step: 0, sent: 0, worst: 'green', at: mondayMorning }
    expect(on(first, mondayMorning + day, null).step).toBe(1)
    expect(on(first, mondayMorning + 3 * day, null).step).toBe(3)
    expect(on(first, mondayMorning + 9 * day, null).step).toBe(3)
  })

  it('stays in the later day when the clock is set back', () => expect(on(monday, mondayMorning - day)).toBe(monday))
})
