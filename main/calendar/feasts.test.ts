import { describe, expect, it } from 'vitest'
import { communities } from '../../contract/calendar.ts'
import { languages } from '../../contract/common.ts'
import { easter, feastsOf } from './feasts.ts'
import { nameIn } from './rules.ts'

const datesOf = (year: number, community: (typeof communities)[number] | null, scope?: 'national' | 'regional') =>
  feastsOf(year, community)
    .feasts.filter((feast) => scope === undefined || feast.scope === scope)
    .map(({ date }) => date.slice(5))

const isSunday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() === 0

/** Two that the gazette leaves to something smaller or larger than the community: an island, a foral rule. */
const others: Readonly<Record<string, number>> = { CN: 11, NC: 13 }

describe('feasts that ship', () => {
  it.each([
    [2024, '03-31'],
    [2025, '04-20'],
    [2026, '04-05'],
    [2027, '03-28'],
    [2038, '04-25'],
  ])('Easter of %i is on %s', (year, date) => {
    const { month, day } = easter(year)
    expect(`${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`).toBe(date)
  })

  it.each(communities)('%s has in 2026 the twelve of the gazette, Sundays left out', (community) => {
    const { feasts, state, source } = feastsOf(2026, community)
    expect({ state, source }).toEqual({ state: 'official', source: expect.stringContaining('BOE-A-2025-21667') })
    expect(feasts.filter(({ date }) => !isSunday(date))).toHaveLength(others[community] ?? 12)
    expect(new Set(feasts.map(({ date }) => date)).size).toBe(feasts.length)
  })

  it('keeps the Mondays after All Saints and the Constitution where the gazette of 2026 does', () => {
    const keep = (date: string) => communities.filter((one) => datesOf(2026, one).includes(date))
    expect(keep('11-02')).toEqual(['AN', 'AR', 'AS', 'CL', 'CM', 'CN', 'EX', 'MD', 'NC'])
    expect(keep('12-07')).toEqual(['AN', 'AR', 'AS', 'CB', 'CL', 'EX', 'MC', 'MD', 'ML', 'RI'])
    expect(communities.filter((one) => !datesOf(2026, one).includes('04-02'))).toEqual(['CT', 'VC'])
  })

  it.each([
    ['AN', ['03-01', '03-25', '08-16']],
    ['CL', ['03-25', '04-23', '08-16']],
    ['VC', ['03-19', '03-29', '10-09']],
  ] as const)('%s has in 2027 those of its own gazette', (community, regional) => {
    expect(feastsOf(2027, community).state).toBe('official')
    expect(datesOf(2027, community, 'regional')).toEqual(regional)
  })

  it('says of a community that has not published 2027 that its feasts are only expected, and claims no more than twelve', () => {
    for (const community of communities.filter((one) => !['AN', 'CL', 'VC'].includes(one))) {
      const { feasts, state } = feastsOf(2027, community)
      expect(state).toBe('expected')
      expect(feasts.filter(({ date }) => !isSunday(date)).length).toBeLessThanOrEqual(12 + Number(community === 'NC'))
    }
  })

  it('knows those of the country in any year, and says that it knows no more', () => {
    const { feasts, state, source } = feastsOf(2031, 'GA')
    expect({ state, source, count: feasts.length }).toEqual({ state: 'national', source: null, count: 10 })
    expect(datesOf(2031, null)).toContain('04-11')
  })

  it('has a name for each, in every language', () => {
    for (const community of communities) {
      for (const { name } of feastsOf(2026, community).feasts) {
        for (const language of languages) expect(nameIn(name, language)).not.toBe('')
      }
    }
    const [allSaints] = feastsOf(2026, 'VC').feasts.filter(({ date }) => date === '2026-11-01')
    expect(allSaints && nameIn(allSaints.name, 'ca-valencia')).toBe('Tots Sants')
  })
})
