import { describe, expect, it } from 'vitest'
import { rightsKinds, rightsStates } from '../../../../contract/rights.ts'
import { actsOf, dueIn, isOpen } from './rules.ts'

const day = 86_400_000
const citizen = { id: 'c', name: 'Rosa', phone: null }

describe('dueIn', () => {
  it.each([
    [20 * day, 'calm', 20],
    [8 * day, 'calm', 8],
    [8 * day - 1, 'soon', 7],
    [day, 'soon', 1],
    [day - 1, 'today', 0],
    [0, 'today', 0],
    [-1, 'late', 1],
    [-3 * day, 'late', 3],
  ] as const)('%d ms before the end is %s, %d days', (left, how, days) =>
    expect(dueIn(1_000 * day + left, 1_000 * day)).toEqual({ how, days }),
  )
})

describe('actsOf', () => {
  it('is nothing once a request is closed, and can be refused while it is open', () => {
    for (const kind of rightsKinds) {
      for (const state of rightsStates) {
        const acts = actsOf({ kind, state, citizen, extendableUntil: 1 })
        expect(acts.includes('refuse')).toBe(isOpen(state))
        expect(acts.includes('extend')).toBe(isOpen(state))
        if (!isOpen(state)) expect(acts).toEqual([])
      }
    }
  })

  it('touches nothing of anybody before identity was verified or while nobody knows whose it is', () => {
    for (const kind of rightsKinds) {
      const touching = ['export', 'rectify', 'block', 'object', 'restrict', 'answer'] as const
      const early = actsOf({ kind, state: 'received', citizen, extendableUntil: null })
      expect(touching.filter((act) => early.includes(act))).toEqual([])
      expect(actsOf({ kind, state: 'working', citizen: null, extendableUntil: null })).toEqual([
        'link',
        'answer',
        'refuse',
      ])
    }
  })

  it('blocks only for who asks to be erased', () => {
    const kinds = rightsKinds.filter((kind) =>
      actsOf({ kind, state: 'working', citizen, extendableUntil: null }).includes('block'),
    )
    expect(kinds).toEqual(['erasure'])
  })
})
