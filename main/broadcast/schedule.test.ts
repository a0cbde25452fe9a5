import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { mostOccurrences, occurrenceAt, occurrencesUntil, scheduleFault } from './schedule.ts'

const madrid = 'Europe/Madrid'
const canary = 'Atlantic/Canary'
const local = (text: string, timeZone = madrid) => DateTime.fromISO(text, { zone: timeZone }).toMillis()
const now = local('2026-03-02T08:00')
const fault = (at: number | null, rule: string | null = null) => scheduleFault({ at, rule, timeZone: madrid }, now)

describe('a schedule', () => {
  it('is kept when it is to come and has an end', () => {
    expect(fault(null)).toBeNull()
    expect(fault(now + 1)).toBeNull()
    expect(fault(now + 1000, 'FREQ=WEEKLY;COUNT=10')).toBeNull()
    expect(fault(now + 1000, 'RRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20261231T000000')).toBeNull()
  })

  it.each([
    [now, null, 'past'],
    [now + 3 * 366 * 86_400_000, null, 'too_far'],
    [null, 'FREQ=WEEKLY;COUNT=2', 'no_start'],
    [now + 1000, 'FREQ=WEEKLY', 'endless'],
    [now + 1000, 'FREQ=DAILY;COUNT=500', 'too_many'],
    [now + 1000, 'FREQ=YEARLY;COUNT=50', 'too_many'],
    [now + 1000, 'FREQ=HOURLY;COUNT=3', 'unreadable'],
    [now + 1000, 'FREQ=WEEKLY;BYHOUR=3;COUNT=3', 'unreadable'],
    [now + 1000, 'cada martes', 'unreadable'],
    [now + 1000, '', 'unreadable'],
  ])('%s %s: %s', (at, rule, expected) => expect(fault(at, rule)).toBe(expected))

  it('stops reading a rule that never ends', () =>
    expect(occurrenceAt({ at: now, rule: 'FREQ=DAILY', timeZone: madrid }, mostOccurrences)).not.toBeNull())
})

describe('a series', () => {
  it.each([madrid, canary])('keeps its hour of the day over both changes of %s', (timeZone) => {
    const spring = { at: local('2026-03-26T10:00', timeZone), rule: 'FREQ=DAILY;COUNT=5', timeZone }
    const autumn = { at: local('2026-10-24T10:00', timeZone), rule: 'FREQ=DAILY;COUNT=3', timeZone }
    const times = (series: typeof spring, count: number) =>
      Array.from({ length: count }, (_, n) =>
        DateTime.fromMillis(occurrenceAt(series, n) ?? 0, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm'),
      )
    expect(times(spring, 5)).toEqual([26, 27, 28, 29, 30].map((day) => `2026-03-${day} 10:00`))
    expect(times(autumn, 3)).toEqual([24, 25, 26].map((day) => `2026-10-${day} 10:00`))
    expect(occurrenceAt(spring, 5)).toBeNull()
    const to = (text: string) => occurrencesUntil(spring, 1, local(text, timeZone))
    expect(to('2026-03-29T10:00')).toEqual([occurrenceAt(spring, 2), occurrenceAt(spring, 3)])
    expect(to('2027-01-01T10:00')).toHaveLength(3)
    expect(occurrencesUntil({ ...spring, rule: null }, 0, spring.at + 1e12)).toEqual([])
  })

  it('is an hour of the world earlier after the spring change', () => {
    const series = { at: local('2026-03-28T10:00'), rule: 'FREQ=DAILY;COUNT=2', timeZone: madrid }
    expect((occurrenceAt(series, 1) ?? 0) - (occurrenceAt(series, 0) ?? 0)).toBe(23 * 3_600_000)
  })

  it('takes the next hour where spring skips it', () => {
    const series = { at: local('2026-03-28T02:30'), rule: 'FREQ=DAILY;COUNT=2', timeZone: madrid }
    expect(occurrenceAt(series, 1)).toBe(local('2026-03-29T03:30'))
  })

  it('begins on the first day its rule names', () => {
    const series = { at: local('2026-03-04T09:00'), rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=2', timeZone: madrid }
    expect(occurrenceAt(series, 0)).toBe(local('2026-03-10T09:00'))
  })
})
