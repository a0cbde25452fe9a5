import type { ImportFault } from '../../../contract/import-fault.ts'
import type { RegisterNeeds } from '../needs.ts'
import { checking } from './checking.ts'
import { ListFault } from './list-fault.ts'
import { changeImport, forgetPieces, type ImportRow, importById, importsIn } from './queries.ts'
import type { Reading, SentFiles } from './reading.ts'
import { writing } from './writing.ts'

type Needs = RegisterNeeds & { readonly files: SentFiles; readonly failed: (error: unknown) => void }

/** Works on imports beside everything else; what a power cut ends is taken up at the next start. */
export function running(needs: Needs) {
  const { store, clock, blobs, failed } = needs
  const checks = checking(needs)
  const writes = writing(needs)
  const stopping = new AbortController()
  const works = new Map<string, { readonly done: Promise<void>; bytes: number }>()

  /** The file itself is forgotten as soon as its rows are judged. */
  const forgetFile = async (id: string): Promise<void> => {
    const blobNames = await store.transaction((tx) => forgetPieces(tx, id))
    for (const blob of blobNames) await blobs.remove(blob, clock.now())
  }

  const fail = (id: string, fault: ImportFault) =>
    store.transaction(async (tx) => {
      const change = { state: 'failed' as const, fault_json: JSON.stringify(fault), updated_at: clock.now() }
      await changeImport(tx, { id, states: ['checking', 'importing'] }, change)
      await store.changes.note(tx, [{ kind: 'citizens', objectId: id }])
    })

  const work = async (row: ImportRow, progress: (bytes: number) => void): Promise<void> => {
    const { id } = row
    if (row.state === 'importing') return writes.write(row, stopping.signal)
    if (row.state !== 'checking' || row.reading_json === null) return
    await checks.check(id, JSON.parse(row.reading_json) as Reading, { signal: stopping.signal, progress })
    if (!stopping.signal.aborted) await forgetFile(id)
  }

  const settle = async (id: string, error: unknown): Promise<void> => {
    if (error instanceof ListFault) return fail(id, error.fault)
    failed(error)
    await fail(id, { reason: 'unforeseen', line: null })
  }

  const run = (row: ImportRow): void => {
    const before = works.get(row.id)?.done ?? Promise.resolve()
    const entry = { done: before, bytes: 0 }
    const passed = (bytes: number) => {
      entry.bytes += bytes
    }
    entry.done = before
      .then(() => work(row, passed))
      .catch((error: unknown) => settle(row.id, error))
      .catch(failed)
      .finally(() => {
        if (works.get(row.id) === entry) works.delete(row.id)
      })
    works.set(row.id, entry)
  }

  return {
    run,
    forgetFile,

    /** How many bytes of a file this station has judged. */
    bytesRead: (id: string) => works.get(id)?.bytes ?? 0,

    /** Takes up what a station left in the middle. */
    async resume(): Promise<void> {
      for (const { id } of await importsIn(store.read, ['checking', 'importing'], clock.now())) {
        const row = await importById(store.read, id)
        if (row) run(row)
      }
    },

    /** Ends between two slices; the rest is done after the next start. */
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.all([...works.values()].map(({ done }) => done))
    },
  }
}

export type Running = ReturnType<typeof running>
