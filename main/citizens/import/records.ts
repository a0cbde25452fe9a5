import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import type { ImportLook } from '../../../contract/citizens.ts'
import { ListFault } from './list-fault.ts'

export type Separator = ImportLook['separator']

/** A row of a file; `line` is that of its last line, from 1. */
export type Record = { readonly line: number; readonly cells: readonly string[] }

/** Characters of one row: beyond, a quote was opened and never closed. */
const longestRecord = 64_000
/** Cells of one row: beyond, it is no list of people. */
const mostCells = 100

type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } }

/** What the parser met, in our words. */
function faultOf(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : null
  return new ListFault(error.code === 'CSV_MAX_RECORD_SIZE' ? 'too_long' : 'quote', line, { cause: error })
}

/** Line ends of any system are one, also where a piece ends between the two characters of one. */
async function* withOneLineEnd(text: AsyncIterable<string>): AsyncGenerator<string> {
  let afterReturn = false
  for await (const part of text) {
    const rest = afterReturn && part.startsWith('\n') ? part.slice(1) : part
    if (part !== '') afterReturn = part.endsWith('\r')
    yield rest.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  }
}

/** The rows of a text, blank ones included, never more of them in memory than a few. Throws `ListFault`. */
export async function* recordsOf(text: AsyncIterable<string>, separator: Separator): AsyncGenerator<Record> {
  const parser = parse({
    delimiter: separator,
    info: true,
    max_record_size: longestRecord,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  })
  const feeding = pipeline(Readable.from(withOneLineEnd(text)), parser).catch(() => undefined)
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (record.length > mostCells) throw new ListFault('too_wide', info.lines)
      yield { line: info.lines, cells: record }
    }
  } catch (error) {
    throw faultOf(error)
  } finally {
    parser.destroy()
    await feeding
  }
}
