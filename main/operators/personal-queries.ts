import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

/** Acts whose object is the citizen or one of their conversations. */
export const auditAbout = (db: Db, citizenId: string) =>
  db
    .selectFrom('audit')
    .select(['at', 'actor_kind', 'action', 'result'])
    .where((q) =>
      q.or([
        q('object_id', '=', citizenId),
        q('object_id', 'in', db.selectFrom('conversations').select('id').where('citizen_id', '=', citizenId)),
      ]),
    )
    .orderBy('seq')
    .execute()
