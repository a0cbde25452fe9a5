import type { BlobStore } from '../../main/store/blobs.ts'

/** For messages that carry no files. */
export const noFiles: BlobStore = {
  put: () => Promise.reject(new Error('nobody keeps a file')),
  get: () => Promise.reject(new Error('nobody asks for a file')),
  remove: () => Promise.reject(new Error('nobody removes a file')),
  putBack: () => Promise.reject(new Error('nobody restores a file')),
  has: async () => false,
  names: () => ({ [Symbol.asyncIterator]: () => Promise.reject(new Error('nobody lists files')) as never }),
}
