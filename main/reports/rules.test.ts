import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../contract/common.ts'
import { reportStates } from '../../contract/reports.ts'
import { words } from '../store/words.ts'
import { newsOf, shortened, stateWord } from './news.ts'
import {
  mayMove,
  metresBetween,
  numberOf,
  readNumber,
  similarTo,
  tidy,
  toMillionths,
  toPoint,
  yearAt,
} from './rules.ts'

describe('numbers', () => {
  it('are said as letter, year and place in the year', () => {
    expect(numberOf({ year: 2026, sequence: 42 })).toBe('A-26-0042')
    expect(numberOf({ year: 2031, sequence: 12_345 })).toBe('A-31-12345')
  })

  it.each([
    'A-26-0042',
    'a 26 42',
    'A26-0042',
    'a260042',
    'el aviso A-26-0042, por favor',
    'Aviso nº 42',
    '42',
    '26/42',
  ])('are read as people write them: %s', (text) =>
    expect(readNumber(text, 2026)).toEqual({ year: 2026, sequence: 42 }),
  )

  it.each(['', 'el de la farola', '😀', 'A-', '123456789012'])('are not found where there is none: %s', (text) =>
    expect(readNumber(text, 2026)).toBeNull(),
  )

  it('come back as they were given, whatever the year and its length', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2020, max: 2099 }), fc.integer({ min: 1, max: 999_999 }), (year, sequence) => {
        expect(readNumber(numberOf({ year, sequence }), 2026)).toEqual({ year, sequence })
      }),
    ))

  it('begin with the year of the town', () => {
    const newYearsEve = Date.UTC(2026, 11, 31, 23, 30)
    expect(yearAt(newYearsEve, 'Europe/Madrid')).toBe(2027)
    expect(yearAt(newYearsEve, 'Atlantic/Canary')).toBe(2026)
  })
})

describe('states', () => {
  it('move forward, and back only to be taken up again', () => {
    const possible = reportStates.flatMap((from) =>
      reportStates.filter((to) => mayMove(from, to)).map((to) => `${from} > ${to}`),
    )
    expect(possible).toEqual([
      'received > in_progress',
      'received > done',
      'received > dismissed',
      'in_progress > done',
      'in_progress > dismissed',
      'done > in_progress',
      'dismissed > in_progress',
    ])
  })
})

describe('what citizens are told', () => {
  const move = { number: 'A-26-0042', what: 'Farola fundida', from: 'received', to: 'in_progress', reason: '' } as const

  it.each(languages)(
    'is in their language (%s), with number, reminder and reason, and nothing left to fill in',
    (language) => {
      for (const from of reportStates) {
        for (const to of reportStates.filter((state) => mayMove(from, state))) {
          const text = newsOf({ ...move, from, to, reason: 'Porque sí' }, language) ?? ''
          for (const part of ['A-26-0042', 'Farola fundida', 'Porque sí']) expect(text).toContain(part)
          expect(text).not.toMatch(/\{\{|undefined/)
          for (const sentence of text.split(/[.\n]/)) expect(sentence.split(' ').length).toBeLessThanOrEqual(20)
        }
      }
      expect(new Set(reportStates.map((state) => stateWord(state, language))).size).toBe(4)
    },
  )

  it('says that work has begun, or begun again', () => {
    expect(newsOf(move, 'es')).toBe('Su aviso A-26-0042 («Farola fundida») ya está en marcha.')
    expect(newsOf({ ...move, from: 'done' }, 'es')).toContain('vuelto a abrir')
    expect(newsOf({ ...move, to: 'received' }, 'es')).toBeNull()
  })

  it('never writes a citizen’s words into a place of its own', () => {
    expect(newsOf({ ...move, what: '{{reason}} $& {{number}}' }, 'es')).toContain('«{{reason}} $& {{number}}»')
  })

  it('reminds in one line', () => {
    expect(shortened('  hay\n un\tbache ')).toBe('hay un bache')
    expect(shortened('ñ'.repeat(500))).toHaveLength(61)
  })
})

describe('text', () => {
  it('is kept without control characters or broken surrogates, and cut', () => {
    expect(tidy(' a\u0000b\nc\ud83d ', 100)).toBe('a b\nc\ufffd')
    expect(tidy('x'.repeat(5000), 1000)).toHaveLength(1000)
    expect(tidy('😀'.repeat(10), 3).isWellFormed()).toBe(true)
  })
})

describe('likeness', () => {
  const at = (metres: number) => ({ latitude: 40.4 + metres / 111_195, longitude: -3.7 })
  const report = (id: string, text: string, point: ReturnType<typeof at> | null = null) => ({
    id,
    words: words(text),
    point,
  })
  const found = (one: ReturnType<typeof report>, ...others: ReturnType<typeof report>[]) =>
    similarTo(one, others).map(({ of, metres }) => [of.id, metres])

  it('is of the same words near the same point', () => {
    const lamp = report('new', 'La farola de la calle Olmo no funciona', at(0))
    expect(
      found(
        lamp,
        report('same', 'farolas apagadas', at(30)),
        report('nearer', 'farola fundida', at(10)),
        report('other thing', 'un bache enorme', at(10)),
        report('far', 'La farola de la calle Olmo no funciona', at(900)),
      ),
    ).toEqual([
      ['nearer', 10],
      ['same', 30],
    ])
  })

  it('is of several telling words where nobody knows the point', () => {
    const bin = report('new', 'Contenedor roto en calle Olmo 4')
    expect(found(bin, report('same', 'El contenedor de Olmo 4 está roto'))).toEqual([['same', null]])
    expect(found(bin, report('other', 'Contenedor lleno en la plaza Mayor'))).toEqual([])
    expect(found(bin, report('street only', 'La calle'))).toEqual([])
  })

  it('names five at most and never more than there are', () => {
    const one = report('new', 'bache', at(0))
    const many = Array.from({ length: 30 }, (_, n) => report(`${n}`, 'bache', at(n)))
    expect(found(one, ...many).map(([id]) => id)).toEqual(['0', '1', '2', '3', '4'])
    expect(found(one)).toEqual([])
    expect(found(report('empty', ''), ...many)).toEqual([])
  })
})

describe('points', () => {
  it('keep a tenth of a metre, and distances are those of the earth', () => {
    const point = toPoint(toMillionths(40.4169473), toMillionths(-3.7035288))
    expect(point).toEqual({ latitude: 40.416947, longitude: -3.703529 })
    expect(toPoint(null, 1)).toBeNull()
    // Puerta del Sol to Cibeles.
    const metres = metresBetween(
      { latitude: 40.416947, longitude: -3.703529 },
      { latitude: 40.41935, longitude: -3.69308 },
    )
    expect(metres).toBeGreaterThan(900)
    expect(metres).toBeLessThan(950)
  })
})
