/** Encrypted files named by a keyed hash of what they hold, so equal content is kept once. */
export interface BlobStore {
  /** Writes the bytes and returns their name. */
  put(bytes: Uint8Array): Promise<string>
  /** Throws `ENOENT` when the blob is gone and `StoreError('STORE_DAMAGED')` when it was altered. */
  get(name: string): Promise<Buffer>
  /** The names of all blobs. */
  names(): AsyncIterable<string>
  has(name: string): Promise<boolean>
  /** Writes bytes under the name they had in a copy, unless they are there. */
  putBack(name: string, bytes: Uint8Array): Promise<void>
  /** Removes a blob, unless it was put again since `before` (epoch milliseconds); one that is gone is no error. */
  remove(name: string, before: number): Promise<void>
}
