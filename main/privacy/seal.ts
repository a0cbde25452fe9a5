import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Layout: nonce, authentication tag, encrypted bytes. */
const NONCE = 12
const TAG = 16

/** A key for one record. */
export const newKey = (): Buffer => randomBytes(32)

/** AES-256-GCM; `label` says what it is and is checked when it is opened, so that one is not put in another's place. */
export function seal(key: Buffer, label: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label))
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Throws when the key, the label or the bytes are not those it was sealed with. */
export function unseal(key: Buffer, label: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(label)).setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
}

/** JSON as base64 text that fits a column. */
export const sealJson = (key: Buffer, label: string, value: unknown): string =>
  seal(key, label, deflateRawSync(Buffer.from(JSON.stringify(value)))).toString('base64')

export const unsealJson = (key: Buffer, label: string, sealed: string): unknown =>
  JSON.parse(inflateRawSync(unseal(key, label, Buffer.from(sealed, 'base64'))).toString())
