import type { ImportVerdict } from '../../../contract/citizens.ts'
import { actorOf } from '../../operators/actor.ts'
import type { Writer } from '../../store/store.ts'
import { updateCitizen } from '../card-queries.ts'
import { indexWords } from '../index-words.ts'
import { addTags } from '../merge/queries.ts'
import type { RegisterNeeds } from '../needs.ts'
import { insertIdentifier } from '../queries.ts'
import { nameKey } from '../rules.ts'
import { counted, noCounts } from './counts.ts'
import { knowledgeOf } from './judging.ts'
import {
  changeImport,
  type ImportRow,
  importById,
  insertListed,
  type JudgedRow,
  rejudge,
  rowsAfter,
} from './queries.ts'
import { additions, isTaken, type KnownPerson, type ListedPerson, type ReadRow } from './row-rules.ts'

type Needs = Pick<RegisterNeeds, 'store' | 'clock' | 'newId' | 'audit' | 'consents'>

/** Rows written in one transaction. */
const slice = 100

const takenVerdicts: ImportVerdict[] = ['new', 'updates', 'unchanged']

const asRead = (row: JudgedRow): ReadRow => ({
  person: JSON.parse(row.row_json) as ListedPerson,
  fault: null,
  warning: row.reason as ReadRow['warning'],
})

/** Writes the rows that are taken. What was judged may have changed since, so each is judged again as it is written. */
export function writing({ store, clock, newId, audit, consents }: Needs) {
  const make = async (tx: Writer, person: ListedPerson): Promise<string> => {
    const [id, now] = [newId(), clock.now()]
    await insertListed(tx, id, person, now)
    await insertIdentifier(tx, { id: newId(), citizenId: id, kind: 'phone', value: person.phone, now })
    await addTags(tx, id, person.tags)
    await indexWords(tx, id)
    return id
  }

  const complete = async (tx: Writer, person: ListedPerson, known: KnownPerson): Promise<string> => {
    const { filled, tags } = additions(person, known)
    if (Object.keys(filled).length > 0) {
      const key = filled.name === undefined ? {} : { name_key: nameKey(filled.name) }
      await updateCitizen(tx, known.id, { ...filled, ...key })
    }
    if (filled.name !== undefined) await indexWords(tx, known.id)
    await addTags(tx, known.id, tags)
    return known.id
  }

  const writeRow = async (tx: Writer, row: ReadRow, verdict: ImportVerdict, known: KnownPerson | null) => {
    if (!isTaken(verdict)) return
    const id = known === null ? await make(tx, row.person) : await complete(tx, row.person, known)
    if (row.person.purposes.length > 0) await consents.pendingFromImport(tx, id, row.person.purposes)
  }

  /** The counts of rows whose verdict is another by now. */
  const recounted = (before: string, moves: readonly { from: string; to: ImportVerdict }[]) => {
    const counts = counted(
      { ...noCounts, ...JSON.parse(before) },
      moves.map(({ to }) => to),
    )
    for (const { from } of moves) counts[from as ImportVerdict] -= 1
    return JSON.stringify(counts)
  }

  /** One slice; how many rows it had. None when there is nothing left, or somebody else has gone on with it. */
  const writeSlice = async (tx: Writer, id: string): Promise<number> => {
    const at = await importById(tx, id)
    if (at?.state !== 'importing') return 0
    const rows = await rowsAfter(tx, { importId: id, line: at.done_line, limit: slice, verdicts: takenVerdicts })
    const last = rows.at(-1)
    if (!last) return 0
    const read = rows.map((row) => ({ row, ...asRead(row) }))
    const knowledge = await knowledgeOf(tx, consents, read)
    const moves: { from: string; to: ImportVerdict }[] = []
    for (const one of read) {
      const { verdict, reason } = knowledge.verdict(one, false)
      await writeRow(tx, one, verdict, knowledge.knownAs(one.person.phone))
      if (verdict === one.row.verdict) continue
      moves.push({ from: one.row.verdict, to: verdict })
      await rejudge(tx, { importId: id, line: one.row.line }, verdict, reason)
    }
    const change = { done_line: last.line, counts_json: recounted(at.counts_json, moves), updated_at: clock.now() }
    await changeImport(tx, { id, states: ['importing'], line: at.done_line }, change)
    return rows.length
  }

  const finish = async (tx: Writer, { id, operator_id }: ImportRow) => {
    const ended = await changeImport(tx, { id, states: ['importing'] }, { state: 'done', updated_at: clock.now() })
    if (!ended) return
    const row = await importById(tx, id)
    const { new: made, updates } = JSON.parse(row?.counts_json ?? '{}') as Partial<Record<ImportVerdict, number>>
    const object = { kind: 'citizen_import', id }
    const detail = `${made ?? 0} + ${updates ?? 0}`
    await audit.record(tx, {
      actor: actorOf({ id: operator_id }),
      action: 'citizen.import',
      object,
      result: 'ok',
      detail,
    })
    await store.changes.note(tx, [{ kind: 'citizens', objectId: id }])
  }

  return {
    /** Goes on where it was left. */
    async write(row: ImportRow, signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        if ((await store.transaction((tx) => writeSlice(tx, row.id))) > 0) continue
        return store.transaction((tx) => finish(tx, row))
      }
    },
  }
}
