import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { problems } from '../../contract/problems.ts'
import texts from '../i18n/es/problems.json' with { type: 'json' }
import { ConnectionLost, Disconnected } from './carrier.ts'
import { type ConsoleProblemCode, problemData, toProblem } from './problems.ts'

/** Fails to compile when a code of the contract has no sentence. */
const sentences: { readonly [C in ConsoleProblemCode]: { readonly what: string; readonly todo: string } } = texts.codes

describe('every problem of the contract', () => {
  it.each(Object.keys(problems))('%s is known and has a sentence', (code) => {
    expect(toProblem(new ORPCError(code)).code).toBe(code)
    expect(Object.keys(sentences)).toContain(code)
  })
})

describe('an error', () => {
  it('that never left or never came back says so', () => {
    expect(toProblem(new Disconnected()).code).toBe('DISCONNECTED')
    expect(toProblem(new ConnectionLost()).code).toBe('CONNECTION_LOST')
  })

  it('of no known code is internal, whatever was thrown', () => {
    for (const thrown of [new Error('x'), new ORPCError('TEAPOT'), new ORPCError('constructor'), 'x', null]) {
      expect(toProblem(thrown).code).toBe('INTERNAL')
    }
  })

  it('gives its data only to who asks for its code', () => {
    const error = new ORPCError('CLAIMED', { data: { assignee: { id: '1', name: 'Ana' } } })
    expect(problemData(error, 'CLAIMED')?.assignee.name).toBe('Ana')
    expect(problemData(error, 'THREAD_MOVED')).toBeUndefined()
  })
})
