import { describe, expect, it } from 'vitest'
import { cleanName, searchedWord, searchWords } from './rules.ts'

describe('cleanName', () => {
  it('drops control, direction and line marks and extra space', () =>
    expect(cleanName('  Rosa\u202e\u0000\n  Vidal\u200f ')).toBe('Rosa Vidal'))
  it('keeps at most 120 characters', () => expect(cleanName('a'.repeat(500))).toHaveLength(120))
  it('is empty for a missing name', () => expect(cleanName(undefined)).toBe(''))
  it('replaces broken surrogates', () => expect(cleanName('Ana \ud83d')).toBe('Ana \ufffd'))
})

describe('searchWords', () => {
  it('folds accents and case, and finds a phone with and without its prefix', () =>
    expect(searchWords('María-José Ñúñez', '+34700100001')).toEqual([
      'maria',
      'jose',
      'nunez',
      '34700100001',
      '700100001',
    ]))
  it('is empty for a citizen nobody knows anything of', () => expect(searchWords('', undefined)).toEqual([]))
  it('looks up the first word of a search', () => expect(searchedWord('  Ñúñez García')).toBe('nunez'))
})
