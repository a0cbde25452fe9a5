import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { words } from './words.ts'

describe('words', () => {
  it.each([
    ['¡Buenos DÍAS, Ñoño!', ['buenos', 'dias', 'nono']],
    ['1.250,50 € el 2026-03-02', ['1', '250', '50', 'el', '2026', '03', '02']],
    ["l'ajuntament col·legi paraŀlel", ['l', 'ajuntament', 'collegi', 'parallel']],
    ['ﬁbra 𝐇ola ①', ['fibra', 'hola', '1']],
    ['İstanbul straße', ['istanbul', 'straße']],
    ['agua agua AGUA', ['agua']],
    ['👍 … \u200b', []],
    ['', []],
  ])('of %j', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  it('are never longer than 64 letters, nor broken in two', () => {
    expect(words('a'.repeat(100))).toEqual(['a'.repeat(64)])
    expect(words(`${'a'.repeat(63)}𐐨${'b'.repeat(9)}`)[0]?.isWellFormed()).toBe(true)
  })

  it('hold only letters and digits whatever the text, and are their own words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const found = words(text)
        for (const word of found) expect(word).toMatch(/^[\p{L}\p{N}\ufffd]+$/u)
        expect(words(found.join(' '))).toEqual(found)
      }),
    )
  })
})
