import { createHmac } from 'node:crypto'
import { deriveKey } from './keys.ts'
import { sealParts, unsealBytes } from './sealed-bytes.ts'
import { StoreError } from './store.ts'

const named = /^[0-9a-f]{64}$/

export const isBlobName = (name: string): boolean => named.test(name)

/** How blobs are named and encrypted, wherever they lie: AES-256-GCM, and a keyed hash of the content that tells nothing. */
export function blobSeal(key: Buffer) {
  const contentKey = deriveKey(key, 'blob-content')
  const nameKey = deriveKey(key, 'blob-name')
  return {
    nameOf: (bytes: Uint8Array): string => createHmac('sha256', nameKey).update(bytes).digest('hex'),

    seal: (name: string, bytes: Uint8Array): readonly Buffer[] => sealParts(contentKey, name, bytes),

    /** The name is authenticated too: one put in the place of another is refused. */
    open(name: string, sealed: Buffer): Buffer {
      try {
        return unsealBytes(contentKey, name, sealed)
      } catch (error) {
        throw new StoreError('STORE_DAMAGED', 'A stored file was altered or belongs to another key.', { cause: error })
      }
    },
  }
}
