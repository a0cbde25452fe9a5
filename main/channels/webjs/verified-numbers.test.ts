import { expect, it } from 'vitest'
import { knownNumber, type Verified, withNumber } from './verified-numbers.ts'

const day = 24 * 60 * 60_000
const phone = '+34700000001'
const present: Verified = { phone, chat: '34700000001@c.us', at: 0 }
const absent: Verified = { phone, chat: null, at: 0 }

it.each([
  ['a number on WhatsApp for thirty days', present, 30 * day],
  ['one that is not for a day', absent, day],
] as const)('knows %s', (_what, number, lasts) => {
  expect(knownNumber([number], phone, lasts - 1)).toBe(number)
  expect(knownNumber([number], phone, lasts)).toBeUndefined()
  expect(knownNumber([number], '+34700000002', 1)).toBeUndefined()
})

it('does not believe a clock that was set back', () => expect(knownNumber([present], phone, -1)).toBeUndefined())

it('keeps the newest answer for a number, and the newest numbers', () => {
  expect(withNumber([absent], { ...present, at: 5 })).toEqual([{ ...present, at: 5 }])
  const many = Array.from({ length: 600 }, (_, at) => ({ phone: `+34${at}`, chat: null, at }))
  const kept = many.reduce<Verified[]>(withNumber, [])
  expect([kept.length, kept.at(-1)?.at]).toEqual([500, 599])
})
