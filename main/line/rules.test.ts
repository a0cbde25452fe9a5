import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Pace, paces } from './policy.ts'
import { allowance, paceAfter } from './rules.ts'

const pace: Pace = { perMinute: 8, chatSpacing: 2000, burstWindow: 0, batch: 3 }

describe('allowance', () => {
  it('lets nothing through beyond the minute, in any interleaving of sends and waits', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (waits) => {
        const sent: number[] = []
        let now = 0
        for (const wait of waits) {
          now += wait
          const { count } = allowance(pace, sent, now)
          for (let i = 0; i < count; i++) sent.push(now)
          expect(sent.filter((at) => at > now - 60_000).length).toBeLessThanOrEqual(pace.perMinute)
        }
      }),
    ))

  it('says when to ask again, and then lets one through', () => {
    const sent = Array.from({ length: 8 }, (_, i) => i * 1000)
    const refused = allowance(pace, sent, 10_000)
    expect(refused).toEqual({ count: 0, retryAt: 60_000 })
    expect(allowance(pace, sent, refused.retryAt).count).toBeGreaterThan(0)
  })

  it('does not hold the practice town back', () =>
    expect(allowance(paces.practice, new Array(5000).fill(1), 1).count).toBe(paces.practice.batch))
})

describe('after a restriction', () => {
  const hour = 3_600_000
  it.each([
    [0, 1],
    [hour, 2],
    [6 * hour, 4],
    [24 * hour, pace.perMinute],
  ])('%d ms later a line says at most %d a minute', (since, perMinute) =>
    expect(paceAfter(pace, 1_000, 1_000 + since)).toEqual({ ...pace, perMinute }),
  )

  it('speaks as ever when there was none, never faster than it may, and not at all slower in practice', () => {
    expect(paceAfter(pace, null, 5)).toBe(pace)
    expect(paceAfter({ ...pace, perMinute: 3 }, 0, 7 * hour).perMinute).toBe(3)
    expect(paceAfter(paces.practice, 0, 1)).toBe(paces.practice)
  })
})
