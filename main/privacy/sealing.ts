import { sealBytes, unsealBytes } from '../store/sealed-bytes.ts'
import type { BlockedRow } from './blocked-queries.ts'
import type { Gathered } from './collecting.ts'
import type { PrivacyNeeds } from './needs.ts'
import { newKey, sealJson, unsealJson } from './seal.ts'

export type SealedFile = {
  readonly part: string
  readonly name: string
  readonly mime: string
  readonly bytes: number
  readonly blob: string
}

/** What a sealed record holds. */
export type Record = { readonly parts: Gathered['parts']; readonly files: readonly SealedFile[] }

type Needs = Pick<PrivacyNeeds, 'keyFor' | 'blobs'>

const keyLabel = (id: string) => `key ${id}`
const recordLabel = (id: string) => `record ${id}`
const fileLabel = (id: string) => `file ${id}`

/** One person's record under a key of its own, kept under a key of the data folder: without the row nothing opens it. */
export function sealing({ keyFor, blobs }: Needs) {
  const master = keyFor('blocked-records')
  const keyOf = ({ id, wrapped_key }: Pick<BlockedRow, 'id' | 'wrapped_key'>) =>
    unsealBytes(master, keyLabel(id), Buffer.from(wrapped_key, 'base64'))

  return {
    newKey,

    /** Keeps copies of the files, encrypted with `key`, one in memory at a time. */
    async files(id: string, key: Buffer, files: Gathered['files']): Promise<SealedFile[]> {
      const sealed: SealedFile[] = []
      for (const { part, name, mime, bytes } of files) {
        const read = await bytes()
        const blob = await blobs.put(sealBytes(key, fileLabel(id), read))
        sealed.push({ part, name, mime, bytes: read.byteLength, blob })
      }
      return sealed
    },

    /** The columns of the row that hold the record and its key. */
    columns(id: string, key: Buffer, record: Record): Pick<BlockedRow, 'wrapped_key' | 'sealed' | 'blobs_json'> {
      return {
        wrapped_key: sealBytes(master, keyLabel(id), key).toString('base64'),
        sealed: sealJson(key, recordLabel(id), record),
        blobs_json: JSON.stringify(record.files.map(({ blob }) => blob)),
      }
    },

    open: (row: BlockedRow): Record => unsealJson(keyOf(row), recordLabel(row.id), row.sealed) as Record,

    readFile: async (row: BlockedRow, file: SealedFile): Promise<Uint8Array> =>
      unsealBytes(keyOf(row), fileLabel(row.id), await blobs.get(file.blob)),
  }
}

export type Sealing = ReturnType<typeof sealing>
