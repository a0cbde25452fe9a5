import { describe, expect, it } from 'vitest'
import dpiaEn from '../../resources/privacy/dpia.en.json' with { type: 'json' }
import dpiaEs from '../../resources/privacy/dpia.es.json' with { type: 'json' }
import en from '../../resources/privacy/en.json' with { type: 'json' }
import es from '../../resources/privacy/es.json' with { type: 'json' }
import recordEn from '../../resources/privacy/record.en.json' with { type: 'json' }
import recordEs from '../../resources/privacy/record.es.json' with { type: 'json' }
import { filled, markdownOf, type Template } from './template.ts'

const facts = {
  town: 'Robledillo',
  address: '',
  phone: '',
  website: '',
  officer: 'DPD',
  authority: 'AEPD',
  blockYears: '3',
}
const shipped = { recordEs, recordEn, dpiaEs, dpiaEn } as unknown as Readonly<Record<string, Template>>

describe('a document of the town', () => {
  it.each(Object.entries(shipped))(
    '%s has every fact filled in or marked, and says there is no contract',
    (_, template) => {
      const text = markdownOf({ ...template, town: 'Robledillo', madeAt: 'hoy', blocks: filled(template, facts) })
      expect(text).toContain('Robledillo')
      expect(text).not.toContain('{{')
      expect(text).toContain(template.missing)
      expect(text).toMatch(/art\. 28/i)
      for (const block of template.blocks)
        if (block.kind === 'table') for (const row of block.rows) expect(row).toHaveLength(block.head.length)
    },
  )

  it('keeps a table of markdown whole whatever its cells hold', () => {
    const blocks = [{ kind: 'table' as const, head: ['a', 'b'], rows: [['x|y', 'one\ntwo']] }]
    expect(markdownOf({ title: 't', town: '', madeAt: '', blocks })).toContain('| x\\|y | one two |')
  })

  it('has the same words in both languages', () => {
    const names = (words: object): unknown =>
      Object.entries(words).map(([name, each]) => [name, typeof each === 'object' ? names(each) : ''])
    expect(names(en)).toEqual(names(es))
  })
})
