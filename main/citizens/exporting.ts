import type { CitizenFilters, CitizenSummary } from '../../contract/citizens.ts'
import { Problem } from '../../contract/problems.ts'
import lists from '../../resources/citizens/lists.json' with { type: 'json' }
import { actorOf, type Operator } from '../operators/actor.ts'
import { byteOrderMark, csvLine } from './csv.ts'
import { importById, rowsAfter } from './import/queries.ts'
import type { ListedPerson } from './import/row-rules.ts'
import { selectCitizens, tagsOf } from './list-queries.ts'
import type { RegisterNeeds } from './needs.ts'
import { placeAfter, soughtFrom, toSummary } from './reading.ts'

type Asker = Pick<Operator, 'id'> & { readonly language: string }
type CsvPage = { readonly csv: string; readonly nextCursor: string | null }

/** Lines of one page. */
const perPage = 1_000

const columns = ['name', 'phone', 'language', 'neighbourhood', 'tags', 'note'] as const

/** What people read in a file, in the language of who asked for it where it is one of the console's documents. */
const wordsFor = (language: string) => (language === 'en' ? lists.en : lists.es)

/** The file begins with its mark and the names of the columns. */
const beginning = (headings: readonly string[]) => `${byteOrderMark}${csvLine(headings)}`

const cellsOf = (citizen: CitizenSummary, note: string) => [
  citizen.name,
  citizen.phone ?? '',
  citizen.language ?? '',
  citizen.neighbourhood,
  citizen.tags.join(', '),
  note,
]

/** Lists as CSV, page by page, so that none is ever whole in memory. */
export function exporting({ store, audit }: Pick<RegisterNeeds, 'store' | 'audit'>) {
  const db = store.read

  return {
    /** The list somebody sees. Its beginning is written down in the audit trail. */
    async exportList(
      asker: Asker,
      { cursor, ...filters }: CitizenFilters & { cursor?: string | undefined },
    ): Promise<CsvPage> {
      if (cursor === undefined) {
        const entry = { actor: actorOf(asker), action: 'citizen.export', result: 'ok' } as const
        await store.transaction((tx) => audit.record(tx, { ...entry, detail: Object.keys(filters).join(', ') }))
      }
      const after = await placeAfter(db, cursor)
      const rows = await selectCitizens(db, { sought: soughtFrom(filters), after, limit: perPage })
      const tags = await tagsOf(
        db,
        rows.map(({ id }) => id),
      )
      const { headings } = wordsFor(asker.language)
      const lines = rows.map((row) => csvLine(cellsOf(toSummary(row, tags.get(row.id) ?? []), row.note)))
      const head = cursor === undefined ? beginning(columns.map((column) => headings[column])) : ''
      return { csv: head + lines.join(''), nextCursor: rows.length === perPage ? (rows.at(-1)?.id ?? null) : null }
    },

    /** What became of each row of a list. Refuses with NOT_FOUND. */
    async verdicts(asker: Asker, { id, cursor }: { id: string; cursor?: string | undefined }): Promise<CsvPage> {
      const line = Number(cursor ?? 0)
      if (!Number.isSafeInteger(line)) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
      if (!(await importById(db, id))) throw new Problem('NOT_FOUND')
      const { headings, verdicts, reasons } = wordsFor(asker.language)
      const rows = await rowsAfter(db, { importId: id, line, limit: perPage })
      const lines = rows.map((row) => {
        const person = JSON.parse(row.row_json) as ListedPerson
        const reason = row.reason === null ? '' : reasons[row.reason as keyof typeof reasons]
        const verdict = verdicts[row.verdict as keyof typeof verdicts]
        return csvLine([String(row.line), verdict, reason, person.name, person.phone, person.neighbourhood])
      })
      const named = ['line', 'verdict', 'reason', 'name', 'phone', 'neighbourhood'] as const
      const head = cursor === undefined ? beginning(named.map((column) => headings[column])) : ''
      const last = rows.at(-1)
      return { csv: head + lines.join(''), nextCursor: rows.length === perPage && last ? String(last.line) : null }
    },
  }
}
