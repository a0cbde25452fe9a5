import { createHmac, createSecretKey, type Hmac, hash, randomBytes } from 'node:crypto'
import { sealBytes, unsealBytes } from '../../store/sealed-bytes.ts'
import type { SealedFields } from './entry.ts'
import { canonicalJson, type Sha256 } from './rules.ts'

export const sha256: Sha256 = (text) => hash('sha256', text, 'hex')

/** A subject's key: 32 random bytes, base64. */
export const newSubjectKey = (): string => randomBytes(32).toString('base64')

/** A key object: Node spends ten times as long on a key it is handed as bytes. */
const hmac = (key: Buffer): Hmac => createHmac('sha256', createSecretKey(key))

/** A key made from a subject's for one use, so that giving it away gives nothing else away. */
const derived = (subjectKey: string, use: string): Buffer =>
  hmac(Buffer.from(subjectKey, 'base64')).update(use).digest()

/** The key of the commitment to one field of one entry, hex. Whoever has it can check that field and no other. */
export const fieldKey = (subjectKey: string, seq: number, field: string): string =>
  derived(subjectKey, `commitment ${seq} ${field}`).toString('hex')

/** The commitment to a field: HMAC-SHA-256 of its name and value under its key, hex. */
export const commitment = (key: string, field: string, value: string): string =>
  hmac(Buffer.from(key, 'hex')).update(field).update(value).digest('hex')

export const commitments = (subjectKey: string, seq: number, fields: SealedFields): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, commitment(fieldKey(subjectKey, seq, field), field, value)]),
  )

/** Under a key of the subject, bound to the number of the entry; base64. */
export const seal = (subjectKey: string, seq: number, fields: SealedFields): string =>
  sealBytes(derived(subjectKey, 'sealed'), String(seq), Buffer.from(canonicalJson(fields))).toString('base64')

/** What `seal` sealed. Throws when a byte of it, the key or the number is another. */
export const unseal = (subjectKey: string, seq: number, sealed: string): SealedFields =>
  JSON.parse(unsealBytes(derived(subjectKey, 'sealed'), String(seq), Buffer.from(sealed, 'base64')).toString('utf8'))
