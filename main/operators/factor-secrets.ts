import { createHash, randomInt } from 'node:crypto'
import type { KeyFor } from '../station/needs.ts'
import { sealBytes, unsealBytes } from '../store/sealed-bytes.ts'

export type FactorSecrets = ReturnType<typeof factorSecrets>

/** Keeps the secrets of second factors encrypted: AES-256-GCM, bound to the operator they belong to. */
export function factorSecrets(keyFor: KeyFor) {
  const key = () => keyFor('second-factor')
  return {
    /** base64url. */
    seal: (operatorId: string, secret: string): string =>
      sealBytes(key(), operatorId, Buffer.from(secret)).toString('base64url'),
    /** `null` when it was sealed for somebody else or with another key. */
    open(operatorId: string, sealed: string): string | null {
      try {
        return unsealBytes(key(), operatorId, Buffer.from(sealed, 'base64url')).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

const RECOVERY_CODES = 10
/** Sixteen of 31 signs, 79 bits: nobody guesses one, so a plain hash keeps them. */
const RECOVERY_SIGNS = 16
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes in groups of four letters and digits that are not mistaken for one another. */
export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: RECOVERY_SIGNS }, () => alphabet[randomInt(alphabet.length)])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  )

/** However it is written: with or without groups, in any case. */
export const recoveryHash = (code: string): string =>
  createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('hex')
