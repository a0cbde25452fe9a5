import { describe, expect, it } from 'vitest'
import { furthest, reconcilesFrom, reconcilesNow } from './reconciliation-rules.ts'

const hour = 3_600_000
const now = 1_000 * hour
const quiet = now - 61_000
const busy = now - 1_000

describe('the daily comparison', () => {
  it.each([
    ['at night, in a quiet minute', { hour: 3, lastAt: now - 20 * hour, activeAt: quiet }, true],
    ['not while somebody writes', { hour: 3, lastAt: now - 20 * hour, activeAt: busy }, false],
    ['not twice a night', { hour: 4, lastAt: now - hour, activeAt: quiet }, false],
    ['not by day while the last is fresh', { hour: 11, lastAt: now - 20 * hour, activeAt: quiet }, false],
    ['by day on a PC that is off at night', { hour: 11, lastAt: now - 24 * hour, activeAt: quiet }, true],
    ['after a day and a half without waiting for quiet', { hour: 11, lastAt: now - 36 * hour, activeAt: busy }, true],
    ['the first time, in a quiet minute', { hour: 11, lastAt: null, activeAt: quiet }, true],
    ['not the first time while somebody writes', { hour: 11, lastAt: null, activeAt: busy }, false],
    ['after the clock was set back', { hour: 11, lastAt: now + hour, activeAt: quiet }, true],
  ])('runs %s: %#', (_when, moment, runs) => expect(reconcilesNow({ now, ...moment })).toBe(runs))

  it.each([
    ['a day back at least', { mark: now, linkedAt: 0, wholeAt: now - hour }, now - 24 * hour],
    [
      'back to an hour before the last whole one',
      { mark: now, linkedAt: 0, wholeAt: now - 50 * hour },
      now - 51 * hour,
    ],
    ['back to the mark', { mark: now - 60 * hour, linkedAt: 0, wholeAt: null }, now - 60 * hour],
    ['no more than a week', { mark: 0, linkedAt: 0, wholeAt: null }, now - furthest],
    ['never before the link', { mark: now, linkedAt: now - hour, wholeAt: null }, now - hour],
    [
      'not before the mark where the link is not known',
      { mark: now - hour, linkedAt: null, wholeAt: null },
      now - hour,
    ],
  ])('reads %s', (_what, reached, from) => expect(reconcilesFrom({ now, ...reached })).toBe(from))
})
