import { prepared } from '../../store/prepared.ts'
import type { Reader, Writer } from '../../store/store.ts'
import type { ChainRow } from './entry.ts'

export type Tip = { readonly seq: number; readonly hash: string }

const none: Record<never, never> = {}

const lastRow = prepared<Record<never, never>, Tip>((db) =>
  db.selectFrom('ledger_entries').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1),
)

const tipRow = prepared<Record<never, never>, Tip>((db) => db.selectFrom('ledger_tip').select(['seq', 'hash']))

/** The last entry there is, and the one the tip says was last. */
export async function ends(db: Reader | Writer): Promise<{ readonly last: Tip | null; readonly tip: Tip | null }> {
  const [[last], [tip]] = [await lastRow(db, none), await tipRow(db, none)]
  return { last: last ?? null, tip: tip ?? null }
}

/** As `ends`, in one statement, so that nothing is written between the two. */
export const endsAtOnce = prepared<
  Record<never, never>,
  { lastSeq: number | null; lastHash: string | null; tipSeq: number | null; tipHash: string | null }
>((db) =>
  db.selectNoFrom((one) => [
    one.selectFrom('ledger_entries').select('seq').orderBy('seq', 'desc').limit(1).as('lastSeq'),
    one.selectFrom('ledger_entries').select('hash').orderBy('seq', 'desc').limit(1).as('lastHash'),
    one.selectFrom('ledger_tip').select('seq').where('id', '=', 1).as('tipSeq'),
    one.selectFrom('ledger_tip').select('hash').where('id', '=', 1).as('tipHash'),
  ]),
)

const insertTip = prepared<Tip, never>((db, param) =>
  db
    .insertInto('ledger_tip')
    .values({ id: 1, seq: param('seq'), hash: param('hash') })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({ seq: row.ref('excluded.seq'), hash: row.ref('excluded.hash') })),
    ),
)

const insertChained = prepared<{ seq: number; citizenId: string; entry: string; hash: string }, never>((db, param) =>
  db.insertInto('ledger_entries').values({
    seq: param('seq'),
    citizen_id: param('citizenId'),
    entry: param('entry'),
    hash: param('hash'),
  }),
)

const insertSealed = prepared<{ seq: number; sealed: string }, never>((db, param) =>
  db.insertInto('ledger_sealed').values({ seq: param('seq'), sealed: param('sealed') }),
)

export type Appended = {
  readonly seq: number
  readonly citizenId: string
  readonly entry: string
  readonly hash: string
  readonly sealed: string
}

export async function insertEntry(tx: Writer, { sealed, ...row }: Appended): Promise<void> {
  await insertChained(tx, row)
  await insertSealed(tx, { seq: row.seq, sealed })
}

export const moveTip = async (tx: Writer, { seq, hash }: Tip): Promise<void> => {
  await insertTip(tx, { seq, hash })
}

export const subjectKey = prepared<{ citizenId: string }, { key: string | null }>((db, param) =>
  db.selectFrom('subject_keys').select('key').where('citizen_id', '=', param('citizenId')),
)

export const insertSubjectKey = prepared<{ citizenId: string; key: string }, never>((db, param) =>
  db.insertInto('subject_keys').values({ citizen_id: param('citizenId'), key: param('key') }),
)

