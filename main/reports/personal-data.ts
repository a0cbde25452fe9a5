import type { Reader, Store, Writer } from '../store/store.ts'
import { dissociate, historyOf, reportsOf } from './personal-queries.ts'
import { numberOf } from './rules.ts'

type Row = Awaited<ReturnType<typeof reportsOf>>[number]

const iso = (at: number) => new Date(at).toISOString()
const isOpen = ({ state }: Row) => state === 'received' || state === 'in_progress'

/** What a citizen reported of their streets. */
export function reportsPersonalData({ store }: { readonly store: Store }) {
  const asJson = async (db: Reader | Writer, row: Row) => ({
    number: numberOf(row),
    what: row.what,
    place: row.place,
    department: row.department,
    state: row.state,
    at: iso(row.created_at),
    history: (await historyOf(db, row.id)).map(({ at, author_kind, kind, value, text }) => ({
      at: iso(at),
      from: author_kind,
      kind,
      value,
      text,
    })),
  })
  return {
    name: 'reports',

    async collect(db: Reader | Writer, citizenId: string) {
      const json: unknown[] = []
      for (const row of await reportsOf(db, citizenId)) json.push(await asJson(db, row))
      return { json, files: [] }
    },

    async underWay(db: Reader | Writer, citizenId: string) {
      const n = (await reportsOf(db, citizenId)).filter(isOpen).length
      return n > 0 ? [{ what: 'open_reports', n }] : []
    },

    async erase(tx: Writer, citizenId: string) {
      const rows = await reportsOf(tx, citizenId)
      for (const row of rows) await dissociate(tx, row.id, numberOf(row).toLowerCase())
      await store.changes.note(
        tx,
        rows.map(({ id }) => ({ kind: 'reports' as const, objectId: id })),
      )
      return { removed: rows.length, kept: rows.length > 0 ? [{ what: 'report_files', why: 'public_task' }] : [] }
    },
  }
}
