import { describe, expect, it } from 'vitest'
import {
  cleanName,
  isHeardAnew,
  knownNeighbourhood,
  mayBeOnePerson,
  nameKey,
  searchedWord,
  searchWords,
  soughtWords,
} from './rules.ts'

describe('cleanName', () => {
  it('drops control, direction and line marks and extra space', () =>
    expect(cleanName('  Rosa\u202e\u0000\n  Vidal\u200f ')).toBe('Rosa Vidal'))
  it('keeps at most 120 characters', () => expect(cleanName('a'.repeat(500))).toHaveLength(120))
  it('is empty for a missing name', () => expect(cleanName(undefined)).toBe(''))
  it('replaces broken surrogates', () => expect(cleanName('Ana \ud83d')).toBe('Ana \ufffd'))
})

describe('searchWords', () => {
  it('folds accents and case, and finds a phone with and without its prefix', () =>
    expect(searchWords(['María-José Ñúñez'], ['+34700100001'])).toEqual([
      'maria',
      'jose',
      'nunez',
      '34700100001',
      '700100001',
    ]))
  it('is empty for a citizen nobody knows anything of', () => expect(searchWords([], [])).toEqual([]))
  it('looks up the first word of a search', () => expect(searchedWord('  Ñúñez García')).toBe('nunez'))
})

describe('what somebody looks for', () => {
  it('is a number however it is written', () => {
    expect(soughtWords('700 10 00')).toEqual(['7001000'])
    expect(soughtWords('+34 700-100')).toEqual(['34700100'])
    expect(soughtWords('0034700100')).toEqual(['34700100'])
  })
  it('is all of its words without accents', () => expect(soughtWords('Núñez  MARÍA')).toEqual(['nunez', 'maria']))
  it('is nothing without a word', () => expect(soughtWords(' — ')).toEqual([]))
})

describe('names', () => {
  it('sort without accents or case, and those who have none last', () => {
    const names = ['Zoe', '', 'ángel', 'Ana María', 'ana']
    expect(names.toSorted((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1))).toEqual([
      'ana',
      'Ana María',
      'ángel',
      'Zoe',
      '',
    ])
  })
  it('may be of one person when they share a word, or when one is missing', () => {
    expect(mayBeOnePerson('Rosa Vidal', 'ROSA')).toBe(true)
    expect(mayBeOnePerson('Rosa Vidal', '')).toBe(true)
    expect(mayBeOnePerson('Rosa de Vidal', 'Pepe de Soto')).toBe(false)
  })
})

describe('a neighbourhood', () => {
  it('is written as the town writes it', () =>
    expect(knownNeighbourhood('la  FLÓRIDA', ['Centro', 'La Florida'])).toBe('La Florida'))
  it('nobody knows stays as it came', () => expect(knownNeighbourhood('Ensanche', ['Centro'])).toBe('Ensanche'))
})

describe('hearing a citizen', () => {
  const hour = 3_600_000
  it('is written down once an hour', () => {
    expect(isHeardAnew(null, null, 5)).toBe(true)
    expect(isHeardAnew(1000, 1000, 1000 + hour - 1)).toBe(false)
    expect(isHeardAnew(1000, 1000, 1000 + hour)).toBe(true)
  })
  it('is written down when another phone was heard since', () => expect(isHeardAnew(1000, 2000, 2001)).toBe(true))
  it('is written down when the clock went back', () => expect(isHeardAnew(9000, 9000, 10)).toBe(true))
})