/** False when there was none to destroy. */
export async function destroySubjectKey(tx: Writer, citizenId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('subject_keys')
    .set({ key: null })
    .where('citizen_id', '=', citizenId)
    .where('key', 'is not', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

const chain = (db: Pick<Reader, 'selectFrom'>) =>
  db
    .selectFrom('ledger_entries as e')
    .leftJoin('ledger_sealed as s', 's.seq', 'e.seq')
    .leftJoin('subject_keys as k', 'k.citizen_id', 'e.citizen_id')
    .select(['e.seq', 'e.citizen_id as citizenId', 'e.entry', 'e.hash', 's.sealed', 'k.key'])

export const chainAfter = prepared<{ seq: number; upTo: number; limit: number }, ChainRow>((db, param) =>
  chain(db)
    .where('e.seq', '>', param('seq'))
    .where('e.seq', '<=', param('upTo'))
    .orderBy('e.seq')
    .limit(param('limit')),
)

/** Entries alone, in their order. */
export const entriesAfter = prepared<{ seq: number; upTo: number; limit: number }, { seq: number; entry: string }>(
  (db, param) =>
    db
      .selectFrom('ledger_entries')
      .select(['seq', 'entry'])
      .where('seq', '>', param('seq'))
      .where('seq', '<=', param('upTo'))
      .orderBy('seq')
      .limit(param('limit')),
)

export const chainOf = prepared<{ citizenId: string }, ChainRow>((db, param) =>
  chain(db).where('e.citizen_id', '=', param('citizenId')).orderBy('e.seq'),
)

export const chainAt = async (db: Reader, seqs: readonly number[]): Promise<ChainRow[]> =>
  seqs.length === 0 ? [] : chain(db).where('e.seq', 'in', seqs).execute()

/** Under which something was sent to these without their consent, oldest first. */
export const exceptionsTo = async (db: Reader, citizenIds: readonly string[]): Promise<ChainRow[]> =>
  citizenIds.length === 0
    ? []
    : chain(db)
        .where('e.citizen_id', 'in', citizenIds)
        .where('e.entry', 'like', '%,"event":"exception",%')
        .orderBy('e.seq')
        .execute()

/** Records that were put together with these. */
export const absorbedBy = async (db: Reader, keptIds: readonly string[]) =>
  (await db.selectFrom('citizens').select(['id', 'merged_into']).where('merged_into', 'in', keptIds).execute()).flatMap(
    ({ id, merged_into: into }) => (into === null ? [] : [{ id, into }]),
  )

export const hashAt = prepared<{ seq: number }, { hash: string }>((db, param) =>
  db.selectFrom('ledger_entries').select('hash').where('seq', '=', param('seq')),
)

export type HeadRow = {
  readonly day: string
  readonly seq: number
  readonly statement: string
  readonly public_key: string
  readonly signature: string
}

export const allHeads = prepared<Record<never, never>, HeadRow>((db) =>
  db.selectFrom('ledger_heads').selectAll().orderBy('day'),
)

export const newestHeads = prepared<{ limit: number }, HeadRow>((db, param) =>
  db.selectFrom('ledger_heads').selectAll().orderBy('day', 'desc').limit(param('limit')),
)

export const headOfDay = prepared<{ day: string }, { seq: number }>((db, param) =>
  db.selectFrom('ledger_heads').select('seq').where('day', '=', param('day')),
)

/** The first signed head that covers an entry. */
export const headCovering = prepared<{ seq: number }, HeadRow>((db, param) =>
  db.selectFrom('ledger_heads').selectAll().where('seq', '>=', param('seq')).orderBy('seq').limit(1),
)

export const insertHead = prepared<HeadRow, never>((db, param) =>
  db.insertInto('ledger_heads').values({
    day: param('day'),
    seq: param('seq'),
    statement: param('statement'),
    public_key: param('public_key'),
    signature: param('signature'),
  }),
)

export const lastCheck = prepared<Record<never, never>, { at: number; result_json: string }>((db) =>
  db.selectFrom('ledger_checks').select(['at', 'result_json']),
)

export const saveCheck = prepared<{ at: number; result: string }, never>((db, param) =>
  db
    .insertInto('ledger_checks')
    .values({ id: 1, at: param('at'), result_json: param('result') })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((row) => ({ at: row.ref('excluded.at'), result_json: row.ref('excluded.result_json') })),
    ),
)

/** Of a citizen whose key was destroyed: whether an entry after `seq` says so. */
export const destroyedAfter = prepared<{ citizenId: string; seq: number }, { entry: string }>((db, param) =>
  db
    .selectFrom('ledger_entries')
    .select('entry')
    .where('citizen_id', '=', param('citizenId'))
    .where('seq', '>', param('seq')),
)
