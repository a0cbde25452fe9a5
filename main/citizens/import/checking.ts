import type { Writer } from '../../store/store.ts'
import type { RegisterNeeds } from '../needs.ts'
import { readSettings } from '../settings.ts'
import { counted, noCounts, readCounts } from './counts.ts'
import { knowledgeOf } from './judging.ts'
import { ListFault } from './list-fault.ts'
import { changeImport, forgetRows, importById, insertRow, phonesInFile } from './queries.ts'
import type { Reading, SentFiles } from './reading.ts'
import type { Record } from './records.ts'
import { type ReadRow, readRow } from './row-rules.ts'

type Needs = Pick<RegisterNeeds, 'store' | 'clock' | 'consents'> & { readonly files: SentFiles }
export type Work = { readonly signal: AbortSignal; readonly progress: (bytes: number) => void }

/** Rows judged in one transaction: few enough that whoever writes to the town hall meanwhile does not wait. */
const slice = 250

type ReadLine = ReadRow & { readonly line: number }

/** Judges every row of a file and writes the verdicts down; no citizen is touched. */
export function checking({ store, clock, consents, files }: Needs) {
  /** Writes down a slice. False when somebody else has gone on with it, or a person has stopped it. */
  const judged = async (tx: Writer, id: string, from: number, rows: readonly ReadLine[]): Promise<boolean> => {
    const row = await importById(tx, id)
    const last = rows.at(-1)
    if (row?.state !== 'checking' || row.done_line !== from || !last) return false
    const knowledge = await knowledgeOf(tx, consents, rows)
    const inFile = new Set(await phonesInFile(tx, id, knowledge.phones))
    const verdicts = rows.map((one) => {
      const isPhone = one.fault === null
      const verdict = knowledge.verdict(one, isPhone && inFile.has(one.person.phone))
      if (isPhone) inFile.add(one.person.phone)
      return { one, isPhone, ...verdict }
    })
    for (const { one, isPhone, verdict, reason } of verdicts) {
      const phone = isPhone ? one.person.phone : null
      await insertRow(tx, { importId: id, line: one.line, phone, verdict, reason, row: JSON.stringify(one.person) })
    }
    const counts = counted(
      readCounts(row.counts_json),
      verdicts.map(({ verdict }) => verdict),
    )
    const change = { done_line: last.line, counts_json: JSON.stringify(counts), updated_at: clock.now() }
    return changeImport(tx, { id, states: ['checking'], line: from }, change)
  }

  async function* slices(rows: AsyncIterable<Record>, reading: Reading): AsyncGenerator<ReadLine[]> {
    const { neighbourhoods } = await readSettings(store.read)
    let part: ReadLine[] = []
    for await (const { line, cells } of rows) {
      part.push({ line, ...readRow(cells, reading.columns, neighbourhoods) })
      if (part.length < slice) continue
      yield part
      part = []
    }
    if (part.length > 0) yield part
  }

  /** From the beginning, whatever was judged before. */
  const begin = (id: string) =>
    store.transaction(async (tx) => {
      await forgetRows(tx, id)
      const change = { done_line: 0, counts_json: JSON.stringify(noCounts), updated_at: clock.now() }
      return changeImport(tx, { id, states: ['checking'] }, change)
    })

  return {
    /** Throws `ListFault` where the file cannot be read on. */
    async check(id: string, reading: Reading, { signal, progress }: Work): Promise<void> {
      if (!(await begin(id))) return
      let from = 0
      for await (const rows of slices(files.rows(id, reading, progress), reading)) {
        if (signal.aborted) return
        const at = from
        if (!(await store.transaction((tx) => judged(tx, id, at, rows)))) return
        from = rows.at(-1)?.line ?? from
      }
      if (from === 0) throw new ListFault('empty')
      await store.transaction(async (tx) => {
        await changeImport(tx, { id, states: ['checking'], line: from }, { state: 'checked', updated_at: clock.now() })
        await store.changes.note(tx, [{ kind: 'citizens', objectId: id }])
      })
    },
  }
}
