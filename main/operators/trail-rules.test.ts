import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chained, csvCell, csvLine, type TrailFields, trailFields } from './trail-rules.ts'

const entry: TrailFields = {
  at: 1,
  actor_kind: 'operator',
  actor_id: 'rosa',
  action: 'conversation.claim',
  object_kind: null,
  object_id: null,
  result: 'ok',
  detail: null,
  desk: null,
  clock: 'system',
  version: null,
  reason: null,
  approver_id: null,
  before_hash: null,
  after_hash: null,
}

test('no two entries, and no two places in the chain, read alike', () => {
  const text = fc.option(fc.string(), { nil: null })
  fc.assert(
    fc.property(text, text, text, text, (detail, reason, other, otherReason) => {
      const same = detail === other && reason === otherReason
      const one = chained('a', { ...entry, detail, reason })
      expect(one === chained('a', { ...entry, detail: other, reason: otherReason })).toBe(same)
      expect(one).not.toBe(chained('b', { ...entry, detail, reason }))
    }),
  )
})

test('every field of an entry is hashed', () => {
  expect([...trailFields].sort()).toEqual(Object.keys(entry).sort())
})

test.each([
  ['=1+1', "'=1+1"],
  ['+34 600', "'+34 600"],
  ['-2', "'-2"],
  ['@suma', "'@suma"],
  ['\t=1', "'\t=1"],
  [' =1', "' =1"],
  ['con; punto', '"con; punto"'],
  ['una "cita"', '"una ""cita"""'],
  ['dos\nlíneas', '"dos\nlíneas"'],
  ['normal', 'normal'],
])('a spreadsheet reads %j as text', (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})

test('numbers stay numbers and nothing stays empty', () => {
  expect(csvLine([-3, null, 'a'])).toBe('-3;;a\r\n')
})
