import type { Selectable } from 'kysely'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'

export type PosterRow = Selectable<Schema['posters']>

export const allPosters = (db: Reader | Writer): Promise<PosterRow[]> =>
  db.selectFrom('posters').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').execute()

export const posterById = (db: Reader, id: string): Promise<PosterRow | undefined> =>
  db.selectFrom('posters').selectAll().where('id', '=', id).executeTakeFirst()

export const posterByCode = prepared<{ code: string }, { id: string }>((db, param) =>
  db.selectFrom('posters').select('id').where('code', '=', param('code')),
)

export const insertPoster = async (tx: Writer, row: PosterRow): Promise<void> => {
  await tx.insertInto('posters').values(row).execute()
}
