import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Case, cutoffs, holdsOf, isReserved, type Moment, monthsBefore, overThrough, quiet } from './rules.ts'

const day = 86_400_000
const now = Date.parse('2026-03-31T10:00:00Z')
const free: Case = {
  state: 'resolved',
  waitingSince: null,
  unfinished: false,
  onItsWay: false,
  openReport: false,
  appointment: false,
  rightsRequest: false,
  heldByHand: false,
}

describe('terms', () => {
  it('counts months by the calendar', () => {
    expect(new Date(monthsBefore(now, 1)).toISOString()).toBe('2026-02-28T10:00:00.000Z')
    expect(new Date(monthsBefore(now, 12)).toISOString()).toBe('2025-03-31T10:00:00.000Z')
    expect(new Date(monthsBefore(now, 25)).toISOString()).toBe('2024-02-29T10:00:00.000Z')
  })

  it('ends a month later for every month more, and days by the day', () => {
    const terms = { chatMonths: 12, sensitiveMonths: 6, mediaDays: 90, voiceDays: 30, identityDays: 7, botDays: 30 }
    const cut = cutoffs(terms, now)
    expect(cut.media).toBe(now - 90 * day)
    expect(cut.identity).toBe(now - 7 * day)
    expect(cut.endlessChat).toBeLessThan(cut.chat)
    expect(cut.chat).toBeLessThan(cut.sensitive)
  })
})

describe('cases that hold a conversation', () => {
  it.each([
    [{ state: 'open' }, ['open']],
    [{ state: 'snoozed' }, ['open']],
    [{ state: 'bot', waitingSince: 1 }, ['open']],
    [{ state: 'bot', unfinished: true }, ['open']],
    [{ onItsWay: true }, ['on_its_way']],
    [{ openReport: true, appointment: true }, ['report', 'appointment']],
    [{ rightsRequest: true, heldByHand: true }, ['rights', 'by_hand']],
    [{}, []],
    [{ state: 'bot' }, []],
  ] as const)('%o', (changed, holds) => expect(holdsOf({ ...free, ...changed })).toEqual(holds))
})

const moments = fc
  .array(fc.integer({ min: 0, max: 400 }), { maxLength: 40 })
  .map((ages): Moment[] => ages.map((age, i) => ({ seq: i + 1, at: now - age * day })))

describe('what is over its term', () => {
  const limits = { cutoff: now - 100 * day, endless: now - 200 * day, more: false }

  it('keeps what was said in one go together', () => {
    const messages = [110, 101, 99].map((age, i) => ({ seq: i + 1, at: now - age * day }))
    expect(overThrough(messages, limits)).toBeNull()
    const quieter = [150, 145, 99].map((age, i) => ({ seq: i + 1, at: now - age * day }))
    expect(overThrough(quieter, limits)).toBe(2)
  })

  it('does not let a chat go on for ever because it never falls quiet', () => {
    const messages = Array.from({ length: 250 }, (_, i) => ({ seq: i + 1, at: now - (250 - i) * day }))
    expect(overThrough(messages, limits)).toBe(51)
  })

  it('takes the last of what it was shown for the end only if it is', () => {
    const messages = [{ seq: 1, at: now - 120 * day }]
    expect(overThrough(messages, limits)).toBe(1)
    expect(overThrough(messages, { ...limits, more: true })).toBeNull()
  })

  it('never takes a message that is younger than its term, whatever the clocks said', () => {
    fc.assert(
      fc.property(moments, fc.boolean(), (messages, more) => {
        const through = overThrough(messages, { ...limits, more }) ?? 0
        const gone = messages.filter(({ seq }) => seq <= through)
        return gone.every(({ at }) => at <= limits.cutoff)
      }),
    )
  })

  it('leaves nothing older than twice its term where time went forward', () => {
    fc.assert(
      fc.property(moments, (shuffled) => {
        const times = shuffled.map(({ at }) => at).toSorted((one, other) => one - other)
        const messages = times.map((at, i) => ({ seq: i + 1, at }))
        const through = overThrough(messages, limits) ?? 0
        return messages.filter(({ seq }) => seq > through).every(({ at }) => at > limits.endless)
      }),
    )
  })

  it('goes no further when it is done again, and ends where it was silent', () => {
    fc.assert(
      fc.property(moments, (shuffled) => {
        const times = shuffled.map(({ at }) => at).toSorted((one, other) => one - other)
        const messages = times.map((at, i) => ({ seq: i + 1, at }))
        const through = overThrough(messages, limits) ?? 0
        const left = messages.filter(({ seq }) => seq > through)
        expect(overThrough(left, limits)).toBeNull()
        const [last, next] = [messages[through - 1], messages[through]]
        if (last && next && last.at > limits.endless) expect(next.at - last.at).toBeGreaterThanOrEqual(quiet)
      }),
    )
  })
})

describe('the reserved folder', () => {
  const folder = { departments: ['social'], topics: ['social_aid'] }
  it('takes what goes to social services, by department or by topic', () => {
    expect(isReserved({ department: 'social', topic: null }, folder)).toBe(true)
    expect(isReserved({ department: 'general', topic: 'social_aid' }, folder)).toBe(true)
    expect(isReserved({ department: 'general', topic: 'sports' }, folder)).toBe(false)
    expect(isReserved({ department: null, topic: null }, folder)).toBe(false)
  })
})
