import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { identityProofs, rightsKinds, rightsStates } from '../../contract/rights.ts'
import { destroyAfter, dueAt, isEnough, isOpen, mayExtend, mayMove, numberOf } from './rules.ts'

const madrid = 'Europe/Madrid'
const at = (text: string, zone = madrid) => DateTime.fromISO(text, { zone }).toMillis()
const day = (instant: number, zone = madrid) => DateTime.fromMillis(instant, { zone }).toISO()?.slice(0, 16)

const zones = fc.constantFrom(madrid, 'Atlantic/Canary')
const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2060, 0, 1) })

describe('dueAt', () => {
  it.each([
    ['2026-01-31T10:00', '2026-02-28T23:59'],
    ['2028-01-31T10:00', '2028-02-29T23:59'],
    ['2026-02-28T23:59', '2026-03-28T23:59'],
    ['2026-03-31T00:00', '2026-04-30T23:59'],
    ['2026-10-25T02:30', '2026-11-25T23:59'],
    ['2026-12-31T23:59', '2027-01-31T23:59'],
  ])('%s is due on %s', (received, due) => expect(day(dueAt(at(received), madrid))).toBe(due))

  it('is three months from receipt once extended, counted from the first day', () =>
    expect(day(dueAt(at('2026-01-31T10:00'), madrid, true))).toBe('2026-04-30T23:59'))

  it('counts the days of the town, not those of Greenwich', () => {
    const received = at('2026-05-01T00:30')
    expect(day(dueAt(received, madrid))).toBe('2026-06-01T23:59')
    expect(day(dueAt(received, 'Atlantic/Canary'), 'Atlantic/Canary')).toBe('2026-05-30T23:59')
  })

  it('is the last moment of a day, 28 to 31 days after receipt, on the same day of the month or its last', () =>
    fc.assert(
      fc.property(moments, zones, (received, zone) => {
        const [from, due] = [received, dueAt(received, zone)].map((each) => DateTime.fromMillis(each, { zone }))
        if (!from || !due) throw new Error('no dates')
        const days = Math.round(due.startOf('day').diff(from.startOf('day'), 'days').days)
        const asked = Math.min(from.day, due.daysInMonth ?? 0)
        expect([due.day, due.month]).toEqual([asked, (from.month % 12) + 1])
        expect(days).toBeGreaterThanOrEqual(28)
        expect(days).toBeLessThanOrEqual(31)
        expect(due.plus(1).day).not.toBe(due.day)
      }),
    ))

  it('never comes earlier for what was received later, and an extension only adds', () =>
    fc.assert(
      fc.property(moments, moments, zones, (a, b, zone) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)]
        expect(dueAt(first, zone)).toBeLessThanOrEqual(dueAt(second, zone))
        expect(dueAt(first, zone, true)).toBeGreaterThan(dueAt(first, zone))
      }),
    ))
})

describe('mayExtend', () => {
  const request = { receivedAt: at('2026-01-31T10:00'), extendedAt: null, state: 'working' } as const
  it('says yes to the last moment of the first month, once, while it is open', () => {
    const last = at('2026-02-28T23:59')
    expect(mayExtend(request, madrid, last)).toBe(true)
    expect(mayExtend(request, madrid, at('2026-03-01T00:00'))).toBe(false)
    expect(mayExtend({ ...request, extendedAt: last }, madrid, last)).toBe(false)
    expect(mayExtend({ ...request, state: 'refused' }, madrid, last)).toBe(false)
  })
})

describe('a request', () => {
  it('ends for good, and is never answered before somebody verified who asks', () => {
    for (const from of rightsStates) {
      for (const to of rightsStates) {
        if (!isOpen(from)) expect(mayMove(from, to)).toBe(false)
        if (to === 'answered') expect(mayMove(from, to)).toBe(from === 'working')
      }
      expect(mayMove(from, 'refused')).toBe(isOpen(from))
    }
  })

  it('shows, changes or removes nothing for who only holds the phone', () => {
    for (const kind of rightsKinds) {
      expect(isEnough('phone', kind)).toBe(kind === 'objection' || kind === 'restriction')
      for (const proof of identityProofs.filter((each) => each !== 'phone')) expect(isEnough(proof, kind)).toBe(true)
    }
  })

  it('has a number of its year', () => expect(numberOf({ year: 2026, sequence: 7 })).toBe('D-26-0007'))
})

describe('destroyAfter', () => {
  it('is the same day years later', () => expect(destroyAfter(Date.UTC(2028, 1, 29), 3)).toBe(Date.UTC(2031, 1, 28)))
})
