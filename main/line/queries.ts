import type { Selectable } from 'kysely'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type LineRow = Selectable<Schema['lines']>

export const selectLines = (db: Reader | Writer) => db.selectFrom('lines').selectAll().orderBy('created_at').execute()

export const insertLine = (tx: Writer, line: LineRow) => tx.insertInto('lines').values(line).execute()

export const updateLineState = (tx: Writer, id: string, state: string, since: number) =>
  tx.updateTable('lines').set({ state, since }).where('id', '=', id).execute()
