import { rm } from 'node:fs/promises'

/** Removes a folder that a browser may still be closing: 15 more tries, ever further apart, some 6 s in all. */
export const removeFolder = (folder: string) =>
  rm(folder, { recursive: true, force: true, maxRetries: 15, retryDelay: 50 })
