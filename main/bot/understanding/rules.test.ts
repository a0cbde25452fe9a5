import { describe, expect, it } from 'vitest'
import { decide, doubt, judgeDanger, judgeOptOut } from './rules.ts'

const words = ['algo']
const calm = { optOut: 'no', danger: false } as const

describe('what a guess is good for', () => {
  it.each([
    ['sure', [0.9, 0.05], 'act'],
    ['less sure but far ahead', [0.62, 0.1], 'act'],
    ['less sure and close to another', [0.5, 0.4], 'offer'],
    ['hardly', [0.05, 0.04], 'none'],
  ] as const)('%s → %s', (_, [first, second], decision) => {
    const top = [
      { intent: 'library', score: first },
      { intent: 'sports', score: second },
    ]
    expect(decide(words, top, calm)).toMatchObject({ intent: 'library', score: first, decision })
  })

  it('small talk is never answered as a service, however sure', () => {
    expect(decide(words, [{ intent: 'none', score: 0.99 }], calm).decision).toBe('none')
  })

  it('no words are no intent', () => {
    expect(decide([], [{ intent: 'library', score: 0.9 }], calm)).toMatchObject({ intent: 'none', decision: 'none' })
  })

  it('danger outranks leaving, and both outrank everything else', () => {
    const top = [
      { intent: 'water_bill', score: 0.9 },
      { intent: 'emergency', score: 0.1 },
    ]
    expect(decide(words, top, { optOut: 'yes', danger: true })).toMatchObject({ intent: 'emergency', decision: 'act' })
    expect(decide(words, top, { optOut: 'yes', danger: false })).toMatchObject({ intent: 'opt_out', decision: 'act' })
  })
})

describe('leaving', () => {
  const chance = (yes: number, ask: number) => [
    { intent: 'yes', score: yes },
    { intent: 'ask', score: ask },
    { intent: 'no', score: 1 - yes - ask },
  ]

  it('is asked about where only the citizen can tell', () => {
    expect(judgeOptOut(null, chance(0.9, 0.05), [], null)).toBe('yes')
    expect(judgeOptOut(null, chance(0.1, 0.8), [], null)).toBe('ask')
    expect(judgeOptOut(null, chance(0.02, 0.03), [], null)).toBe('no')
  })

  it('is what a known phrase says it is', () => {
    expect(judgeOptOut('opt_out', chance(0, 0), [], null)).toBe('yes')
    expect(judgeOptOut('none', chance(0.9, 0.05), [], null)).toBe('no')
    expect(judgeOptOut(doubt, chance(0.9, 0.05), [], null)).toBe('ask')
  })

  it('is what an officer taught it to be', () => {
    expect(judgeOptOut(null, chance(0.9, 0.05), [], { intent: 'water_bill', trust: 0.9 })).toBe('no')
    expect(judgeOptOut(null, chance(0, 0), [], { intent: 'opt_out', trust: 0.9 })).toBe('yes')
  })
})

it('calls danger when either way of looking finds it', () => {
  const found = [{ intent: 'yes', score: 0.4 }]
  expect(judgeDanger(null, found, [])).toBe(true)
  expect(judgeDanger(null, [], [{ intent: 'emergency', score: 0.4 }])).toBe(true)
  expect(judgeDanger(null, [{ intent: 'yes', score: 0.05 }], [{ intent: 'emergency', score: 0.05 }])).toBe(false)
  expect(judgeDanger('street_damage', found, [])).toBe(false)
  expect(judgeDanger('emergency', [], [])).toBe(true)
})
