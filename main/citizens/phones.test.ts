import { describe, expect, it } from 'vitest'
import { readPhone } from './phones.ts'

const phone = '+34700100001'

describe('a phone as people write it', () => {
  it.each(['700100001', '700 10 00 01', '+34 700-100-001', '0034700100001', '34700100001', '(+34) 700.100.001'])(
    '%s is one number',
    (text) => expect(readPhone(text)).toEqual({ ok: true, phone, foreign: false }),
  )
  it('of another country is told apart', () =>
    expect(readPhone('+33 6 12 34 56 78')).toEqual({ ok: true, phone: '+33612345678', foreign: true }))
  it.each(['912345678', '+34 824 12 34 56'])('%s is a landline', (text) =>
    expect(readPhone(text)).toEqual({ ok: false, reason: 'landline' }),
  )
  it.each(['', 'no tiene', '12', '500100001', '7001000011111111', '=700100001*2'])('%j is none', (text) =>
    expect(readPhone(text)).toEqual({ ok: false, reason: 'not_a_phone' }),
  )
})
