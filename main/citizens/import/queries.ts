import type { Selectable, Updateable } from 'kysely'
import type { ImportVerdict } from '../../../contract/citizens.ts'
import { prepared } from '../../store/prepared.ts'
import type { Schema } from '../../store/schema.ts'
import type { Reader, Writer } from '../../store/store.ts'
import { nameKey } from '../rules.ts'
import type { KnownPerson, ListedPerson } from './row-rules.ts'

type Db = Reader | Writer
export type ImportRow = Selectable<Schema['citizen_imports']>
export type JudgedRow = Selectable<Schema['citizen_import_rows']>

export const importById = (db: Db, id: string) =>
  db.selectFrom('citizen_imports').selectAll().where('id', '=', id).executeTakeFirst()

export const insertImport = (tx: Writer, row: ImportRow) => tx.insertInto('citizen_imports').values(row).execute()

/**
 * Changes an import that is in a state and, if given, at a line. False when it is not: another one who works on it has
 * been there, or a person has stopped it.
 */
export async function changeImport(
  tx: Writer,
  at: { readonly id: string; readonly states: readonly ImportRow['state'][]; readonly line?: number },
  change: Updateable<Schema['citizen_imports']>,
): Promise<boolean> {
  let query = tx.updateTable('citizen_imports').set(change).where('id', '=', at.id)
  query = query.where('state', 'in', [...at.states])
  if (at.line !== undefined) query = query.where('done_line', '=', at.line)
  return (await query.returning('id').executeTakeFirst()) !== undefined
}

/** False when the piece was there already. */
export async function insertPiece(
  tx: Writer,
  piece: { import_id: string; position: number; blob: string; bytes: number },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('citizen_import_chunks')
    .values(piece)
    .onConflict((conflict) => conflict.doNothing())
    .returning('position')
    .executeTakeFirst()
  return inserted !== undefined
}

export const piecesOf = (db: Db, importId: string) =>
  db
    .selectFrom('citizen_import_chunks')
    .select(['position', 'blob', 'bytes'])
    .where('import_id', '=', importId)
    .orderBy('position')
    .execute()

/** Forgets the pieces of a file; returns the blobs that nothing else names. */
export async function forgetPieces(tx: Writer, importId: string): Promise<readonly string[]> {
  const gone = await tx
    .deleteFrom('citizen_import_chunks')
    .where('import_id', '=', importId)
    .returning('blob')
    .execute()
  const blobs = [...new Set(gone.map(({ blob }) => blob))]
  if (blobs.length === 0) return []
  const pieces = tx.selectFrom('citizen_import_chunks').select('blob').where('blob', 'in', blobs)
  const media = tx.selectFrom('media').select('blob').where('blob', 'in', blobs)
  const used = new Set([...(await pieces.execute()), ...(await media.execute())].map(({ blob }) => blob))
  return blobs.filter((blob) => !used.has(blob))
}

export const insertRow = prepared<
  { importId: string; line: number; phone: string | null; verdict: string; reason: string | null; row: string },
  never
>((db, param) =>
  db.insertInto('citizen_import_rows').values({
    import_id: param('importId'),
    line: param('line'),
    phone: param('phone'),
    verdict: param('verdict'),
    reason: param('reason'),
    row_json: param('row'),
  }),
)

export const forgetRows = (tx: Writer, importId: string) =>
  tx.deleteFrom('citizen_import_rows').where('import_id', '=', importId).execute()

/** Those of the phones that an earlier row of the file has. */
export async function phonesInFile(db: Db, importId: string, phones: readonly string[]): Promise<ReadonlySet<string>> {
  if (phones.length === 0) return new Set()
  const rows = await db
    .selectFrom('citizen_import_rows')
    .select('phone')
    .where('import_id', '=', importId)
    .where('phone', 'in', [...phones])
    .execute()
  return new Set(rows.flatMap(({ phone }) => (phone === null ? [] : [phone])))
}

/** Who has these phones. */
export async function knownByPhone(db: Db, phones: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  if (phones.length === 0) return new Map()
  const rows = await db
    .selectFrom('citizen_identifiers as i')
    .innerJoin('citizens as z', 'z.id', 'i.citizen_id')
    .select(['i.value as phone', 'z.id', 'z.name', 'z.language', 'z.neighbourhood', 'z.note', 'z.hidden_at'])
    .where('i.kind', '=', 'phone')
    .where('i.value', 'in', [...phones])
    .execute()
  const tags = new Map<string, string[]>()
  if (rows.length > 0) {
    const ids = rows.map(({ id }) => id)
    const all = await db.selectFrom('citizen_tags').selectAll().where('citizen_id', 'in', ids).execute()
    for (const { citizen_id, tag } of all) tags.set(citizen_id, [...(tags.get(citizen_id) ?? []), tag])
  }
  return new Map(
    rows.map(({ phone, hidden_at, ...row }) => [
      phone,
      { ...row, hidden: hidden_at !== null, tags: tags.get(row.id) ?? [] },
    ]),
  )
}

export const rowsAfter = (
  db: Db,
  page: {
    readonly importId: string
    readonly line: number
    readonly limit: number
    readonly verdicts?: ImportVerdict[]
  },
): Promise<JudgedRow[]> => {
  const query = db
    .selectFrom('citizen_import_rows')
    .selectAll()
    .where('import_id', '=', page.importId)
    .where('line', '>', page.line)
    .orderBy('line')
    .limit(page.limit)
  return (page.verdicts ? query.where('verdict', 'in', page.verdicts) : query).execute()
}

export async function lastLine(db: Db, importId: string): Promise<number> {
  const row = await db
    .selectFrom('citizen_import_rows')
    .select('line')
    .where('import_id', '=', importId)
    .orderBy('line', 'desc')
    .limit(1)
    .executeTakeFirst()
  return Number(row?.line ?? 0)
}

export const rejudge = (tx: Writer, at: { importId: string; line: number }, verdict: string, reason: string | null) =>
  tx
    .updateTable('citizen_import_rows')
    .set({ verdict, reason })
    .where('import_id', '=', at.importId)
    .where('line', '=', at.line)
    .execute()

export const insertListed = (tx: Writer, id: string, person: ListedPerson, now: number) =>
  tx
    .insertInto('citizens')
    .values({
      id,
      name: person.name,
      name_key: nameKey(person.name),
      language: person.language,
      neighbourhood: person.neighbourhood,
      note: person.note,
      created_at: now,
    })
    .execute()

/** Imports left in one of these states before a moment. */
export const importsIn = (db: Db, states: readonly ImportRow['state'][], before: number) =>
  db
    .selectFrom('citizen_imports')
    .select('id')
    .where('state', 'in', [...states])
    .where('updated_at', '<=', before)
    .orderBy('created_at')
    .execute()

export const deleteImport = (tx: Writer, id: string) => tx.deleteFrom('citizen_imports').where('id', '=', id).execute()
