import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { pickedMoment, pickerValue, snoozeOptions } from './rules.ts'

const zone = 'Europe/Madrid'
const moment = (iso: string) => DateTime.fromISO(iso, { zone }).toMillis()
const offered = (iso: string) =>
  snoozeOptions(moment(iso), zone).map(
    ({ choice, until }) => `${choice} ${DateTime.fromMillis(until, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")}`,
  )

describe('snoozeOptions', () => {
  it('offers the four moments on a weekday morning, soonest first', () => {
    expect(offered('2026-03-04T10:15')).toEqual([
      'hour 2026-03-04T11:15',
      'afternoon 2026-03-04T16:00',
      'tomorrow 2026-03-05T09:00',
      'monday 2026-03-09T09:00',
    ])
  })

  it('does not offer an afternoon that is over or nearly so', () => {
    expect(offered('2026-03-04T15:40')).toEqual([
      'hour 2026-03-04T16:40',
      'tomorrow 2026-03-05T09:00',
      'monday 2026-03-09T09:00',
    ])
  })

  it('offers Monday once when tomorrow is Monday, and the next one on a Monday', () => {
    expect(offered('2026-03-08T18:00')).toEqual(['hour 2026-03-08T19:00', 'tomorrow 2026-03-09T09:00'])
    expect(offered('2026-03-09T18:00').at(-1)).toBe('monday 2026-03-16T09:00')
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
