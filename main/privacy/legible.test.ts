import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { legible } from './legible.ts'

const reading = { language: 'es', timeZone: 'Europe/Madrid' } as const
const textOf = (value: unknown): string => JSON.stringify(legible([{ name: 'person', json: value }], reading))

describe('a legible export', () => {
  it('shows facts, lists as tables and times of the town, with Spanish names', () => {
    const json = {
      name: 'Rosa Vidal',
      since: '2026-07-01T10:00:00.000Z',
      identifiers: [
        { type: 'phone', value: '+34700100001', internal: false },
        { type: 'lid', value: '123456', internal: true },
      ],
    }
    expect(legible([{ name: 'person', json }], reading)).toEqual([
      { kind: 'heading', level: 2, text: 'Quién es' },
      {
        kind: 'facts',
        rows: [
          ['Nombre', 'Rosa Vidal'],
          ['Desde', '1 jul 2026, 12:00'],
        ],
      },
      { kind: 'heading', level: 3, text: 'Números e identificadores' },
      {
        kind: 'table',
        head: ['Tipo', 'Valor', 'Nota interna'],
        rows: [
          ['phone', '+34700100001', 'no'],
          ['lid', '123456', 'sí'],
        ],
      },
    ])
  })

  it('says who in words of ours, and never touches somebody’s words', () =>
    expect(
      textOf([
        { from: 'citizen', text: 'operator' },
        { from: 'operator', text: 'true' },
      ]),
    ).toContain('[["la persona","operator"],["el Ayuntamiento","true"]]'))

  it('says so where there is nothing', () =>
    expect(legible([{ name: 'reports', json: [] }], reading)).toEqual([
      { kind: 'heading', level: 2, text: 'Avisos de la calle' },
      { kind: 'paragraph', text: 'Nada.' },
    ]))

  it('leaves out no text and no number, however deep they lie', () => {
    const leaf = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((n) => `t${n}`)
    const tree = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 5 }),
      object: fc.dictionary(fc.constantFrom('at', 'text', 'history', 'note', 'what', 'x', 'y'), tie('value')),
    })).value
    fc.assert(
      fc.property(tree, (value) => {
        const shown = textOf(value)
        for (const [token] of JSON.stringify(value).matchAll(/t\d{7}/g)) expect(shown).toContain(token)
      }),
    )
  })
})
