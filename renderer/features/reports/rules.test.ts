import { expect, it } from 'vitest'
import { formFaults, isLayout, mayMove, moveName, reportPath, silenceOf } from './rules.ts'

it('finds what is missing of a new report; a point is a place', () => {
  expect(formFaults({ what: ' a ', place: ' ', point: false })).toEqual(['what', 'place'])
  expect(formFaults({ what: 'Bache', place: '', point: true })).toEqual([])
  expect(formFaults({ what: 'x'.repeat(1001), place: 'Olmo', point: false })).toEqual(['what'])
})

it('calls a move by what it does', () => {
  expect(moveName('received', 'in_progress')).toBe('in_progress')
  expect(moveName('done', 'in_progress')).toBe('reopened')
  expect(moveName('in_progress', 'dismissed')).toBe('dismissed')
  expect(mayMove('done', 'received')).toBe(false)
})

it('says why nothing leaves', () => {
  expect(silenceOf({ conversationId: null })).toBe('noCitizen')
  expect(silenceOf({ conversationId: 'x' })).toBe('noNews')
})

it('remembers only a layout that exists, and addresses are safe', () => {
  expect([isLayout('board'), isLayout('tiles'), isLayout(null)]).toEqual([true, false, false])
  expect(reportPath('a/b')).toBe('/reports/a%2Fb')
})
