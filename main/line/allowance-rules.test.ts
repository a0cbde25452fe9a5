import { describe, expect, it } from 'vitest'
import { lineHistory, linkedLine, mondayMorning } from '../../tests/support/line.ts'
import { afterSend, kindOf, type LineHistory, townStartedAllowance } from './allowance-rules.ts'
import { resumed, tripped } from './brake-rules.ts'
import { day, hour, minute, second } from './policy.ts'

const { policy, hours } = linkedLine()
const now = mondayMorning
const ask = (history: LineHistory, at = now, kind: Parameters<typeof townStartedAllowance>[3] = 'notice') =>
  townStartedAllowance(history, policy, hours, kind, at)

const sends = (count: number, every: number, until = now) =>
  Array.from({ length: count }, (_, i) => until - (count - i) * every)

describe('what the town starts', () => {
  it('leaves a warm line that is not in haste', () => expect(ask(lineHistory(now))).toEqual({ ok: true }))

  it('waits out the gap that was drawn, and then leaves', () => {
    const sent = afterSend(lineHistory(now), policy, hours, () => 0.5, now)
    const word = ask(sent, now + second)
    expect(word).toEqual({ ok: false, limit: 'gap', until: now + 19 * second })
    expect(ask(sent, now + 19 * second)).toEqual({ ok: true })
  })

  it('rests after so many', () => {
    const sent = afterSend(lineHistory(now, { untilRest: 1 }), policy, hours, () => 0.5, now)
    expect(ask(sent, now + minute)).toEqual({ ok: false, limit: 'rest', until: now + 10 * minute + 19 * second })
    expect(sent.untilRest).toBe(25)
  })

  it('keeps to the minute and to the hour', () => {
    expect(ask(lineHistory(now, { sentAt: sends(3, 15 * second) }))).toEqual({
      ok: false,
      limit: 'minute',
      until: now + 15 * second,
    })
    const spread = sends(80, 40 * second)
    expect(ask(lineHistory(now, { sentAt: spread }))).toEqual({
      ok: false,
      limit: 'hour',
      until: (spread[0] ?? 0) + hour,
    })
  })

  it('keeps a part of the day for emergencies', () => {
    const history = lineHistory(now)
    const used = { ...history, day: { ...history.day, sent: 640 } }
    expect(ask(used)).toMatchObject({ limit: 'reserve', until: Date.UTC(2026, 2, 2, 23) })
    expect(ask(used, now, 'urgent')).toEqual({ ok: true })
    expect(ask(used, now, 'emergency')).toEqual({ ok: true })
    expect(ask({ ...history, day: { ...history.day, sent: 800 } }, now, 'emergency')).toMatchObject({ limit: 'day' })
  })

  it('starts nothing in the first days of a number, not even an emergency', () => {
    const young = lineHistory(now, { step: 2 })
    expect(ask(young)).toMatchObject({ ok: false, limit: 'warm_up' })
    expect(ask(young, now, 'emergency')).toMatchObject({ ok: false, limit: 'warm_up' })
  })

  it('starts nothing after a stop, whatever it is, and says until when', () => {
    const stopped = lineHistory(now, { brake: tripped(lineHistory(now).brake, 'restriction', now, now + day) })
    for (const kind of ['notice', 'urgent', 'emergency'] as const)
      expect(ask(stopped, now, kind)).toEqual({ ok: false, limit: 'brake', until: now + day })
  })

  it('speaks at a quarter of its pace for a day after a person let it speak again', () => {
    const brake = resumed(tripped(lineHistory(now).brake, 'failed', now - hour), now)
    const sent = afterSend(lineHistory(now, { brake }), policy, hours, () => 0, now)
    expect(ask(sent, now + 47 * second)).toMatchObject({ ok: false })
    expect(ask(sent, now + minute)).toEqual({ ok: true })
    const used = { ...sent, day: { ...sent.day, sent: 160 } }
    expect(ask(used, now + minute)).toMatchObject({ limit: 'reserve' })
  })

  it('comes back slowly after a reconnection', () => {
    const back = afterSend(lineHistory(now, { connectedAt: now }), policy, hours, () => 0, now)
    expect(ask(back, now + minute)).toMatchObject({ ok: false, limit: 'gap' })
    expect(ask(back, now + 5 * minute)).toEqual({ ok: true })
  })

  it('takes a clock that was set back for a moment ago, not for a day to come', () => {
    const later = now + 2 * hour
    const sent = afterSend(lineHistory(now), policy, hours, () => 0.5, later)
    expect(ask(sent, later - hour)).toEqual({ ok: false, limit: 'gap', until: later - hour + 19 * second })
  })
})

it('tells what a message is by what it says of itself', () => {
  expect(kindOf({ purpose: 'culture', exceptionId: null })).toBe('notice')
  expect(kindOf({ purpose: 'service_cuts', exceptionId: null })).toBe('urgent')
  expect(kindOf({ purpose: 'follow_up', exceptionId: null })).toBe('follow_up')
  expect(kindOf({ purpose: 'service_cuts', exceptionId: 'one' })).toBe('emergency')
})
