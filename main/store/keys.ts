import { hkdfSync } from 'node:crypto'

/** What a key is used for: one use, one key. */
export type KeyUse =
  | 'database'
  | 'database-mark'
  | 'blob-content'
  | 'blob-name'
  | 'session-copy'
  | 'backup'
  | 'ledger-signature'
  | 'second-factor'
  | 'blocked-records'

/** Derives the key of one use from a master key of 32 bytes. */
export function deriveKey(master: Buffer, use: KeyUse, bytes = 32): Buffer {
  if (master.length !== 32) throw new RangeError('The master key has 32 bytes')
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `ventanilla ${use}`, bytes))
}
