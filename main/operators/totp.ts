import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app reads it: SHA-1, six digits, thirty seconds. */
const PERIOD_S = 30
const DIGITS = 6
/** Codes of this many steps before and after now are taken: clocks of phones differ. */
const WINDOW = 1
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20

export const newFactorSecret = (): string => new Secret({ buffer: toArrayBuffer(randomBytes(SECRET_BYTES)) }).base32

const totpOf = (secret: string, named: { readonly issuer: string; readonly label: string }) =>
  new TOTP({ ...named, algorithm: 'SHA1', digits: DIGITS, period: PERIOD_S, secret: Secret.fromBase32(secret) })

/** The address an authenticator app reads from a QR code. */
export const enrolmentUri = (secret: string, issuer: string, label: string): string =>
  totpOf(secret, { issuer, label }).toString()

/**
 * The 30-second step whose code `token` is, or `null`: none near `now` (UTC epoch milliseconds), or one that is not
 * newer than `lastStep`, the newest that was taken before.
 */
export function stepOfCode(secret: string, token: string, now: number, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(token)) return null
  const delta = totpOf(secret, { issuer: '', label: '' }).validate({ token, timestamp: now, window: WINDOW })
  if (delta === null) return null
  const step = Math.floor(now / 1000 / PERIOD_S) + delta
  return lastStep !== null && step <= lastStep ? null : step
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}
