import type { Writer } from '../store/store.ts'
import { isNamed } from './personal-queries.ts'
import { deleteUnnamed, emptyFile } from './retiring-queries.ts'

/** Removes files whose term is over. Returns the encrypted bytes nothing names any more; the caller sees to those. */
export function mediaRetiring() {
  const alone = async (tx: Writer, blobs: readonly string[]): Promise<string[]> => {
    const left: string[] = []
    for (const blob of new Set(blobs)) if (!(await isNamed(tx, blob))) left.push(blob)
    return left
  }
  return {
    /** The bytes and the name go; the message still says that there was a file. */
    async empty(tx: Writer, ids: readonly string[]): Promise<readonly string[]> {
      const blobs: string[] = []
      for (const id of ids) blobs.push(...(await emptyFile(tx, id)))
      return alone(tx, blobs)
    },

    /** Those that no message, report, draft or broadcast names any more. */
    async forget(tx: Writer, ids: readonly string[]): Promise<readonly string[]> {
      const blobs: string[] = []
      for (const id of ids) blobs.push(...(await deleteUnnamed(tx, id)))
      return alone(tx, blobs)
    },
  }
}

export type MediaRetiring = ReturnType<typeof mediaRetiring>
