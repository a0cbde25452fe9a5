import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineHistory, linkedLine, mondayMorning } from '../../tests/support/line.ts'
import { forecast, lineCalendar } from './forecast-rules.ts'
import { day, hour, minute } from './policy.ts'
import { speakingHours } from './speaking-rules.ts'
import { firstPart, type Run } from './turn-rules.ts'

const rules = linkedLine()
const now = mondayMorning

/** Something new to so many, with a look at its first part. */
const planOf = (recipients: number, startAt = now): Run => ({
  ...{ id: 'new', left: recipients, startAt, look: firstPart(recipients) },
})

describe('forecast', () => {
  it('ends at once for nobody, and after the look at the first part for a few', () => {
    expect(forecast(planOf(0), lineHistory(now), rules)).toMatchObject({
      endsAt: now,
      perDay: [],
    })
    const few = forecast(planOf(21), lineHistory(now), rules)
    expect(few.endsAt).toBeGreaterThan(now + hour)
    expect(few.endsAt).toBeLessThan(now + hour + 15 * minute)
    expect(few.perDay).toEqual([{ day: '2026-03-02', count: 21 }])
  })

  it('waits for Monday, past a feast', () => {
    const saturday = Date.UTC(2026, 2, 7, 14)
    const withFeast = linkedLine({ closed: ['2026-03-09'] })
    const { endsAt, bindingLimit } = forecast(planOf(1, saturday), lineHistory(saturday), withFeast)
    expect(endsAt).toBe(Date.UTC(2026, 2, 10, 8, 30))
    expect(bindingLimit).toBe('quiet_hours')
  })

  it('never gives a day more than it may, and says what stays for emergencies', () => {
    const { perDay, endsAt, reserve } = forecast(planOf(5_000), lineHistory(now), rules)
    expect(perDay.reduce((sum, { count }) => sum + count, 0)).toBe(5_000)
    expect(Math.max(...perDay.map(({ count }) => count))).toBeLessThanOrEqual(640)
    expect(reserve).toBeGreaterThanOrEqual(160)
    expect((endsAt ?? 0) - now).toBeGreaterThan(7 * day)
  })

  it('warms a young number up first', () => {
    const { perDay, bindingLimit } = forecast(planOf(300), lineHistory(now, { step: 0 }), rules)
    expect(perDay[0]).toEqual({ day: '2026-03-05', count: 12 })
    expect(bindingLimit).toBe('warm_up')
    expect(perDay.map(({ count }) => count)).toEqual([12, 16, 24, 32, 44, 60, 80, 32])
  })

  it('gives up on what would not end within two years', () => {
    const hours = speakingHours({ hours: [], summer: null }, { timeZone: 'Europe/Madrid', isOpenDay: () => true })
    const silent = { policy: rules.policy, hours }
    expect(forecast(planOf(1), lineHistory(now), silent).endsAt).toBeNull()
  })
})

describe('forecast behind others', () => {
  const history = lineHistory(now)
  const endOf = (run: Run, others: readonly Run[] = []) => forecast(run, history, rules, { now, others })

  it('waits for who began first, and says for whom', () => {
    const others = [
      { id: 'under way', left: 700, startAt: now - day },
      { id: 'later', left: 700, startAt: now + hour },
      { id: 'over by then', left: 5, startAt: now - 2 * day },
    ]
    const { behind, beginsAt, perDay } = endOf(planOf(50, now + 30 * minute), others)
    expect(behind).toEqual(['under way'])
    expect(beginsAt).toBeGreaterThan(now + day - 2 * hour)
    expect(perDay).toEqual([{ day: '2026-03-03', count: 50 }])
  })

  it('lets the next go on while the first waits for its look, and takes its turn back after it', () => {
    const first = { id: 'first', left: 100, startAt: now - hour, look: 5 }
    const alone = endOf(planOf(10)).endsAt ?? 0
    const { beginsAt, endsAt, behind } = endOf(planOf(10), [first])
    expect(behind).toEqual(['first'])
    expect(endsAt).toBeGreaterThan(alone)
    expect(endsAt).toBeLessThan(now + hour)
    expect(beginsAt).toBeLessThan(now + 10 * minute)
    const long = endOf(planOf(200), [first])
    expect(long.endsAt).toBeGreaterThan(endOf(planOf(200)).endsAt ?? 0)
  })

  it('lets an emergency go first, at night too, whenever it begins', () => {
    const tonight = Date.UTC(2026, 2, 2, 22)
    const { perDay, behind } = endOf(planOf(700), [{ id: 'flood', left: 60, startAt: tonight, kind: 'emergency' }])
    expect(behind).toEqual(['flood'])
    expect(perDay.reduce((sum, { count }) => sum + count, 0)).toBe(700)
    const days = lineCalendar([{ id: 'flood', left: 3, startAt: tonight, kind: 'emergency' }], history, rules, {
      ...{ now, days: 2 },
    })
    expect(days.map(({ planned }) => planned)).toEqual([[{ id: 'flood', count: 3 }], []])
  })

  const someRun = fc.record({
    left: fc.integer({ min: 1, max: 900 }),
    startAt: fc.integer({ min: now - 3 * day, max: now + 10 * day }),
    look: fc.integer({ min: 0, max: 40 }),
    kind: fc.constantFrom('notice' as const, 'emergency' as const),
  })
  const someRuns = fc
    .array(someRun, { maxLength: 5 })
    .map((runs) => runs.map((run, at): Run => ({ id: `run ${at}`, ...run })))
  const aStep = fc.integer({ min: 3, max: 24 })

  it('ends never earlier than alone: as the last part of one that holds all that goes first', () => {
    const begun = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 5 })
    fc.assert(
      fc.property(begun, fc.integer({ min: 1, max: 1_500 }), aStep, (lefts, left, step) => {
        const others = lefts.map((of, at) => ({ id: `run ${at}`, left: of, startAt: now - at * hour }))
        const from = lineHistory(now, { step })
        const of = (run: Run, around: readonly Run[]) => forecast(run, from, rules, { now, others: around }).endsAt ?? 0
        const mine = { id: 'new', left, startAt: now }
        const end = of(mine, others)
        expect(end).toBeGreaterThanOrEqual(of(mine, []))
        expect(end).toBe(of({ ...mine, left: lefts.reduce((sum, one) => sum + one, left) }, []))
      }),
      { numRuns: 60 },
    )
  })

  it('is what the calendar shows of it, day by day', () => {
    fc.assert(
      fc.property(someRuns, someRun, aStep, (others, mine, step) => {
        const from = lineHistory(now, { step })
        const run: Run = { id: 'new', ...mine }
        const { perDay, endsAt } = forecast(run, from, rules, { now, others })
        const shown = lineCalendar([...others, run], from, rules, { now, days: 400 }).flatMap(({ day: key, planned }) =>
          planned.flatMap(({ id, count }) => (id === 'new' ? [{ day: key, count }] : [])),
        )
        expect(perDay).toEqual(shown)
        expect(rules.hours.dayAt(endsAt ?? 0).key).toBe(shown.at(-1)?.day)
      }),
      { numRuns: 60 },
    )
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
