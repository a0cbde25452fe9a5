import fc from 'fast-check'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { deriveKey } from '../store/keys.ts'
import { factorSecrets, newRecoveryCodes, recoveryHash } from './factor-secrets.ts'
import { enrolmentUri, newFactorSecret, stepOfCode } from './totp.ts'

/** The secret of RFC 6238, appendix B. */
const rfc = Secret.fromUTF8('12345678901234567890').base32
const codeAt = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at })

describe('a code of six digits', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('is the one of RFC 6238 at second %d', (second, code) => {
    expect(stepOfCode(rfc, code, second * 1000, null)).toBe(Math.floor(second / 30))
  })

  test('is taken one step early and one late, and no further', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 60_000_000 }), fc.integer({ min: -4, max: 4 }), (step, away) => {
        const now = step * 30_000 + 15_000
        const taken = stepOfCode(rfc, codeAt(rfc, now + away * 30_000), now, null)
        if (Math.abs(away) <= 1) expect(taken).toBe(step + away)
        // Two steps may happen to have one code; then it is the near one that is taken.
        else expect(taken === null || Math.abs(taken - step) <= 1).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('is never taken again, nor one older than the last', () => {
    const now = 1_234_567_890_000
    const step = Math.floor(now / 30_000)
    const code = codeAt(rfc, now)
    expect(stepOfCode(rfc, code, now, step - 1)).toBe(step)
    expect(stepOfCode(rfc, code, now, step)).toBeNull()
    expect(stepOfCode(rfc, codeAt(rfc, now - 30_000), now, step)).toBeNull()
    expect(stepOfCode(rfc, codeAt(rfc, now + 30_000), now, step)).toBe(step + 1)
  })

  test.each(['', '12345', '1234567', '12345a', ' 287082', '２８７０８２'])('is not %j', (text) => {
    expect(stepOfCode(rfc, text, 59_000, null)).toBeNull()
  })
})

test('an app reads who it is for from the address', () => {
  const secret = newFactorSecret()
  expect(Secret.fromBase32(secret).bytes).toHaveLength(20)
  const uri = new URL(enrolmentUri(secret, 'Ventanilla Villaclara', 'rosa'))
  expect(uri.protocol).toBe('otpauth:')
  expect(uri.searchParams.get('secret')).toBe(secret)
  expect(decodeURIComponent(uri.pathname)).toContain('rosa')
})

describe('secrets at rest', () => {
  const secrets = factorSecrets((use) => deriveKey(Buffer.alloc(32, 1), use))
  test('open for their owner alone, with the key they were sealed with', () => {
    const sealed = secrets.seal('rosa', rfc)
    expect(sealed).not.toContain(rfc)
    expect(secrets.seal('rosa', rfc)).not.toBe(sealed)
    expect(secrets.open('rosa', sealed)).toBe(rfc)
    expect(secrets.open('carla', sealed)).toBeNull()
    expect(factorSecrets((use) => deriveKey(Buffer.alloc(32, 2), use)).open('rosa', sealed)).toBeNull()
    expect(secrets.open('rosa', 'nada')).toBeNull()
  })
})

test('recovery codes are ten, all different, and read however they are written', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    expect(recoveryHash(code.toUpperCase().replaceAll('-', ' '))).toBe(recoveryHash(code))
  }
})
