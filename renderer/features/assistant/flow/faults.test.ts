import { expect, it } from 'vitest'
import { faultsByStep, languageOf } from './faults.ts'
import { readModel } from './model.ts'

const model = readModel({
  flow: JSON.stringify({ steps: { a: { kind: 'say', text: 'hi' }, b: { kind: 'end', text: 'hi' } } }),
  words: {},
})
const fault = (file: string, path: string) =>
  ({ file, path, line: 3, code: 'missing_text', values: {}, reason: 'is missing' }) as const

it('a fault stands at its step, or at every step that says its text', () => {
  if (model === null) throw new Error('The flow can be read')
  const faults = [fault('pool/flow.json', 'steps.a.next'), fault('pool/ca.json', 'texts.hi'), fault('x.json', 'front')]
  const found = faultsByStep(faults, model)
  expect(found.get('a')).toHaveLength(2)
  expect(found.get('b')).toHaveLength(1)
})

it('a fault in words is of their language', () => {
  expect(languageOf(fault('pool/ca-valencia.json', ''))).toBe('ca-valencia')
  expect(languageOf(fault('pool/flow.json', ''))).toBeNull()
})
