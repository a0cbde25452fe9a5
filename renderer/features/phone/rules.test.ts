import { describe, expect, it } from 'vitest'
import { inboundOf, inventedPhone, matches, shownAtOnce } from './rules.ts'

const rosa = { name: 'Rosa Ibáñez', phone: '+34700000012', about: 'Panadera de la plaza' }

describe('finding a citizen', () => {
  it.each(['rosa', 'IBANEZ', 'ibañ rosa', 'panadera', '0012', ''])('finds Rosa by "%s"', (typed) => {
    expect(matches(rosa, typed)).toBe(true)
  })

  it('asks for every word', () => {
    expect(matches(rosa, 'rosa pescadera')).toBe(false)
  })
})

it('shows pictures and sounds at once, and nothing that could carry script', () => {
  expect(['image/png', 'audio/ogg', 'application/pdf', 'image/svg+xml', 'text/html'].map(shownAtOnce)).toEqual([
    ...['image', 'audio', null, null, null],
  ])
})

describe('what a phone sends', () => {
  it('is text, a sample file or a place', () => {
    const from = { from: rosa.phone, name: rosa.name }
    expect(inboundOf(rosa, { text: 'Hola' })).toEqual({ ...from, text: 'Hola' })
    expect(inboundOf(rosa, { attachment: 'pdf', place: 'Plaza' })).toEqual({ ...from, media: { sample: 'pdf' } })
    expect(inboundOf(rosa, { attachment: 'location', place: 'Plaza' }).location?.label).toBe('Plaza')
  })

  it('comes from a number that is nobody’s', () => {
    expect(inventedPhone(0)).toBe('+34700000000')
    expect(inventedPhone(0.999_999_99)).toBe('+34700999999')
  })
})
