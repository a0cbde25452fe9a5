import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acknowledgementDeadline, decide, laterStatus, providerIdFrom, retryDelay } from './rules.ts'

describe('decide', () => {
  it('records what WhatsApp accepted, however often it was tried', () =>
    fc.assert(fc.property(fc.nat(50), (attempts) => decide('accepted', attempts).do === 'record')))
  it('sends again at once what never arrived there', () =>
    expect(decide('absent', 1)).toEqual({ do: 'send_again', after: 0 }))
  it('gives an unsent one a minute first', () =>
    expect(decide('unsent', 1)).toEqual({ do: 'send_again', after: acknowledgementDeadline }))
  it('asks a person when nobody can say', () => expect(decide('unanswerable', 1).do).toBe('ask_a_person'))
  it('asks a person after too many tries', () => expect(decide('absent', 6).do).toBe('ask_a_person'))
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
