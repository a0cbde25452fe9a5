import { randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { sealBytes, unsealBytes } from '../store/sealed-bytes.ts'

/** A key for one record. */
export const newKey = (): Buffer => randomBytes(32)

/** JSON as base64 text that fits a column. */
export const sealJson = (key: Buffer, label: string, value: unknown): string =>
  sealBytes(key, label, deflateRawSync(Buffer.from(JSON.stringify(value)))).toString('base64')

export const unsealJson = (key: Buffer, label: string, sealed: string): unknown =>
  JSON.parse(inflateRawSync(unsealBytes(key, label, Buffer.from(sealed, 'base64'))).toString())
