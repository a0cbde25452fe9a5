import { describe, expect, it } from 'vitest'
import { cleanName, normalisePhone } from './rules.ts'

describe('normalisePhone', () => {
  it.each([
    ['+34 700 123 456', '+34700123456'],
    ['700123456', '+34700123456'],
    ['0034 700-123-456', '+34700123456'],
    ['+40 712 345 678', '+40712345678'],
  ])('reads %s', (written, expected) => expect(normalisePhone(written)).toBe(expected))

  it.each(['', 'hola', '+', '12', '+34', '+999999999999999999'])('refuses %j', (written) =>
    expect(normalisePhone(written)).toBeNull(),
  )
})

describe('cleanName', () => {
  it('drops control, direction and line marks and extra space', () =>
    expect(cleanName('  Rosa\u202e\u0000\n  Vidal\u200f ')).toBe('Rosa Vidal'))
  it('keeps at most 120 characters', () => expect(cleanName('a'.repeat(500))).toHaveLength(120))
  it('is empty for a missing name', () => expect(cleanName(undefined)).toBe(''))
  it('replaces broken surrogates', () => expect(cleanName('Ana \ud83d')).toBe('Ana \ufffd'))
})
