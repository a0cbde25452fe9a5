import type { CitizenImport, ImportField, ImportLook, ImportReason, ImportVerdict } from '../../../contract/citizens.ts'
import { Problem } from '../../../contract/problems.ts'
import { actorOf, type Operator } from '../../operators/actor.ts'
import type { RegisterNeeds } from '../needs.ts'
import { readCounts } from './counts.ts'
import { ListFault } from './list-fault.ts'
import { deleteImport, type ImportRow, importsIn, lastLine, rowsAfter } from './queries.ts'
import { sentFiles } from './reading.ts'
import { receiving } from './receiving.ts'
import type { Separator } from './records.ts'
import type { ListedPerson } from './row-rules.ts'
import { running } from './running.ts'
import { importSteps } from './steps.ts'

const day = 24 * 60 * 60_000
/** How long verdicts can be read after an import ended, and how long one that nobody finishes is kept. */
const kept = 7 * day
const abandoned = day
const problemsShown = 20
const problemVerdicts: ImportVerdict[] = ['duplicate', 'invalid', 'suppressed']

export type Mapping = {
  readonly id: string
  readonly header: boolean
  readonly separator: Separator
  readonly columns: readonly (ImportField | null)[]
}

type Needs = RegisterNeeds & { readonly failed: (error: unknown) => void }

/** Lists of people, from the file to the citizens: sent in pieces, looked at, judged, and written when a person says so. */
export function importing(needs: Needs) {
  const { store, clock, audit, blobs } = needs
  const files = sentFiles({ db: store.read, blobs })
  const runner = running({ ...needs, files })

  const steps = importSteps(needs)
  const { load, step } = steps

  const progressOf = async (row: ImportRow): Promise<number> => {
    if (row.state === 'receiving') return row.bytes === 0 ? 0 : row.received / row.bytes
    if (row.state === 'checking') return row.bytes === 0 ? 0 : runner.bytesRead(row.id) / row.bytes
    if (row.state === 'importing') return row.done_line / Math.max(1, await lastLine(store.read, row.id))
    return 1
  }

  const shown = async (id: string): Promise<CitizenImport> => {
    const row = await load(store.read, id)
    const some = await rowsAfter(store.read, { importId: id, line: 0, limit: problemsShown, verdicts: problemVerdicts })
    return {
      id,
      fileName: row.file_name,
      bytes: row.bytes,
      received: row.received,
      state: row.state,
      progress: Math.min(1, await progressOf(row)),
      counts: readCounts(row.counts_json),
      fault: row.fault_json === null ? null : JSON.parse(row.fault_json),
      problems: some.map(({ line, verdict, reason, row_json }) => ({
        line: Number(line),
        verdict: verdict as ImportVerdict,
        reason: reason as ImportReason | null,
        name: (JSON.parse(row_json) as ListedPerson).name,
      })),
      createdAt: row.created_at,
    }
  }

  /** The text of a fault as a problem, where a person waits for the answer. */
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw error instanceof ListFault ? new Problem('LIST_UNREADABLE', error.fault) : error
    }
  }

  return {
    import: shown,

    ...receiving({ ...needs, steps, shown }),

    /** How the file seems to be written. Refuses with LIST_UNREADABLE, or WRONG_STATE when it is not here any more. */
    async lookAtImport(id: string): Promise<ImportLook> {
      const { state } = await load(store.read, id)
      if (state !== 'received') throw new Problem('WRONG_STATE', { state })
      return told(() => files.look(id))
    },

    /** Refuses with BAD_INPUT a list of columns without a phone, or with one of them twice. */
    async checkImport({ id, ...mapping }: Mapping) {
      const fields = mapping.columns.filter((field) => field !== null)
      const isFit = fields.includes('phone') && new Set(fields).size === fields.length
      if (!isFit) throw new Problem('BAD_INPUT', { fields: ['columns'] })
      const { state } = await load(store.read, id)
      if (state !== 'received') throw new Problem('WRONG_STATE', { state })
      const encoding = await told(() => files.encodingOf(id))
      const reading_json = JSON.stringify({ ...mapping, encoding })
      await store.transaction((tx) => step(tx, id, ['received'], { state: 'checking', reading_json }))
      runner.run(await load(store.read, id))
      return shown(id)
    },

    /** Writes what was judged. Refuses with WRONG_STATE what was not. */
    async commitImport(operator: Operator, id: string) {
      await store.transaction(async (tx) => {
        await step(tx, id, ['checked'], { state: 'importing', done_line: 0, operator_id: operator.id })
        const object = { kind: 'citizen_import', id }
        await audit.record(tx, { actor: actorOf(operator), action: 'citizen.commit_import', object, result: 'ok' })
      })
      runner.run(await load(store.read, id))
      return shown(id)
    },

    /** What is written stays. Refuses with WRONG_STATE what has ended. */
    async cancelImport(operator: Operator, id: string) {
      await store.transaction(async (tx) => {
        const open: ImportRow['state'][] = ['receiving', 'received', 'checking', 'checked', 'importing']
        await step(tx, id, open, { state: 'cancelled' })
        const object = { kind: 'citizen_import', id }
        await audit.record(tx, { actor: actorOf(operator), action: 'citizen.cancel_import', object, result: 'ok' })
      })
      await runner.forgetFile(id)
      return shown(id)
    },

    /** Forgets lists that nobody finishes after a day, and what became of the others after a week. */
    async forgetOldImports(): Promise<void> {
      const now = clock.now()
      const idle = await importsIn(store.read, ['receiving', 'received', 'checked'], now - abandoned)
      const ended = await importsIn(store.read, ['done', 'cancelled', 'failed'], now - kept)
      for (const { id } of [...idle, ...ended]) {
        await runner.forgetFile(id)
        await store.transaction((tx) => deleteImport(tx, id))
      }
    },

    resume: runner.resume,
    stop: runner.stop,
  }
}
