import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  barrier,
  clockSlack,
  derive,
  exceptionState,
  hasExpired,
  type LedgerLine,
  minimumAgeOn,
  noLimits,
  type Request,
  refusalOf,
  renewed,
  requestLife,
  separated,
  standingOf,
  stricter,
} from './rules.ts'

const begunAt = Date.UTC(2026, 2, 2, 9)
const asked: Request = {
  state: 'open',
  method: 'chat',
  askedInChat: true,
  notice: 3,
  oldEnough: true,
  purposes: ['works'],
  begunAt,
  expiresAt: begunAt + requestLife,
}

describe('a yes', () => {
  it('gives what was chosen under the notice that is current, up to the last millisecond of 48 hours', () => {
    expect(refusalOf(asked, 3, begunAt)).toBeNull()
    expect(refusalOf(asked, 3, begunAt + requestLife - 1)).toBeNull()
  })

  it.each([
    ['no question', null, 3, begunAt, 'nothing_pending'],
    ['one that was answered', { ...asked, state: 'accepted' }, 3, begunAt, 'nothing_pending'],
    ['one that was declined', { ...asked, state: 'declined' }, 3, begunAt, 'nothing_pending'],
    ['one closed because they left', { ...asked, state: 'closed' }, 3, begunAt, 'nothing_pending'],
    ['a spreadsheet', { ...asked, method: 'import', askedInChat: false }, 3, begunAt, 'nothing_pending'],
    ['one that is over', asked, 3, begunAt + requestLife, 'expired'],
    ['one marked as over', { ...asked, state: 'expired' }, 3, begunAt, 'expired'],
    ['one put under a later clock', asked, 3, begunAt - clockSlack - 1, 'expired'],
    ['one without an age', { ...asked, oldEnough: null }, 3, begunAt, 'no_age'],
    ['one of somebody too young', { ...asked, state: 'under_age', oldEnough: false }, 3, begunAt, 'under_age'],
    ['one with nothing chosen', { ...asked, purposes: [] }, 3, begunAt, 'nothing_chosen'],
    ['one under words since replaced', asked, 4, begunAt, 'notice_changed'],
    ['one where no notice is in force', asked, null, begunAt, 'notice_changed'],
  ] as const)('gives nothing to %s', (_, request, notice, now, reason) => {
    expect(refusalOf(request, notice, now)).toBe(reason)
  })

  it('confirms what was signed at the counter, and not what was imported', () => {
    const signed = { ...asked, method: 'counter', askedInChat: false } as const
    expect(refusalOf(signed, 3, begunAt)).toBeNull()
  })

  it('survives a clock corrected by a little', () => {
    expect(hasExpired(asked, begunAt - clockSlack)).toBe(false)
  })
})

describe('a new question', () => {
  const byOperator = { kind: 'operator', id: 'o1' }
  const citizen = { kind: 'citizen', id: 'c1' }
  const next = { method: 'chat', by: citizen, notice: 3, now: begunAt + 1 } as const

  it('in the chat confirms the form of the counter and keeps whose it is', () => {
    const form = { ...asked, method: 'paper', askedInChat: false, by: byOperator } as const
    expect(renewed(form, next)).toMatchObject({ method: 'paper', by: byOperator, oldEnough: true, purposes: ['works'] })
  })

  it('keeps nothing of an import but that it was asked before', () => {
    const row = {
      ...asked,
      method: 'import',
      askedInChat: false,
      oldEnough: null,
      purposes: [],
      by: byOperator,
    } as const
    expect(renewed(row, next)).toEqual({ method: 'chat', by: citizen, oldEnough: null, purposes: [], again: true })
  })

  it.each([
    ['closed', { ...asked, state: 'closed' }, next],
    ['over', asked, { ...next, now: asked.expiresAt }],
    ['of another notice', asked, { ...next, notice: 4 }],
  ] as const)('begins anew after one that is %s', (_, before, after) => {
    expect(renewed({ ...before, by: citizen }, after)).toMatchObject({ oldEnough: null, purposes: [] })
  })
})

