import { describe, expect, it } from 'vitest'
import { filtersOf, isFiltered, noFilters } from './filters.ts'

const zone = 'Europe/Madrid'

describe('filtersOf', () => {
  it('takes whole days of the town', () => {
    const { from, to } = filtersOf({ direction: '', from: '2026-03-28', to: '2026-03-29' }, zone)
    expect(new Date(from ?? 0).toISOString()).toBe('2026-03-27T23:00:00.000Z')
    expect(new Date(to ?? 0).toISOString()).toBe('2026-03-29T22:00:00.000Z')
  })

  it('leaves out what is not filled in', () => {
    expect(filtersOf(noFilters, zone)).toEqual({ direction: null, from: null, to: null, backwards: false })
    expect(isFiltered(noFilters)).toBe(false)
    expect(isFiltered({ ...noFilters, direction: 'in' })).toBe(true)
  })

  it('sees days the wrong way round, and one day as right', () => {
    expect(filtersOf({ direction: '', from: '2026-03-05', to: '2026-03-04' }, zone).backwards).toBe(true)
    expect(filtersOf({ direction: '', from: '2026-03-05', to: '2026-03-05' }, zone).backwards).toBe(false)
  })
})
