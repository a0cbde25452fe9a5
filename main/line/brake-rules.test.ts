import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Brake,
  breakers,
  type Counts,
  judged,
  released,
  restsUntil,
  resumed,
  resumeRefusal,
  shareOf,
  tripped,
} from './brake-rules.ts'
import { day, hour } from './policy.ts'

const calm: Counts = {
  lastSends: { sends: 100, failed: 0, notOnWhatsapp: 0 },
  campaigns: [{ sends: 100, optOuts: 0 }],
  undelivered: { sends: 100, undelivered: 0 },
  angry: { sends: 100, angry: 0 },
  replies: { recipients: 100, repliers: 40 },
  disconnects: 0,
}
const levelOf = (counts: Partial<Counts>) =>
  breakers({ ...calm, ...counts }).toSorted((a, b) => Number(a.level < b.level))
const worst = (counts: Partial<Counts>) => judged(released(0), breakers({ ...calm, ...counts }), 1)

describe('breakers', () => {
  it('are all green on a calm line, and on one that has sent nothing', () => {
    expect(levelOf({}).every(({ level }) => level === 'green')).toBe(true)
    const nothing = { sends: 0, failed: 0, notOnWhatsapp: 0, undelivered: 0, angry: 0 }
    const empty = {
      lastSends: nothing,
      campaigns: [],
      undelivered: nothing,
      angry: nothing,
      replies: { recipients: 0, repliers: 0 },
    }
    expect(worst(empty).level).toBe('green')
  })

  it.each<[string, Partial<Counts>, Brake['level']]>([
    ['failed', { lastSends: { sends: 100, failed: 2, notOnWhatsapp: 0 } }, 'green'],
    ['failed', { lastSends: { sends: 100, failed: 3, notOnWhatsapp: 0 } }, 'amber'],
    ['failed', { lastSends: { sends: 100, failed: 5, notOnWhatsapp: 0 } }, 'red'],
    ['failed', { lastSends: { sends: 29, failed: 29, notOnWhatsapp: 0 } }, 'green'],
    ['not_on_whatsapp', { lastSends: { sends: 100, failed: 0, notOnWhatsapp: 1 } }, 'amber'],
    ['not_on_whatsapp', { lastSends: { sends: 100, failed: 0, notOnWhatsapp: 2 } }, 'red'],
    ['opt_outs', { campaigns: [{ sends: 100, optOuts: 4 }] }, 'amber'],
    [
      'opt_outs',
      {
        campaigns: [
          { sends: 1_000, optOuts: 0 },
          { sends: 100, optOuts: 5 },
        ],
      },
      'red',
    ],
    ['undelivered', { undelivered: { sends: 100, undelivered: 8 } }, 'red'],
    ['angry', { angry: { sends: 40, angry: 1 } }, 'amber'],
    ['angry', { angry: { sends: 40, angry: 2 } }, 'red'],
    ['replies', { replies: { recipients: 100, repliers: 9 } }, 'amber'],
    ['replies', { replies: { recipients: 100, repliers: 2 } }, 'red'],
    ['replies', { replies: { recipients: 99, repliers: 0 } }, 'green'],
    ['disconnects', { disconnects: 3 }, 'amber'],
    ['disconnects', { disconnects: 5 }, 'red'],
  ])('%s %j: %s', (name, counts, level) =>
    expect(worst(counts)).toMatchObject({ level, breaker: level === 'green' ? null : name }),
  )
})

describe('the brake', () => {
  it('halves the pace at amber, and lets go when all is well', () => {
    const amber = worst({ disconnects: 3 })
    expect(shareOf(amber, 2)).toBe(0.5)
    expect(judged(amber, breakers(calm), 3)).toMatchObject({ level: 'green', since: 3 })
  })

  it('stays red whatever the breakers say, until a person lets go', () => {
    const red = worst({ disconnects: 5 })
    expect(judged(red, breakers(calm), 9)).toBe(red)
    expect(resumeRefusal(red, 9)).toBeNull()
    const slow = resumed(red, 9)
    expect(slow).toMatchObject({ level: 'green', resumedAt: 9 })
    expect([shareOf(slow, 9), shareOf(slow, 9 + day - 1), shareOf(slow, 9 + day)]).toEqual([0.25, 0.25, 1])
    expect(resumeRefusal(slow, 9)).toEqual({ why: 'not_stopped' })
  })

  it('rests a day at the first word of WhatsApp, or as long as it says and a tenth more', () => {
    expect(restsUntil(0, null)).toBe(day)
    expect(restsUntil(0, 10 * hour)).toBe(day)
    expect(restsUntil(0, 6 * day)).toBe(6.6 * day)
    const red = tripped(released(0), 'restriction', 0, restsUntil(0, null))
    expect(resumeRefusal(red, day - 1)).toEqual({ why: 'too_soon', until: day })
    expect(resumeRefusal(red, day)).toBeNull()
  })

  it('rests a week at a second stop within one', () => {
    const first = resumed(tripped(released(0), 'failed', 0), hour)
    expect(tripped(first, 'angry', 6 * day)).toMatchObject({ until: 13 * day })
    expect(tripped(first, 'angry', 8 * day)).toMatchObject({ until: null })
  })

  const deeds: Readonly<Record<string, (brake: Brake, now: number) => Brake>> = {
    red: (brake, now) => tripped(brake, 'failed', now),
    signal: (brake, now) => tripped(brake, 'restriction', now, restsUntil(now, null)),
    bad: (brake, now) => judged(brake, breakers({ ...calm, disconnects: 6 }), now),
    amber: (brake, now) => judged(brake, breakers({ ...calm, disconnects: 3 }), now),
    calm: (brake, now) => judged(brake, breakers(calm), now),
    resume: (brake, now) => (resumeRefusal(brake, now) === null ? resumed(brake, now) : brake),
  }
  it('never leaves red but by a person, and never before its time', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.integer({ min: 1, max: 4 * day })), {
          maxLength: 60,
        }),
        (lived) => {
          let now = 0
          let brake = released(now)
          for (const [name, wait] of lived) {
            now += wait
            const before = brake
            brake = deeds[name]?.(brake, now) ?? brake
            if (before.level !== 'red') continue
            const left = brake.level !== 'red'
            expect(left && (name !== 'resume' || now < (before.until ?? 0))).toBe(false)
            expect(!left && (brake.until ?? 0) < (before.until ?? 0)).toBe(false)
          }
        },
      ),
    ))
})
