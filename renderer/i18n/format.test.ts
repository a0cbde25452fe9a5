import { describe, expect, it } from 'vitest'
import { formatFor } from './format.ts'

const now = Date.UTC(2026, 2, 10, 12, 0)
const minutes = (count: number) => now - count * 60_000

describe('how long somebody has been waiting', () => {
  it.each([
    [0, '0 min'],
    [12, '12 min'],
    [59.9, '59 min'],
    [60, '1 h'],
    [47 * 60, '47 h'],
    [49 * 60, '2 d'],
  ])('says %d minutes as %s', (waited, words) => {
    expect(formatFor('es').waiting(minutes(waited), now).replace(/\s/g, ' ')).toBe(words)
  })

  it('never waits less than nothing, whatever a clock says', () => {
    expect(formatFor('es').waiting(now + 60_000, now)).toMatch(/^0/)
  })
})

describe('days', () => {
  const format = formatFor('es', 'Europe/Madrid')

  it('names today and yesterday by the town’s own midnight', () => {
    const justAfterMidnight = Date.UTC(2026, 2, 9, 23, 30)
    expect(format.day(justAfterMidnight, now)).toBe('Hoy')
    expect(format.day(justAfterMidnight - 3_600_000, now)).toBe('Ayer')
    expect(formatFor('es', 'Atlantic/Canary').day(justAfterMidnight, now)).toBe('Ayer')
  })

  it('gives the year only when it is another one', () => {
    expect(format.day(Date.UTC(2026, 1, 2, 12), now)).toBe('Lunes, 2 de febrero')
    expect(format.day(Date.UTC(2024, 1, 2, 12), now)).toBe('2 de febrero de 2024')
  })

  it('survives the clock of a phone that is set to 1970', () => {
    expect(format.day(0, now)).toBe('1 de enero de 1970')
  })
})

it('writes sizes in units people know', () => {
  expect(formatFor('es').bytes(1_250_000).replace(/\s/g, ' ')).toBe('1,3 MB')
})
