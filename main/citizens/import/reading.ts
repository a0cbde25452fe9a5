import type { ImportField, ImportLook } from '../../../contract/citizens.ts'
import type { BlobStore } from '../../store/blobs.ts'
import type { Reader } from '../../store/store.ts'
import { decoded, type Encoding, encodingOf } from './encoding.ts'
import { ListFault } from './list-fault.ts'
import { columnsOf, separatorOf } from './look-rules.ts'
import { piecesOf } from './queries.ts'
import { type Record, recordsOf, type Separator } from './records.ts'

/** How a person said a file is to be read. */
export type Reading = {
  readonly encoding: Encoding
  readonly separator: Separator
  readonly header: boolean
  readonly columns: readonly (ImportField | null)[]
}

/** Rows that are looked at to guess what the columns are, and those of them that a person is shown. */
const looked = 50
const shown = 6

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** A file that was sent in pieces, read one piece at a time. */
export function sentFiles({ db, blobs }: { readonly db: Reader; readonly blobs: BlobStore }) {
  async function* bytes(importId: string, passed?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
    const pieces = await piecesOf(db, importId)
    if (pieces.length === 0) throw new ListFault('gone')
    for (const piece of pieces) {
      try {
        yield await blobs.get(piece.blob)
      } catch (error) {
        throw isMissing(error) ? new ListFault('gone', null, { cause: error }) : error
      }
      passed?.(Number(piece.bytes))
    }
  }

  async function beginning(text: AsyncIterable<string>): Promise<string> {
    for await (const part of text) return part
    return ''
  }

  return {
    /** How a file seems to be written. Throws `ListFault`. */
    async look(importId: string): Promise<ImportLook> {
      const encoding = await encodingOf(() => bytes(importId))
      const text = await beginning(decoded(bytes(importId), encoding))
      const separator = separatorOf(text)
      const rows: string[][] = []
      for await (const { cells } of recordsOf(decoded(bytes(importId), encoding), separator)) {
        if (cells.some((cell) => cell.trim() !== '')) rows.push([...cells])
        if (rows.length >= looked) break
      }
      if (rows.length === 0) throw new ListFault('empty')
      return { encoding, separator, ...columnsOf(rows), sample: rows.slice(0, shown).map((row) => row.map(cut)) }
    },

    encodingOf: (importId: string) => encodingOf(() => bytes(importId)),

    /** Its rows, without the one that names the columns; `passed` hears how many bytes have been read. */
    async *rows(importId: string, reading: Reading, passed: (bytes: number) => void): AsyncGenerator<Record> {
      let headed = !reading.header
      for await (const row of recordsOf(decoded(bytes(importId, passed), reading.encoding), reading.separator)) {
        if (headed) yield row
        else headed = row.cells.some((cell) => cell.trim() !== '')
      }
    },
  }
}

const cut = (cell: string) => cell.slice(0, 60)

export type SentFiles = ReturnType<typeof sentFiles>
