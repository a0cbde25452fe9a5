import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Layout: nonce, authentication tag, encrypted bytes. */
const NONCE = 12
const TAG = 16

/**
 * AES-256-GCM, as parts in their order. `label` says what it is and is checked when it is opened, so that one is not put
 * in another's place.
 */
export function sealParts(key: Buffer, label: string, bytes: Uint8Array): readonly Buffer[] {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label))
  const sealed = [cipher.update(bytes), cipher.final()]
  return [nonce, cipher.getAuthTag(), ...sealed]
}

export const sealBytes = (key: Buffer, label: string, bytes: Uint8Array): Buffer =>
  Buffer.concat(sealParts(key, label, bytes))

/** Throws when the key, the label or the bytes are not those it was sealed with. */
export function unsealBytes(key: Buffer, label: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(label)).setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
}
