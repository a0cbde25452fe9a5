import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { broadcastStates } from '../../contract/broadcast.ts'
import { approverIs, firstBatch, isMissed, isTooSlow, latestStart, lookNow, may } from './rules.ts'

const look = { share: 0.05, waitMs: 3_600_000, smallest: 20 }
const now = Date.UTC(2026, 2, 2, 10)
const day = 86_400_000

describe('what may be done from where', () => {
  it('freezes what runs', () => {
    for (const state of ['running', 'paused', 'done', 'cancelled'] as const) {
      expect(may('edit', state)).toBe(false)
      expect(may('approve', state)).toBe(false)
      expect(may('launch', state)).toBe(false)
    }
  })

  it('ends what has ended', () => {
    for (const state of ['done', 'cancelled'] as const)
      for (const act of [
        'edit',
        'submit',
        'send_back',
        'approve',
        'launch',
        'recall',
        'pause',
        'resume',
        'cancel',
      ] as const)
        expect(may(act, state)).toBe(false)
  })

  it('launches nothing that nobody approved', () =>
    expect(broadcastStates.filter((state) => may('launch', state))).toEqual(['approved', 'scheduled']))

  it('lets nobody approve what they wrote, but in a town that says so', () => {
    expect(approverIs('eva', ['eva', 'leo'], true)).toBe('refused')
    expect(approverIs('leo', ['eva', 'leo'], true)).toBe('refused')
    expect(approverIs('ana', ['eva', 'leo'], true)).toBe('other')
    expect(approverIs('ana', ['eva', 'leo'], false)).toBe('other')
    expect(approverIs('eva', ['eva'], false)).toBe('author')
  })
})

describe('the look after the first few', () => {
  it.each([
    [1, null],
    [19, null],
    [20, 1],
    [100, 5],
    [101, 6],
  ])('of %d, %s go first', (recipients, first) => expect(firstBatch(recipients, false, look)).toBe(first))

  it('holds no emergency back', () => expect(firstBatch(1000, true, look)).toBeNull())

  const standing = { recipients: 100, emergency: false, released: 5, lookUntil: null, looked: false }

  it('begins when the first few have left, waits an hour, then asks the line', () => {
    expect(lookNow({ ...standing, released: 4 }, look, now)).toEqual({ do: 'go' })
    expect(lookNow(standing, look, now)).toEqual({ do: 'begin', until: now + look.waitMs })
    const waiting = { ...standing, lookUntil: now + look.waitMs }
    expect(lookNow(waiting, look, now + 1)).toEqual({ do: 'wait', until: now + look.waitMs })
    expect(lookNow(waiting, look, now + look.waitMs)).toEqual({ do: 'ask' })
    expect(lookNow({ ...waiting, looked: true }, look, now)).toEqual({ do: 'go' })
  })

  it('waits no longer than its hour from now when the clock is set back', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * day }), (back) => {
        const word = lookNow({ ...standing, lookUntil: now + look.waitMs }, look, now - back)
        expect(word.do).toBe('wait')
        if (word.do === 'wait') expect(word.until).toBeLessThanOrEqual(now - back + look.waitMs)
      }),
    ))
})

it('does not begin by itself when it is long overdue', () => {
  expect(isMissed(now, now + latestStart)).toBe(false)
  expect(isMissed(now, now + latestStart + 1)).toBe(true)
})

it('says when the safe pace is too slow for a notice', () => {
  expect(isTooSlow(now, now + 3 * day)).toBe(false)
  expect(isTooSlow(now, now + 3 * day + 1)).toBe(true)
  expect(isTooSlow(now, null)).toBe(true)
})
