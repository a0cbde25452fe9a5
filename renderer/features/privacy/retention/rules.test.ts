import { expect, it } from 'vitest'
import { boundsOf, namesIn, termIn } from './rules.ts'

it('takes a term only as a whole number within its bounds', () => {
  expect(boundsOf('chatMonths')).toEqual({ min: 1, max: 60 })
  expect(['12', ' 60 ', '61', '0', '1.5', '', 'doce'].map((text) => termIn('chatMonths', text))).toEqual([
    12,
    60,
    null,
    null,
    null,
    null,
    null,
  ])
})

it('reads a list of names', () => {
  expect(namesIn(' social_aid, dependency_care ,')).toEqual(['social_aid', 'dependency_care'])
  expect(namesIn('')).toEqual([])
  expect(namesIn('Ayuda social')).toBeNull()
})
