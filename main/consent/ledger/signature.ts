import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'

/** What precedes the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Signs with Ed25519. Keys and signatures are base64 of their raw bytes. */
export interface Signer {
  readonly publicKey: string
  sign(text: string): string
}

/** `seed`: 32 bytes. */
export function signer(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' })
  const exported = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: exported.subarray(publicPrefix.length).toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  }
}

/** Null for what is not base64 to the last bit: `Buffer` reads much more, so a changed letter might say the same. */
function bytesOf(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : null
}

function publicKeyOf(base64: string): KeyObject | null {
  const bytes = bytesOf(base64)
  if (bytes?.length !== 32) return null
  return createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' })
}

/** Whether `signature` of `text` was made with the key; false for what is no key or signature. */
export function isSigned(text: string, publicKey: string, signature: string): boolean {
  const key = publicKeyOf(publicKey)
  const bytes = bytesOf(signature)
  return key !== null && bytes !== null && verify(null, Buffer.from(text), key, bytes)
}

/** What people compare instead of a public key: the first 20 hex digits of its SHA-256 in groups of four. */
export const fingerprint = (publicKey: string): string =>
  (hash('sha256', Buffer.from(publicKey, 'base64'), 'hex').slice(0, 20).match(/.{4}/g) ?? []).join(' ')
