import { describe, expect, it } from 'vitest'
import { fromField, hoursAndMinutes, looksPersonal, toField } from './rules.ts'

describe('the clock in words', () => {
  it('has whole hours and minutes', () => {
    expect(hoursAndMinutes(71 * 3_600_000 + 59 * 60_000 + 59_999)).toEqual({ hours: 71, minutes: 59 })
    expect(hoursAndMinutes(0)).toEqual({ hours: 0, minutes: 0 })
  })
})

describe('the field of date and time', () => {
  it('gives back the minute it was given', () => {
    for (const at of [Date.UTC(2026, 2, 2, 8, 5), Date.UTC(2026, 6, 15, 22, 30)])
      expect(fromField(toField(at))).toBe(at)
    expect(toField(null)).toBe('')
    expect(fromField('')).toBeNull()
    expect(fromField('mañana')).toBeNull()
  })
})

describe('what does not belong in the register', () => {
  it.each(['DNI 12345678Z', 'x1234567-l', '600 123 456', '+34 700123456'])('%s', (text) => {
    expect(looksPersonal(text)).toBe(true)
  })

  it.each(['Se perdieron 12345678 filas', 'el 2026/3 a las 12:30', '255 vecinos', ''])('but %j does', (text) => {
    expect(looksPersonal(text)).toBe(false)
  })
})
