import { describe, expect, it } from 'vitest'
import { replaced, shippedFiles } from '../../../tests/support/library.ts'
import { filesOf, numbered, plainOf, readFiles, textsOf } from './files.ts'
import { outlineOf } from './rules.ts'

describe('numbering', () => {
  it('changes the version and nothing else', () => {
    const files = shippedFiles('report')
    const next = numbered(files, 12)
    expect(outlineOf(next.flow).version).toBe(12)
    expect(next.flow.replace('"version": 12', `"version": ${outlineOf(files.flow).version}`)).toBe(files.flow)
    expect(next.words).toEqual(files.words)
  })

  it.each(['', '{', '[]', '{"version":"x"}', 'null', '{"name":"a"}'])('leaves %j alone', (flow) => {
    expect(numbered({ flow, words: {} }, 2)).toEqual({ flow, words: {} })
  })
})

describe('the files of a flow', () => {
  const report = shippedFiles('report')

  it('come back from the store as they went in', () => {
    expect(filesOf(textsOf(report))).toEqual(report)
  })

  it('are read as one flow with all its languages', () => {
    const read = readFiles('report', report)
    expect('flow' in read && read.words.map(({ file }) => file)).toEqual([
      ...['report/es.json', 'report/ca.json', 'report/gl.json', 'report/eu.json', 'report/en.json'],
    ])
  })

  it.each([
    ['no JSON', '{', 'not_json'],
    ['a depth nobody writes', `{"steps":${'['.repeat(99)}${']'.repeat(99)}}`, 'wrong_shape'],
  ])('cannot be compared when one is %s', (_, flow, code) => {
    expect(() => plainOf('report', { ...report, flow })).toThrowError(
      expect.objectContaining({ code: 'FLOW_FAULTY', data: { faults: [expect.objectContaining({ code })] } }),
    )
  })

  it('can be compared when they only break the rules', () => {
    const flow = replaced(report.flow, '"operators": "es"', '"operators": 7')
    expect(plainOf('report', { ...report, flow }).flow).toMatchObject({ operators: 7 })
  })
})
