import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../../../contract/inbox.ts'
import { expected, offered, pickedMoment, pickerValue, snoozeOptions } from './rules.ts'

const zone = 'Europe/Madrid'
const moment = (iso: string) => DateTime.fromISO(iso, { zone }).toMillis()
const moments = (iso: string) =>
  snoozeOptions(moment(iso), zone).map(
    ({ choice, until }) => `${choice} ${DateTime.fromMillis(until, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")}`,
  )

describe('snoozeOptions', () => {
  it('offers the four moments on a weekday morning, soonest first', () => {
    expect(moments('2026-03-04T10:15')).toEqual([
      'hour 2026-03-04T11:15',
      'afternoon 2026-03-04T16:00',
      'tomorrow 2026-03-05T09:00',
      'monday 2026-03-09T09:00',
    ])
  })

  it('does not offer an afternoon that is over or nearly so', () => {
    expect(moments('2026-03-04T15:40')).toEqual([
      'hour 2026-03-04T16:40',
      'tomorrow 2026-03-05T09:00',
      'monday 2026-03-09T09:00',
    ])
  })

  it('offers Monday once when tomorrow is Monday, and the next one on a Monday', () => {
    expect(moments('2026-03-08T18:00')).toEqual(['hour 2026-03-08T19:00', 'tomorrow 2026-03-09T09:00'])
    expect(moments('2026-03-09T18:00').at(-1)).toBe('monday 2026-03-16T09:00')
  })

  it('keeps nine o’clock on the wall across the change to summer time', () => {
    const [, tomorrow] = snoozeOptions(moment('2026-03-28T20:00'), zone)
    expect(new Date(tomorrow?.until ?? 0).toISOString()).toBe('2026-03-29T07:00:00.000Z')
  })
})

describe('a picked moment', () => {
  const now = moment('2026-03-04T10:00')

  it('is read by the clock of the town', () => {
    expect(pickedMoment('2026-03-05T08:30', now, zone)).toBe(moment('2026-03-05T08:30'))
    expect(pickedMoment('2026-03-05T08:30', now, 'Atlantic/Canary')).toBe(moment('2026-03-05T09:30'))
  })

  it('must lie ahead and be a date', () => {
    expect(pickedMoment('2026-03-04T09:59', now, zone)).toBeNull()
    expect(pickedMoment('', now, zone)).toBeNull()
  })

  it('goes back into the field as it was picked', () => {
    expect(pickerValue(moment('2026-03-05T08:30'), zone)).toBe('2026-03-05T08:30')
  })
})

const open: Conversation = {
  id: '1',
  state: 'open',
  citizen: { id: 'c', name: 'Rosa', phone: null, language: null },
  assignee: null,
  waitingSince: null,
  snoozedUntil: null,
  unfinished: false,
  topic: null,
  alarm: false,
  reserved: false,
  withheld: false,
  retiredAt: null,
  lastMessage: null,
}
const ana = { id: 'ana', name: 'Ana' }

describe('offered', () => {
  it('lets anybody claim what nobody has, and only the holder release', () => {
    expect(offered(open, 'ana')).toContain('claim')
    expect(offered({ ...open, assignee: ana }, 'ana')).toContain('release')
    expect(offered({ ...open, assignee: ana }, 'luis')).toEqual([])
  })

  it('opens again what was closed or put off', () => {
    expect(offered({ ...open, state: 'resolved' }, 'ana')).toEqual(['reopen'])
    expect(offered({ ...open, state: 'snoozed' }, 'ana')[0]).toBe('reopen')
  })
})

describe('expected', () => {
  it('shows a claim, a release and a snooze at once', () => {
    expect(expected({ ...open, state: 'bot' }, { kind: 'claim', takeOver: false }, ana)).toMatchObject({
      state: 'open',
      assignee: ana,
    })
    expect(expected({ ...open, assignee: ana }, { kind: 'release' }, ana).assignee).toBeNull()
    expect(expected(open, { kind: 'snooze', until: 5 }, ana)).toMatchObject({ state: 'snoozed', snoozedUntil: 5 })
  })

  it('waits for the station before it says resolved', () => {
    expect(expected(open, { kind: 'resolve' }, ana)).toBe(open)
  })
})
