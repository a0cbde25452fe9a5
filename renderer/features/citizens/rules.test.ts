import { expect, it } from 'vitest'
import { columnFault, consentState, piecesOf } from './rules.ts'

it('needs a phone, and every column once', () => {
  expect(columnFault(['name', null])).toBe('noPhone')
  expect(columnFault(['phone', 'name', 'name'])).toBe('twice')
  expect(columnFault([null, 'phone', null])).toBeNull()
})

it('cuts a file into pieces of which only the last is smaller', () => {
  expect(piecesOf(5, 2)).toEqual([
    { from: 0, to: 2 },
    { from: 2, to: 4 },
    { from: 4, to: 5 },
  ])
  expect(piecesOf(0, 2)).toEqual([])
})

it('takes a state it does not know for one that was not confirmed', () =>
  expect([consentState('given'), consentState('paused')]).toEqual(['given', 'requested']))
