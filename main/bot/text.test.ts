import { describe, expect, it } from 'vitest'
import { nearlySame, normalise, quotable, readable } from './text.ts'

describe('words for comparing', () => {
  it.each([
    ['  ¿A QUÉ hora ABREN?  ', 'a que hora abren'],
    ['Holaaaa', 'hola'],
    ['anul·lar', 'anular'],
    ['fu\u200bego', 'fuego'],
    ['ｈｏｌａ', 'hola'],
    ['ok👍🏽gracias', 'ok 👍 gracias'],
    ['1️⃣', '1'],
    ['h̴̢o̵l̶a', 'hola'],
    ['\u0000 \u202e', ''],
  ])('%j → %j', (text, words) => {
    expect(normalise(text)).toBe(words)
  })
})

describe('one letter apart', () => {
  it.each([
    ['farola', 'frola', true],
    ['farola', 'farrola', true],
    ['farola', 'fardla', true],
    ['farola', 'faroal', true],
    ['farola', 'farola', true],
    ['farola', 'frla', false],
    ['farola', 'folara', false],
    ['farola', '', false],
    ['abc', 'bca', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(nearlySame(a, b)).toBe(same)
    expect(nearlySame(b, a)).toBe(same)
  })
})

describe('quoting a citizen', () => {
  it('keeps one line without control or direction marks', () => {
    expect(quotable(' uno\r\n\tdos\u0000\u202etres ', 50)).toBe('uno dos tres')
  })

  it('cuts by characters and never half of one', () => {
    expect(quotable('👍👍👍👍', 3)).toBe('👍👍👍…')
    expect(quotable('\ud83d', 3)).toBe('\ufffd')
  })

  it('reads only the two ends of a very long message', () => {
    expect(readable('a'.repeat(1_000_000)).length).toBeLessThan(5000)
    expect(readable(`${'a'.repeat(9000)} fuego`)).toMatch(/ fuego$/)
  })
})
