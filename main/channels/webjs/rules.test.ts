import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backoff,
  type Health,
  haltOf,
  honestUserAgent,
  launchProblem,
  mayPass,
  recycles,
  restartDelay,
  restrictedFor,
  saysRestricted,
  saysWhatsAppChanged,
} from './rules.ts'

describe('starting again', () => {
  it('waits longer each time, with jitter, between 0.2 s and 60 s', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
        const delay = restartDelay(failures, chance)
        expect(delay).toBeGreaterThanOrEqual(backoff.least)
        expect(delay).toBeLessThanOrEqual(backoff.most)
        expect(restartDelay(failures + 1, chance)).toBeGreaterThanOrEqual(delay)
      }),
    ))

  it('never happens by itself after a logout, terms, a retired version or a conflict', () => {
    expect(['LOGOUT', 'TOS_BLOCK', 'SMB_TOS_BLOCK', 'DEPRECATED_VERSION', 'CONFLICT'].map(haltOf)).toEqual([
      'logged_out',
      'terms_blocked',
      'terms_blocked',
      'version_retired',
      'conflict',
    ])
    expect(['CONNECTED', 'OPENING', 'TIMEOUT', 'UNLAUNCHED', ''].map(haltOf)).toEqual([null, null, null, null, null])
  })

  it('gives a dying browser time to let go of its profile', () => {
    expect(mayPass('profile_in_use', 1)).toBe(true)
    expect(mayPass('profile_in_use', 7)).toBe(false)
    expect(mayPass('logged_out', 0)).toBe(false)
  })
})

describe('what errors say', () => {
  it.each([
    ['Requiring unknown module "WAWebCollections"', true],
    ["Error: Unknown module 'WAWebX'", true],
    ['Execution context was destroyed', false],
    ['auth timeout', false],
  ])('%s: WhatsApp changed is %s', (text, changed) => expect(saysWhatsAppChanged(text)).toBe(changed))

  it.each([
    ['server returned 463', true],
    ['reachout_timelock active', true],
    ['Too many new chats', true],
    ['Protocol error (Runtime.callFunctionOn): Target closed', false],
    ['Evaluation failed at 14631', false],
  ])('%s: restricted is %s', (text, restricted) => expect(saysRestricted(text)).toBe(restricted))

  it.each([
    ['spawn /nowhere/msedge ENOENT', 'browser_missing'],
    ['spawn /tmp EACCES', 'browser_broken'],
    ['The browser is already running for /x/session. Use a different `userDataDir`', 'profile_in_use'],
    ['DevTools remote debugging is disallowed by the system admin.', 'browser_forbidden'],
    ['Timed out after 30000 ms', null],
  ])('%s: %s', (text, code) => expect(launchProblem(text)).toBe(code))
})

describe('a fresh browser', () => {
  const day: Health = {
    now: 100 * 3_600_000,
    startedAt: 80 * 3_600_000,
    lastActivityAt: 99 * 3_600_000,
    memoryMiB: 400,
    heapMiB: 100,
    hour: 12,
  }
  it('comes at night and in a quiet minute', () => {
    expect(recycles(day)).toBe(false)
    expect(recycles({ ...day, hour: 3 })).toBe(true)
    expect(recycles({ ...day, hour: 3, lastActivityAt: day.now - 1000 })).toBe(false)
    expect(recycles({ ...day, hour: 3, startedAt: day.now - 3_600_000 })).toBe(false)
  })
  it('comes over the memory ceiling, and over twice the ceiling without waiting for quiet', () => {
    expect(recycles({ ...day, memoryMiB: 1100 })).toBe(true)
    expect(recycles({ ...day, heapMiB: 800, lastActivityAt: day.now })).toBe(false)
    expect(recycles({ ...day, memoryMiB: 2100, lastActivityAt: day.now })).toBe(true)
  })
})

it('doubles a restriction up to a day', () =>
  expect([1, 2, 3, 9].map((n) => restrictedFor(n) / 3_600_000)).toEqual([1, 2, 4, 24]))

it('shows the real browser', () =>
  expect(honestUserAgent('Mozilla/5.0 HeadlessChrome/147.0.0.0 Safari/537.36')).toBe(
    'Mozilla/5.0 Chrome/147.0.0.0 Safari/537.36',
  ))