describe('standing', () => {
  const given = { state: 'given', version: 2, since: begunAt, expiresAt: begunAt + 1000 } as const
  const purpose = { active: true, liveFrom: 2 }
  const free = { ...noLimits, suppressed: false }
  const of = (over: Parameters<typeof standingOf>[0], limits = {}, now = begunAt, inForce = purpose) =>
    standingOf(over, inForce, { ...free, ...limits }, now)

  it('is live while the consent holds', () => expect(of(given)).toBe('live'))

  it.each([
    ['nothing was said', null, {}, begunAt, 'none'],
    ['it was withdrawn', { ...given, state: 'withdrawn' }, {}, begunAt, 'none'],
    ['it was refused', { ...given, state: 'refused' }, {}, begunAt, 'none'],
    ['it was only asked', { ...given, state: 'requested' }, {}, begunAt, 'none'],
    ['its number fell silent', given, {}, begunAt + 1000, 'expired'],
    ['the clock stands before it', given, {}, begunAt - clockSlack - 1, 'expired'],
    ['its words were replaced', { ...given, version: 1 }, {}, begunAt, 'expired'],
    ['they asked to stop', given, { optedOutAt: 1 }, begunAt, 'opted_out'],
    ['an identifier of theirs left', given, { suppressed: true }, begunAt, 'opted_out'],
    ['they may have asked to stop', given, { heldAt: 1 }, begunAt, 'held'],
    ['they are away', given, { pausedUntil: begunAt + 1 }, begunAt, 'paused'],
    ['their data are blocked', given, { blockedAt: 1, optedOutAt: 1 }, begunAt, 'blocked'],
  ] as const)('is not live where %s', (_, consent, limits, now, standing) => {
    expect(of(consent, limits, now)).toBe(standing)
  })

  it('is live again when a pause has ended', () => expect(of(given, { pausedUntil: begunAt })).toBe('live'))
  it('is none for a purpose that is no longer offered', () => {
    expect(of(given, {}, begunAt, { active: false, liveFrom: 1 })).toBe('none')
  })
})

const limits = fc.record({
  heldAt: fc.option(fc.nat(9)),
  pausedUntil: fc.option(fc.nat(9)),
  optedOutAt: fc.option(fc.nat(9)),
  blockedAt: fc.option(fc.nat(9)),
})

describe('two records that become one', () => {
  it('let through nothing that either held back', () => {
    fc.assert(
      fc.property(limits, limits, fc.nat(9), (kept, absorbed, now) => {
        const free = (each: typeof kept) => barrier({ ...each, suppressed: false }, now) === null
        expect(free(stricter(kept, absorbed))).toBe(free(kept) && free(absorbed))
      }),
    )
  })

  it('give back what came with the other, and keep what came since', () => {
    fc.assert(
      fc.property(limits, limits, (kept, absorbed) => {
        expect(separated(stricter(kept, absorbed), kept, absorbed)).toEqual(kept)
        const since = { ...stricter(kept, absorbed), optedOutAt: 10 }
        expect(separated(since, kept, absorbed).optedOutAt).toBe(10)
      }),
    )
  })
})

describe('what the ledger says', () => {
  const line = (event: LedgerLine['event'], purpose: string | null = null): LedgerLine => ({ event, purpose })

  it('ends every consent that was given when somebody leaves, and none that was refused', () => {
    const { consents, optedOut } = derive([
      line('requested'),
      line('given', 'works'),
      line('refused', 'jobs'),
      line('withdrawn'),
    ])
    expect([...consents]).toEqual([
      ['works', 'withdrawn'],
      ['jobs', 'refused'],
    ])
    expect(optedOut).toBe(true)
  })

  it('takes nothing away because a question was not answered', () => {
    expect([...derive([line('given', 'works'), line('re_requested'), line('expired')]).consents]).toEqual([
      ['works', 'given'],
    ])
  })

  it('never calls given what was not given last', () => {
    const events = ['given', 'withdrawn', 'expired', 'refused', 'requested', 'number_changed'] as const
    const purposes = ['works', 'jobs', null]
    const lines = fc.array(fc.record({ event: fc.constantFrom(...events), purpose: fc.constantFrom(...purposes) }))
    fc.assert(
      fc.property(lines, (told) => {
        const last = told.findLast(
          ({ event, purpose }) =>
            event !== 'requested' &&
            (purpose === 'works' || (purpose === null && (event === 'withdrawn' || event === 'number_changed'))),
        )
        expect(derive(told).consents.get('works') === 'given').toBe(last?.event === 'given')
      }),
    )
  })
})

describe('the minimum age', () => {
  const settings = {
    minimumAge: 14,
    nextAge: { years: 16, from: '2026-09-01' },
    authority: 'AEPD',
    officer: '',
  } as const
  it.each([
    ['2026-08-31', 14],
    ['2026-09-01', 16],
  ])('on %s is %i', (today, years) => expect(minimumAgeOn(settings, today)).toBe(years))
})

describe('a civil emergency', () => {
  const opened = {
    ...{ purpose: 'service_cuts', askedBy: 'a', askedAt: begunAt, approvedBy: 'b', approvedAt: begunAt },
    ...{ revokedAt: null, until: begunAt + 1000 },
  }
  it.each([
    ['stands with two people', opened, begunAt, 'standing'],
    ['waits for the second', { ...opened, approvedBy: null }, begunAt, 'asked'],
    ['does not stand on one person twice', { ...opened, approvedBy: 'a' }, begunAt, 'asked'],
    ['ends with its time', opened, begunAt + 1000, 'over'],
    ['ends when it is revoked', { ...opened, revokedAt: begunAt }, begunAt, 'over'],
    ['does not stand before it was asked for', opened, begunAt - clockSlack - 1, 'over'],
  ] as const)('%s', (_, facts, now, state) => expect(exceptionState(facts, now)).toBe(state))
})
