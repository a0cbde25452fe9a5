import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedFields, clockOf, missingToClose, newFacts, TELL_WITHIN_MS } from './rules.ts'

const hour = 60 * 60_000
const pending = { what: 'pending', reason: '', doneAt: null } as const
const known = Date.UTC(2026, 2, 2, 8)

describe('the 72 hours', () => {
  test('run from when the town knew, and change colour below a day and below six hours', () => {
    const at = (hours: number) =>
      clockOf({ knownAt: known, personalData: true, authority: pending }, known + hours * hour)
    expect(at(0)).toEqual({ state: 'running', deadline: known + 72 * hour, left: 72 * hour, tone: 'calm' })
    expect(at(47).tone).toBe('calm')
    expect(at(48).tone).toBe('soon')
    expect(at(66)).toMatchObject({ state: 'running', tone: 'urgent', left: 6 * hour })
    expect(at(72)).toMatchObject({ state: 'running', left: 0 })
    expect(at(73)).toMatchObject({ state: 'over', tone: 'urgent', left: -hour })
  })

  test('do not run without personal data, nor once decided against or told', () => {
    const now = known + 100 * hour
    const of = (personalData: boolean, authority: Parameters<typeof clockOf>[0]['authority']) =>
      clockOf({ knownAt: known, personalData, authority }, now)
    expect(of(false, pending).state).toBe('none')
    expect(of(true, { what: 'not_needed', reason: 'cifrado', doneAt: null }).state).toBe('stopped')
    expect(of(true, { what: 'needed', reason: '', doneAt: known + 72 * hour }).state).toBe('stopped')
    expect(of(true, { what: 'needed', reason: '', doneAt: known + 72 * hour + 1 }).state).toBe('late')
  })

  test('property: while they run, what is left and what is gone make 72 hours, and time never adds any', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 4_000_000_000 }),
        fc.nat({ max: 400_000_000 }),
        fc.nat({ max: 400_000_000 }),
        (knownAt, a, b) => {
          const watched = { knownAt, personalData: true, authority: pending }
          const [early, late] = [Math.min(a, b), Math.max(a, b)].map((gone) => clockOf(watched, knownAt + gone))
          expect((early?.left ?? 0) + Math.min(a, b)).toBe(TELL_WITHIN_MS)
          expect(late?.left ?? 0).toBeLessThanOrEqual(early?.left ?? 0)
          expect(late?.state === 'over').toBe(Math.max(a, b) > TELL_WITHIN_MS)
          const tones = ['calm', 'soon', 'urgent']
          expect(tones.indexOf(late?.tone ?? '')).toBeGreaterThanOrEqual(tones.indexOf(early?.tone ?? ''))
        },
      ),
    )
  })
})

test('an incident is closed with every decision taken, carried out or reasoned, and a lesson', () => {
  const facts = newFacts('Se envió una foto a otra persona')
  expect(missingToClose(facts, true)).toEqual(['measures', 'lesson', 'authority', 'affected', 'ccn'])
  expect(missingToClose(facts, false)).toEqual(['measures', 'lesson', 'ccn'])
  const not = { what: 'not_needed', reason: 'Sin riesgo', doneAt: null } as const
  const whole = { ...facts, measures: 'Se retiró', lesson: 'Revisar el nombre', ccn: not, affected: not }
  expect(missingToClose({ ...whole, authority: { what: 'needed', reason: '', doneAt: null } }, true)).toEqual([
    'authority',
  ])
  expect(missingToClose({ ...whole, authority: { what: 'needed', reason: '', doneAt: 1 } }, true)).toEqual([])
  expect(missingToClose({ ...whole, authority: { ...not, reason: '' } }, true)).toEqual(['authority'])
})

test('a change is told by the names of its fields, never their words', () => {
  const before = { title: 'Uno', ...newFacts('Qué') }
  expect(changedFields(before, before)).toEqual([])
  expect(changedFields(before, { ...before, title: 'Dos', ccn: { ...before.ccn, reason: 'x' } })).toEqual([
    'title',
    'ccn.reason',
  ])
})
