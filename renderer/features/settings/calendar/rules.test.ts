import { describe, expect, it } from 'vitest'
import type { CalendarDay, CalendarEntry } from '../../../../contract/calendar.ts'
import { checked, daysOfKind, draftOf, type EntryDraft, newDraft, ofYear, weeksOf } from './rules.ts'

const draft: EntryDraft = { ...newDraft('2026-03-05', 'closure', []), name: 'Obras' }
const entry = (from: string, to: string): CalendarEntry => ({ id: from, kind: 'feast', from, to, name: 'Fiesta' })

describe('a draft', () => {
  it('becomes an entry of its kind, without what other kinds have', () => {
    const common = { from: '2026-03-05', to: '2026-03-05', name: 'Obras' }
    expect(checked(draft).entry).toEqual({ kind: 'closure', ...common })
    const hours = [{ from: '09:00', to: '12:00' }]
    expect(checked({ ...draft, kind: 'half_day', id: 'e1' }).entry).toEqual({
      id: 'e1',
      kind: 'half_day',
      ...common,
      hours,
    })
    expect(checked({ ...draft, kind: 'timetable' }).entry).toEqual({ kind: 'timetable', ...common, week: [] })
  })

  it.each<[Partial<EntryDraft>, readonly string[]]>([
    [{ name: ' ' }, ['name']],
    [{ from: '' }, ['from']],
    [{ to: '2026-03-04' }, ['to']],
    [{ kind: 'opening', hours: [] }, ['hours']],
    [{ kind: 'opening', hours: [{ from: '12:00', to: '09:00' }] }, ['hours']],
    [{ kind: 'timetable', week: [{ weekday: 1, from: '', to: '09:00' }] }, ['week']],
    [{ name: '', to: '', kind: 'half_day', hours: [] }, ['name', 'to', 'hours']],
  ])('with %j is wrong in %j', (change, faults) => {
    expect(checked({ ...draft, ...change })).toEqual({ entry: null, faults })
  })

  it('of an entry gives the entry back', () => {
    const saved: CalendarEntry = { ...entry('2026-08-14', '2026-08-17'), kind: 'closure' }
    expect(checked(draftOf(saved, [])).entry).toEqual(saved)
  })
})

it('a month has weeks from Monday to Sunday', () => {
  const days: CalendarDay[] = Array.from({ length: 28 }, (_, at) => ({
    date: `2026-02-${String(at + 1).padStart(2, '0')}`,
    hours: [],
    mark: null,
  }))
  const weeks = weeksOf(days, 2)
  expect(weeks).toHaveLength(5)
  expect(weeks[0]?.map((day) => day?.date.slice(8) ?? '')).toEqual(['', '', '', '', '', '', '01'])
  expect(weeks.at(-1)?.filter((day) => day !== null)).toHaveLength(6)
  expect(weeksOf(days, 3)).toEqual([])
})

it('entries over the new year belong to both years, with the days of each', () => {
  const over = entry('2026-12-30', '2027-01-02')
  expect(ofYear([over], 2026)).toEqual(ofYear([over], 2027))
  expect([2026, 2027, 2028].map((year) => daysOfKind([over], 'feast', year))).toEqual([2, 2, 0])
})
