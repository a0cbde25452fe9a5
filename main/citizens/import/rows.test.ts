import { describe, expect, it } from 'vitest'
import { columnsOf, separatorOf } from './look-rules.ts'
import { recordsOf } from './records.ts'
import { judge, type KnownPerson, readRow } from './row-rules.ts'

const columns = ['name', 'phone', 'language', 'neighbourhood', 'tags', 'note', 'purposes'] as const
const row = (...cells: string[]) => readRow(cells, columns, ['Centro', 'La Peña'])
const free = { inFile: false, suppressed: false, known: null }
const rosa: KnownPerson = {
  id: 'rosa',
  name: 'Rosa Vidal',
  language: null,
  neighbourhood: '',
  note: '',
  tags: ['mayores'],
  hidden: false,
}

describe('a row', () => {
  it('is read as the town writes it', () =>
    expect(
      row(' Rosa  Vidal', '700 10 00 01', 'Valencià', 'la pena', 'Mayores, Fallas', 'nota', 'obras|fiestas'),
    ).toEqual({
      person: {
        name: 'Rosa Vidal',
        phone: '+34700100001',
        language: 'ca-valencia',
        neighbourhood: 'La Peña',
        tags: ['mayores', 'fallas'],
        note: 'nota',
        purposes: ['obras', 'fiestas'],
      },
      fault: null,
      warning: null,
    }))
  it('that a spreadsheet was kept from running is read as it was', () =>
    expect(row('Ana', "'+34700100001").person.phone).toBe('+34700100001'))
  it.each([
    [['', ' ', ''], 'blank'],
    [['Ana', ''], 'no_phone'],
    [['Ana', 'casa'], 'not_a_phone'],
    [['Ana', '912345678'], 'landline'],
  ] as const)('%j cannot be taken: %s', (cells, fault) => expect(row(...cells).fault).toBe(fault))
  it.each([
    [['Ana', '+33612345678'], 'foreign'],
    [['Ana', '700100001', 'klingon'], 'unknown_language'],
    [['Ana', '700100001', 'es', 'Marte'], 'unknown_neighbourhood'],
    [['Ana', '700100001', 'es', '', '', 'x'.repeat(2001)], 'shortened'],
  ] as const)('may be taken with a warning: $1', (cells, warning) =>
    expect(row(...cells)).toMatchObject({ fault: null, warning }),
  )
})

describe('a verdict', () => {
  const listed = row('Rosa Vidal', '700100001', 'gallego')
  it('new, for a phone nobody has', () => expect(judge(listed, free)).toEqual({ verdict: 'new', reason: null }))
  it('completes what is lacking', () => expect(judge(listed, { ...free, known: rosa }).verdict).toBe('updates'))
  it('changes nothing of what is known', () =>
    expect(
      judge(row('ROSA VIDAL', '700100001', 'es', '', 'mayores'), { ...free, known: { ...rosa, language: 'gl' } }),
    ).toEqual({
      verdict: 'unchanged',
      reason: null,
    }))
  it('does not give a phone to somebody with another name', () =>
    expect(judge(row('Pepe Soto', '700100001'), { ...free, known: rosa })).toEqual({
      verdict: 'duplicate',
      reason: 'other_person',
    }))
  it('takes the first of two rows with a phone', () =>
    expect(judge(listed, { ...free, inFile: true })).toEqual({ verdict: 'duplicate', reason: 'in_file' }))
  it('never brings back who left for good, nor who is hidden', () => {
    expect(judge(listed, { ...free, suppressed: true, inFile: true }).verdict).toBe('suppressed')
    expect(judge(listed, { ...free, known: { ...rosa, hidden: true } }).verdict).toBe('suppressed')
  })
})

describe('how a file is written', () => {
  it.each([
    ['nombre;tel\nA, B;1\nC, D;2', ';'],
    ['nombre,tel\n"A; b",1', ','],
    ['nombre\ttel\nA\t1', '\t'],
    ['700100001\n700100002', ';'],
  ])('%j has its separator', (text, separator) => expect(separatorOf(text)).toBe(separator))
  it('is told by the headings', () =>
    expect(columnsOf([['Nº', 'Apellidos', 'NOMBRE', 'Teléfono Móvil', 'Pedanía', 'Nombre']])).toEqual({
      header: true,
      columns: [null, 'surnames', 'name', 'phone', 'neighbourhood', null],
    }))
  it('is told by what stands in the columns where nothing names them', () =>
    expect(
      columnsOf([
        ['1', 'Ana Ríos', '700100001'],
        ['2', 'Rosa Vidal', '700100002'],
      ]),
    ).toEqual({ header: false, columns: [null, 'name', 'phone'] }))
})

describe('the rows of a text', () => {
  async function* of(text: string) {
    for (let at = 0; at < text.length; at += 5) yield text.slice(at, at + 5)
  }
  const all = async (text: string) => {
    const rows: unknown[] = []
    for await (const found of recordsOf(of(text), ';')) rows.push(found)
    return rows
  }
  it('have their line, blank ones and quoted line ends counted', async () =>
    expect(await all('a;b\n\n"two\nlines";c\r\nlast')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: [''] },
      { line: 4, cells: ['two\nlines', 'c'] },
      { line: 5, cells: ['last'] },
    ]))
  it('end at a quote that is never closed, with its line', async () =>
    await expect(all('a;b\nc;"d\ne;f\n')).rejects.toMatchObject({ fault: { reason: 'quote' } }))
  it('are no longer than rows of people are', async () =>
    await expect(all(`"${'x'.repeat(70_000)}`)).rejects.toMatchObject({ fault: { reason: 'too_long' } }))
})
