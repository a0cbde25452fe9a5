import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acknowledgementDeadline, type Doubt, decide, laterStatus, providerIdFrom, retryDelay } from './rules.ts'

const doubts = fc.constantFrom<Doubt[]>('crash', 'error', 'silence')

/** Tried so often, the last time just now. */
const now = (attempts: number) => ({ attempts, age: 0 })

describe('decide', () => {
  it('records what WhatsApp accepted, whatever the doubt and however often it was tried', () =>
    fc.assert(
      fc.property(doubts, fc.nat(500), (doubt, tries) => decide(doubt, 'accepted', now(tries)).do === 'record'),
    ))
  it('never sends again when nobody can say', () =>
    fc.assert(
      fc.property(
        doubts,
        fc.nat(500),
        (doubt, tries) => decide(doubt, 'unanswerable', now(tries)).do === 'ask_a_person',
      ),
    ))
  it('sends again at once what a crash cut off before it left, however many crashes there were', () => {
    expect(decide('crash', 'absent', now(1))).toEqual({ do: 'send_again', after: 0 })
    expect(decide('crash', 'absent', now(100))).toEqual({ do: 'send_again', after: 0 })
  })
  it('waits longer at each broken send, and then asks a person', () => {
    expect(decide('error', 'absent', now(1))).toEqual({ do: 'send_again', after: 2000 })
    expect(decide('error', 'absent', now(6)).do).toBe('ask_a_person')
  })
  it('gives one that is there but unsent a minute first', () =>
    expect(decide('silence', 'unsent', now(1))).toEqual({ do: 'send_again', after: acknowledgementDeadline }))
  it('waits for a channel that cannot be asked just now, and then asks a person', () =>
    fc.assert(
      fc.property(doubts, fc.nat(500), (doubt, attempts) => {
        expect(decide(doubt, 'unreachable', { attempts, age: 60_000 }).do).toBe('look_later')
        expect(decide(doubt, 'unreachable', { attempts, age: 3_600_000 }).do).toBe('ask_a_person')
      }),
    ))
  it('ends with a person, whatever happens', () =>
    fc.assert(fc.property(doubts, (doubt) => decide(doubt, 'absent', now(1000)).do === 'ask_a_person')))
})

describe('laterStatus', () => {
  it('never goes back', () => {
    expect(laterStatus('read', 'delivered')).toBe('read')
    expect(laterStatus('sending', 'accepted')).toBe('accepted')
  })
  it('settles a doubt', () => {
    expect(laterStatus('check', 'accepted')).toBe('accepted')
    expect(laterStatus('failed', 'delivered')).toBe('delivered')
  })
})

it('waits longer at each try and then stops', () => {
  const delays = [1, 2, 3, 4, 5].map(retryDelay)
  expect(delays).toEqual([...delays].sort((a, b) => Number(a) - Number(b)))
  expect(retryDelay(6)).toBeNull()
})

it('makes ids that look like WhatsApp ones', () =>
  expect(providerIdFrom('0199c0de-7a00-7bcd-8ef0-123456789abc')).toMatch(/^3EB0[0-9A-F]{18}$/))
