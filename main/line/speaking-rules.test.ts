import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { linkedLine } from '../../tests/support/line.ts'
import { day, hour } from './policy.ts'
import { speakingHours } from './speaking-rules.ts'

const at = (text: string, zone = 'Europe/Madrid') => DateTime.fromISO(text, { zone }).toMillis()
const told = (ms: number, zone = 'Europe/Madrid') => DateTime.fromMillis(ms, { zone }).toFormat('ccc dd HH:mm')

describe('when notices may leave', () => {
  const { hours } = linkedLine({ closed: ['2026-03-19'] })
  it.each([
    ['2026-03-18T09:00', 'Wed 18 09:30'],
    ['2026-03-18T12:00', 'Wed 18 12:00'],
    ['2026-03-18T14:00', 'Wed 18 17:00'],
    ['2026-03-18T20:30', 'Fri 20 09:30'],
    ['2026-03-21T14:30', 'Mon 23 09:30'],
    ['2026-03-28T23:00', 'Mon 30 09:30'],
    ['2026-10-24T23:00', 'Mon 26 09:30'],
  ])('at %s: %s', (now, opens) => expect(told(hours.opensAt('notices', at(now)))).toBe(opens))

  it('goes by the clock of the Canaries there', () => {
    const canary = linkedLine({ timeZone: 'Atlantic/Canary' }).hours
    expect(told(canary.opensAt('notices', at('2026-03-18T09:30')), 'Atlantic/Canary')).toBe('Wed 18 09:30')
    expect(canary.opensAt('notices', at('2026-03-18T09:30')) - at('2026-03-18T09:30')).toBe(hour)
  })

  it('never goes beyond 9 to 21 h, whatever was set', () => {
    const night = [{ weekday: 3, from: '00:00', to: '23:59' }]
    const wide = speakingHours(night, { timeZone: 'Europe/Madrid', isOpenDay: () => true })
    expect(told(wide.opensAt('notices', at('2026-03-18T03:00')))).toBe('Wed 18 09:00')
    expect(told(wide.opensAt('notices', at('2026-03-18T21:00')))).toBe('Wed 25 09:00')
  })

  it('lets an emergency leave at any time', () => {
    expect(hours.opensAt('always', at('2026-03-22T03:00'))).toBe(at('2026-03-22T03:00'))
  })

  it('counts a day of 23 and one of 25 hours as one day', () => {
    const length = (text: string) => {
      const { start, end } = hours.dayAt(at(text))
      return (end - start) / hour
    }
    expect([length('2026-03-29T12:00'), length('2026-10-25T12:00'), length('2026-03-30T00:00')]).toEqual([23, 25, 24])
    const sunday = speakingHours([{ weekday: 7, from: '09:00', to: '10:00' }], {
      timeZone: 'Europe/Madrid',
      isOpenDay: () => true,
    })
    expect(told(sunday.opensAt('notices', at('2026-03-29T01:00')))).toBe('Sun 29 09:00')
  })

  it('says when it gives up looking', () => {
    const none = speakingHours([], { timeZone: 'Europe/Madrid', isOpenDay: () => true })
    expect(none.opensAt('notices', at('2026-03-18T12:00'))).toBeGreaterThan(at('2026-03-18T12:00') + 365 * day)
  })
})
