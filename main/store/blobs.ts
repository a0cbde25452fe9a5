/** Encrypted files named by a keyed hash of what they hold, so equal content is kept once. */
export interface BlobStore {
  /** Writes the bytes and returns their name. */
  put(bytes: Uint8Array): Promise<string>
  /** Throws `ENOENT` when the blob is gone and `StoreError('STORE_DAMAGED')` when it was altered. */
  get(name: string): Promise<Buffer>
}
