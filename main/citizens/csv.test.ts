import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, withoutGuard } from './csv.ts'

describe('a line of CSV', () => {
  it.each(['=1+1', '+34700', '-2', '@sum', '\tx', '\rx'])('keeps a spreadsheet from running %j', (text) =>
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/),
  )
  it('quotes separators, quotes and line ends', () =>
    expect(csvLine(['a;b', 'say "hi"', 'two\nlines', 'plain'])).toBe('"a;b";"say ""hi""";"two\nlines";plain\r\n'))
  it('never begins a cell with a formula, and gives the text back', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        const line = csvLine([text])
        const inner = line.slice(0, -2)
        const cell = inner.startsWith('"') ? inner.slice(1, -1).replaceAll('""', '"') : inner
        expect(cell).not.toMatch(/^[=+\-@\t\r]/)
        if (!/^'[=+\-@\t\r]/.test(text)) expect(withoutGuard(cell)).toBe(text)
      }),
    ))
})
