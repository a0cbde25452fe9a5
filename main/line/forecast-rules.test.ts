import { describe, expect, it } from 'vitest'
import { lineHistory, linkedLine, mondayMorning } from '../../tests/support/line.ts'
import { forecast, lineCalendar } from './forecast-rules.ts'
import { day, hour, minute } from './policy.ts'

const rules = linkedLine()
const now = mondayMorning

describe('forecast', () => {
  it('ends at once for nobody, and after the look at the first part for a few', () => {
    expect(forecast({ recipients: 0, startAt: now }, lineHistory(now), rules)).toMatchObject({
      endsAt: now,
      perDay: [],
    })
    const few = forecast({ recipients: 21, startAt: now }, lineHistory(now), rules)
    expect(few.endsAt).toBeGreaterThan(now + hour)
    expect(few.endsAt).toBeLessThan(now + hour + 15 * minute)
    expect(few.perDay).toEqual([{ day: '2026-03-02', count: 21 }])
  })

  it('waits for Monday, past a feast', () => {
    const saturday = Date.UTC(2026, 2, 7, 14)
    const withFeast = linkedLine({ closed: ['2026-03-09'] })
    const { endsAt, bindingLimit } = forecast({ recipients: 1, startAt: saturday }, lineHistory(saturday), withFeast)
    expect(endsAt).toBe(Date.UTC(2026, 2, 10, 8, 30))
    expect(bindingLimit).toBe('quiet_hours')
  })

  it('never gives a day more than it may, and says what stays for emergencies', () => {
    const { perDay, endsAt, reserve } = forecast({ recipients: 5_000, startAt: now }, lineHistory(now), rules)
    expect(perDay.reduce((sum, { count }) => sum + count, 0)).toBe(5_000)
    expect(Math.max(...perDay.map(({ count }) => count))).toBeLessThanOrEqual(640)
    expect(reserve).toBeGreaterThanOrEqual(160)
    expect((endsAt ?? 0) - now).toBeGreaterThan(7 * day)
  })

  it('warms a young number up first', () => {
    const { perDay, bindingLimit } = forecast({ recipients: 300, startAt: now }, lineHistory(now, { step: 0 }), rules)
    expect(perDay[0]).toEqual({ day: '2026-03-05', count: 12 })
    expect(bindingLimit).toBe('warm_up')
    expect(perDay.map(({ count }) => count)).toEqual([12, 16, 24, 32, 44, 60, 80, 32])
  })

  it('gives up on what would not end within two years', () => {
    expect(forecast({ recipients: 1_000_000, startAt: now }, lineHistory(now), rules).endsAt).toBeNull()
  })
})

describe('the calendar of the line', () => {
  it('lets who begins first go first and shows what stays free', () => {
    const runs = [
      { id: 'second', left: 100, startAt: now + hour },
      { id: 'first', left: 500, startAt: now },
    ]
    const days = lineCalendar(runs, lineHistory(now), rules, { now, days: 7 })
    expect(days.map(({ day: of }) => of)).toEqual(
      ['02', '03', '04', '05', '06', '07', '08'].map((of) => `2026-03-${of}`),
    )
    const of = (id: string) =>
      days.reduce((sum, { planned }) => sum + (planned.find((one) => one.id === id)?.count ?? 0), 0)
    expect([of('first'), of('second')]).toEqual([500, 100])
    for (const { allowed, planned, free } of days)
      expect(planned.reduce((sum, { count }) => sum + count, free)).toBe(allowed)
    expect(days.at(-1)).toEqual({ day: '2026-03-08', allowed: 0, planned: [], free: 0 })
  })
})
