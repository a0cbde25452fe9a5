import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SecurityPolicy } from '../../contract/security.ts'
import { doorSteps, roles } from '../../contract/session.ts'
import { addMonths, enrolEnd, owedAtTheDoor, passwordEnd, readOwed, warnsOfPassword, writeOwed } from './door-rules.ts'

const day = 24 * 60 * 60_000
const text = 'Un texto que todo el mundo lee antes de empezar a trabajar.'
const policy: SecurityPolicy = {
  secondFactor: 'required',
  passwordMonths: 24,
  fourEyes: true,
  reviewMonths: 3,
  duties: { es: text, en: text },
}
const settled = {
  role: 'administrator',
  hasFactor: true,
  factorAskedAt: null,
  passwordGiven: false,
  passwordSetAt: 0,
  dutiesRead: true,
} as const

describe('what is owed at the door', () => {
  test('the code, and nothing else, of somebody who has settled everything', () => {
    expect(owedAtTheDoor(policy, settled, day)).toEqual(['second_factor'])
    expect(owedAtTheDoor({ ...policy, secondFactor: 'off' }, settled, day)).toEqual([])
  })

  test('a second factor is set up within seven days of being asked, by the roles that need one', () => {
    const without = { ...settled, hasFactor: false, factorAskedAt: day }
    expect(owedAtTheDoor(policy, without, enrolEnd(day) - 1)).toEqual([])
    expect(owedAtTheDoor(policy, without, enrolEnd(day))).toEqual(['enrol'])
    expect(owedAtTheDoor({ ...policy, secondFactor: 'optional' }, without, enrolEnd(day))).toEqual([])
    const due = roles.filter((role) => owedAtTheDoor(policy, { ...without, role }, enrolEnd(day)).includes('enrol'))
    expect(due).toEqual(['administrator', 'officer', 'auditor', 'dpo'])
  })

  test('a password that was given, or has run out, gives way to another', () => {
    expect(owedAtTheDoor(policy, { ...settled, passwordGiven: true }, day)).toEqual(['second_factor', 'password'])
    const end = passwordEnd(policy, 0)
    expect(new Date(end).toISOString()).toBe('1972-01-01T00:00:00.000Z')
    expect(owedAtTheDoor(policy, settled, end - 1)).toEqual(['second_factor'])
    expect(owedAtTheDoor(policy, settled, end)).toEqual(['second_factor', 'password'])
    expect([warnsOfPassword(policy, 0, end - 14 * day), warnsOfPassword(policy, 0, end - 14 * day - 1)]).toEqual([
      true,
      false,
    ])
  })

  test('whatever is owed, the code comes before all else', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.nat(), (passwordGiven, dutiesRead, now) => {
        const steps = owedAtTheDoor(policy, { ...settled, passwordGiven, dutiesRead }, now)
        expect(steps[0]).toBe('second_factor')
        expect(steps).not.toContain('enrol')
      }),
    )
  })

  test('is kept as text and read back in its order', () => {
    fc.assert(
      fc.property(fc.subarray([...doorSteps]), (steps) => {
        expect(readOwed(writeOwed(steps))).toEqual(steps)
      }),
    )
    expect(readOwed('')).toEqual([])
  })
})

test('months end on the last day where there is no such day', () => {
  expect(new Date(addMonths(Date.UTC(2026, 10, 30, 9), 3)).toISOString()).toBe('2027-02-28T09:00:00.000Z')
  expect(new Date(addMonths(Date.UTC(2026, 0, 31), 1)).toISOString()).toBe('2026-02-28T00:00:00.000Z')
})
