import { describe, expect, it } from 'vitest'
import { linkHalt, linkPhase } from '../../../contract/line.ts'
import english from '../../i18n/en/line.json' with { type: 'json' }
import spanish from '../../i18n/es/line.json' with { type: 'json' }
import { beginning, canLift, canUnlink, isSlow, timeLeft } from './link-rules.ts'

describe('what a person may do about the link', () => {
  it('begins where there is none, again where it stands still, and nowhere else', () => {
    const offered = linkPhase.options.map((phase) => [phase, beginning({ phase })])
    expect(offered.filter(([, offer]) => offer !== null)).toEqual([
      ['not_linked', 'link'],
      ['halted', 'again'],
    ])
  })

  it('gives up only what exists', () => {
    const possible = linkPhase.options.filter((phase) => canUnlink({ phase, halt: null }))
    expect(possible).toEqual(['connected', 'reconnecting', 'restricted', 'halted'])
    expect(canUnlink({ phase: 'halted', halt: 'logged_out' })).toBe(false)
  })
})

describe('the time left for a code', () => {
  it.each([
    [600_000, '10:00'],
    [65_000, '1:05'],
    [400, '0:01'],
    [0, null],
    [-5_000, null],
  ])('%i ms is %s', (ms, text) => expect(timeLeft(1_000 + ms, 1_000)).toBe(text))
})

describe.each([
  ['es', spanish, /desvincul|reinstale|borr/i],
  ['en', english, /unlink|reinstall|delete/i],
])('the halts in %s', (_, texts, keeps) => {
  it('has the sentences of each halt and no other', () =>
    expect(Object.keys(texts.link.halts).sort()).toEqual([...linkHalt.options].sort()))

  it.each([...linkHalt.options])('%s says not to throw the link away', (halt) =>
    expect(texts.link.halts[halt].not).toMatch(keeps),
  )
})

describe('after a restriction', () => {
  it('the line is slow for a day, and not while it is restricted', () => {
    const day = 86_400_000
    expect(isSlow({ phase: 'connected', resumedAt: 5 }, 5 + day - 1)).toBe(true)
    expect(isSlow({ phase: 'connected', resumedAt: 5 }, 5 + day)).toBe(false)
    expect(isSlow({ phase: 'restricted', resumedAt: 5 }, 6)).toBe(false)
    expect(isSlow({ phase: 'connected', resumedAt: null }, 6)).toBe(false)
  })

  it.each([
    ['restricted', 9, true],
    ['reconnecting', 9, true],
    ['reconnecting', null, false],
    ['connected', null, false],
    ['halted', 9, false],
  ] as const)('%s until %s may be lifted: %s', (phase, restrictedUntil, may) =>
    expect(canLift({ phase, restrictedUntil })).toBe(may),
  )
})
