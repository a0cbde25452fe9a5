import { expect, it } from 'vitest'
import type { TryAnswer } from '../../../../contract/assistant.ts'
import { answered, momentOf, told, untold } from './trial.ts'

const answer: TryAnswer = {
  replies: ['Hola.', '¿Qué necesita?'],
  state: '{"step":"menu"}',
  outcome: 'waiting',
  step: { flow: 'front', version: 1, id: 'menu' },
  language: 'es',
  summary: null,
  department: null,
  topic: null,
  understood: null,
  calls: [],
  leftAside: [],
}

it('what was said, what was answered and what it means stand in that order', () => {
  const trial = answered(told(untold, 'hola'), answer)
  expect(trial.lines.map(({ kind }) => kind)).toEqual(['mine', 'reply', 'reply', 'answer'])
  expect(trial).toMatchObject({ state: answer.state, last: answer })
})

it('a moment is that of this clock, or the present one', () => {
  expect(momentOf('')).toBeUndefined()
  expect(momentOf('nonsense')).toBeUndefined()
  expect(momentOf('2026-03-02T09:30')).toBe(new Date(2026, 2, 2, 9, 30).getTime())
})
