import { describe, expect, it } from 'vitest'
import { answer, department, place, procedure } from '../../tests/support/facts.ts'
import { changedFields, isStale, mentions, reviewDue, spokenIn, titleOf } from './rules.ts'

describe('a review', () => {
  it.each([
    ['2026-03-15', 1, '2026-04-15'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-06-30', 36, '2029-06-30'],
  ])('of %s every %i months is due on %s', (reviewedOn, reviewEveryMonths, due) => {
    expect(reviewDue({ reviewedOn, reviewEveryMonths })).toBe(due)
    expect(isStale({ reviewedOn, reviewEveryMonths }, due)).toBe(true)
    const before = new Date(Date.parse(due) - 86_400_000).toISOString().slice(0, 10)
    expect(isStale({ reviewedOn, reviewEveryMonths }, before)).toBe(false)
  })
})

describe('the language of a fact', () => {
  it.each([
    [{ es: {}, ca: {} }, 'ca', 'ca'],
    [{ es: {}, ca: {} }, 'ca-valencia', 'ca'],
    [{ es: {}, 'ca-valencia': {} }, 'ca', 'ca-valencia'],
    [{ es: {} }, 'eu', 'es'],
    [{ gl: {} }, 'eu', 'gl'],
    [{}, 'eu', null],
  ] as const)('%j asked for in %s is told in %s', (words, wanted, told) => {
    expect(spokenIn(words, wanted, 'es')).toBe(told)
  })
})

it('a fact mentions its department and what its texts name', () => {
  const words = { es: { question: '¿Dónde?', answer: 'En {{fact.place.biblioteca.address}}, o {{town.phone}}.' } }
  expect([...mentions(procedure())]).toEqual(['department.padron'])
  expect([...mentions(answer({ words, department: 'padron' }))]).toEqual(['department.padron', 'place.biblioteca'])
  expect(mentions(department()).size).toBe(0)
})

it('operators read its name in their town’s language, and which fields changed', () => {
  expect([department(), place(), procedure(), answer()].map((body) => titleOf(body, 'es'))).toEqual([
    'Padrón',
    'Biblioteca',
    'Volante de empadronamiento',
    '¿Cuándo es el mercadillo?',
  ])
  expect(changedFields(answer(), answer({ source: 'Otra', link: 'https://valdearenas.example' }))).toEqual([
    'link',
    'source',
  ])
})
