import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder } from '../store/copied-rows.ts'
import { keyFromCode, recoveryCode } from './recovery-code.ts'
import { copyId, type Kept, nextCopyAt, outdated } from './rules.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 26, 12)
const copy = (daysAgo: number): Kept => ({ id: String(daysAgo), madeAt: now - daysAgo * day, kind: 'scheduled' })

describe('outdated', () => {
  it('keeps the last week whole, then one a week and one a month, and nothing older than is asked for', () => {
    const daily = Array.from({ length: 120 }, (_, daysAgo) => copy(daysAgo))
    const gone = new Set(outdated(daily, 90, now).map(({ id }) => id))
    const kept = daily.filter(({ id }) => !gone.has(id)).map(({ id }) => Number(id))
    expect(kept.filter((age) => age <= 7)).toHaveLength(8)
    expect(kept.filter((age) => age > 7 && age <= 28).length).toBeLessThanOrEqual(4)
    expect(kept.filter((age) => age > 28 && age <= 90).length).toBeLessThanOrEqual(4)
    expect(kept.filter((age) => age > 28 && age <= 90).length).toBeGreaterThanOrEqual(2)
    expect(kept.filter((age) => age > 90)).toEqual([])
  })

  it('never takes the newest three, nor anything twice when asked again', () => {
    const ages = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 60 })
    fc.assert(
      fc.property(ages, fc.integer({ min: 7, max: 90 }), (list, keepDays) => {
        const copies = list.map(copy)
        const gone = outdated(copies, keepDays, now)
        const newest = [...copies].sort((a, b) => b.madeAt - a.madeAt).slice(0, 3)
        expect(gone.filter((one) => newest.includes(one))).toEqual([])
        const left = copies.filter((one) => !gone.includes(one))
        expect(outdated(left, keepDays, now)).toEqual([])
      }),
    )
  })
})

describe('nextCopyAt', () => {
  const at = (text: string) => Date.parse(text)
  it('is tonight after the one of last night, and now when that was missed', () => {
    expect(nextCopyAt(at('2026-11-26T03:00+01:00'), 3, 'Europe/Madrid', at('2026-11-26T12:00+01:00'))).toBe(
      at('2026-11-27T03:00+01:00'),
    )
    const noon = at('2026-11-26T12:00+01:00')
    expect(nextCopyAt(at('2026-11-25T03:00+01:00'), 3, 'Europe/Madrid', noon)).toBe(noon)
    expect(nextCopyAt(null, 3, 'Atlantic/Canary', noon)).toBe(noon)
  })
  it('keeps the hour of the town when its clocks change', () =>
    expect(nextCopyAt(at('2026-03-28T03:00+01:00'), 3, 'Europe/Madrid', at('2026-03-28T12:00+01:00'))).toBe(
      at('2026-03-29T03:00+02:00'),
    ))
})

describe('a recovery code', () => {
  it('gives the key back, however it is written down', () => {
    const key = randomBytes(32)
    const code = recoveryCode(key)
    expect(code).toMatch(/^([A-Z2-9]{4}-)+[A-Z2-9]{1,4}$/)
    expect(keyFromCode(code)).toEqual(key)
    expect(keyFromCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toEqual(key)
  })
  it('is refused with a letter wrong, missing or added', () => {
    const code = recoveryCode(Buffer.alloc(32, 1))
    for (const bad of [
      '',
      'AAAA',
      code.slice(0, -1),
      `${code}A`,
      code.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')),
    ])
      expect(keyFromCode(bad)).toBeNull()
  })
})

it('names of copies sort by their time', () => {
  expect(copyId(now, 'manual')).toBe('2026-11-26T12-00-00-000Z-manual')
  expect([copyId(now + 1, 'manual'), copyId(now, 'scheduled')].sort()[0]).toBe(copyId(now, 'scheduled'))
})

it('tables come after those they point to, also in circles', () => {
  const points = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'c' },
    { from: 'd', to: 'e' },
    { from: 'e', to: 'd' },
  ]
  const order = inOrder(['a', 'b', 'c', 'd', 'e'], points)
  expect([...order].sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(order.indexOf('c')).toBeLessThan(order.indexOf('b'))
  expect(order.indexOf('b')).toBeLessThan(order.indexOf('a'))
})
