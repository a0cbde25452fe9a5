import { type ImportField, importFields } from '../../../contract/citizens.ts'
import lists from '../../../resources/citizens/lists.json' with { type: 'json' }
import { readPhone } from '../phones.ts'
import { placeKey } from '../rules.ts'
import type { Separator } from './records.ts'

const separators: readonly Separator[] = [';', '\t', ',']

/** Cuts a line as a list would: separators between quotes are not counted. */
function countOf(line: string, separator: Separator): number {
  let quoted = false
  let count = 0
  for (const character of line) {
    if (character === '"') quoted = !quoted
    else if (character === separator && !quoted) count += 1
  }
  return count
}

/** The separator that the first lines agree on most; a semicolon where there is none. */
export function separatorOf(text: string): Separator {
  const lines = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  const weights = separators.map((separator) => {
    const counts = lines.map((line) => countOf(line, separator))
    const first = counts[0] ?? 0
    return first === 0 ? 0 : counts.filter((count) => count === first).length * 1000 + first
  })
  const best = weights.indexOf(Math.max(...weights))
  return weights[best] === 0 ? ';' : (separators[best] ?? ';')
}

const byName = new Map<string, ImportField>(
  importFields.flatMap((field) => lists.columns[field].map((alias) => [placeKey(alias), field] as const)),
)

/** What a heading says a column holds. */
const fieldOf = (heading: string): ImportField | null => byName.get(placeKey(heading)) ?? null

/** Each field once, where it comes first. */
const onceEach = (fields: readonly (ImportField | null)[]) =>
  fields.map((field, index) => (field !== null && fields.indexOf(field) === index ? field : null))

const share = (cells: readonly string[], is: (cell: string) => boolean) => {
  const filled = cells.filter((cell) => cell.trim() !== '')
  return filled.length === 0 ? 0 : filled.filter(is).length / filled.length
}

const looksLikeName = (cell: string) => /\p{L}{2}/u.test(cell) && !/\d{3}/.test(cell)

/** Columns nobody named, by what stands in them: the one of phones, and the first of words as the name. */
function guessed(rows: readonly (readonly string[])[], width: number): (ImportField | null)[] {
  const columns = Array.from({ length: width }, (_, index) => rows.map((row) => row[index] ?? ''))
  const phone = columns.findIndex((cells) => share(cells, (cell) => readPhone(cell).ok) > 0.5)
  const name = columns.findIndex((cells, index) => index !== phone && share(cells, looksLikeName) > 0.5)
  const fields: (ImportField | null)[] = columns.map(() => null)
  if (name !== -1) fields[name] = 'name'
  if (phone !== -1) fields[phone] = 'phone'
  return fields
}

/** Which column is what, as far as the first rows tell. */
export function columnsOf(rows: readonly (readonly string[])[]): {
  readonly header: boolean
  readonly columns: (ImportField | null)[]
} {
  const [first = [], ...rest] = rows
  const width = Math.max(1, ...rows.map((row) => row.length))
  const named = onceEach(Array.from({ length: width }, (_, index) => fieldOf(first[index] ?? '')))
  if (named.every((field) => field === null)) return { header: false, columns: guessed(rows, width) }
  const byContent = named.includes('phone') ? -1 : guessed(rest, width).indexOf('phone')
  return { header: true, columns: named.map((field, index) => (index === byContent ? 'phone' : field)) }
}
