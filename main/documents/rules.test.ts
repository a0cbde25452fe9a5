import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { coverage, printable } from './rules.ts'

const face = (name: string) => coverage(readFileSync(`resources/fonts/atkinson-hyperlegible-${name}.ttf`))

describe('coverage of the shipped fonts', () => {
  test.each(['regular', 'bold'])('%s prints what the languages of Spain and its neighbours write', (name) => {
    const has = face(name)
    const letters = 'áéíóúüñÁÉÍÓÚÜÑ¿¡ çÇàèòïÀÈÒÏ· âêôãõÂÊÔÃÕ äößÄÖ łŁśćżź ăâîșț šžčřě «»“”‘’—–…€ºª°±×•/@#%&'
    expect([...letters].filter((letter) => !has(letter.codePointAt(0) ?? 0))).toEqual([])
  })

  test('says what it lacks', () => {
    const has = face('regular')
    expect(has('م'.codePointAt(0) ?? 0)).toBe(false)
    expect(has(0x1_f4_4d)).toBe(false)
  })

  test('a file that is no font is refused', () => {
    expect(() => coverage(new Uint8Array(64))).toThrow(RangeError)
  })
})

describe('printable', () => {
  const has = face('regular')

  test('keeps words and lines as they are', () => {
    expect(printable('Sí, ACEPTO.\r\nCol·laboració, Begoña', has)).toBe('Sí, ACEPTO.\nCol·laboració, Begoña')
  })

  test('puts accents in one piece', () => {
    expect(printable('sen\u0303or', has)).toBe('señor')
  })

  test('takes apart what is one sign for several', () => {
    expect(printable('coŀlegi, ﬁn', has)).toBe('col·legi, fin')
  })

  test('names each character the font lacks, and the ones that turn the direction of writing', () => {
    expect(printable('vale 👍🏽', has)).toBe('vale [U+1F44D][U+1F3FD]')
    expect(printable('❤️', has)).toBe('[U+2764]')
    expect(printable('a\u202eb', has)).toBe('a[U+202E]b')
    expect(printable('a\0b', has)).toBe('a[U+0000]b')
  })
})
