import { describe, expect, it } from 'vitest'
import { rehearsalFaults } from '../../contract/line-safety.ts'
import { lineHistory, linkedLine, mondayMorning, seededChances } from '../../tests/support/line.ts'
import { rehearse } from './rehearsal-rules.ts'

const run = (recipients: number, faults: object, seed = 1) =>
  rehearse(
    { recipients, startAt: mondayMorning, faults: rehearsalFaults.parse(faults) },
    lineHistory(mondayMorning),
    linkedLine(),
    seededChances(seed),
  )

describe('a rehearsal', () => {
  it('reaches everybody on a calm line', () => {
    const calm = run(2_000, {})
    expect(calm).toMatchObject({ sent: 2_000, left: 0, stopped: null, events: [] })
    expect(calm.perDay.reduce((sum, { count }) => sum + count, 0)).toBe(2_000)
  })

  it.each([
    ['not_on_whatsapp', { notOnWhatsapp: 0.1 }],
    ['failed', { failed: 0.15 }],
    ['opt_outs', { optOuts: 0.2 }],
    ['angry', { angry: 0.1 }],
    ['undelivered', { undelivered: 0.3, replies: 1 }],
    ['replies', { replies: 0 }],
  ])('is stopped by %s', (breaker, faults) => {
    const stopped = run(3_000, faults)
    expect(stopped.stopped).toBe(breaker)
    expect(stopped.left).toBeGreaterThan(0)
    expect(stopped.events.at(-1)).toEqual({ at: stopped.endsAt, level: 'red', breaker })
  })

  it('is stopped by the first word of WhatsApp', () =>
    expect(run(500, { restrictedAfter: 60 })).toMatchObject({ sent: 60, stopped: 'restriction' }))
})
