import type { Insertable, Selectable } from 'kysely'
import { prepared } from '../../store/prepared.ts'
import type { Schema } from '../../store/schema.ts'
import type { Reader, Writer } from '../../store/store.ts'

export type VersionRow = Selectable<Schema['flow_versions']>
export type DraftRow = Selectable<Schema['flow_drafts']>

/** The state of a conversation without an open question; what citizens wrote has its quotes escaped. */
const atRest = '%"step":null%'

/** The switch that stands for the whole assistant. */
export const everything = '*'

type Counter = 'set' | 'draft'

export const counters = prepared<{ name: Counter }, { value: number }>((db, param) =>
  db.selectFrom('flow_counters').select('value').where('name', '=', param('name')),
)

/** Counts one further and returns where the count is now. */
export async function countOn(tx: Writer, name: Counter): Promise<number> {
  const { value } = await tx
    .insertInto('flow_counters')
    .values({ name, value: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((row) => ({ value: row('flow_counters.value', '+', 1) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow()
  return value
}

export const publishedVersions = (db: Reader | Writer): Promise<VersionRow[]> =>
  db.selectFrom('flow_versions').selectAll().where('state', '=', 'published').orderBy('flow').execute()

/**
 * The retired versions in which a conversation has a question open that was asked at `since` or later, and the last
 * `kept` of each flow.
 */
export const olderVersions = (
  db: Reader | Writer,
  { kept, since }: { readonly kept: number; readonly since: number },
): Promise<VersionRow[]> =>
  db
    .selectFrom('flow_versions as v')
    .selectAll('v')
    .where('v.state', '=', 'retired')
    .where((row) => {
      const inIt = row
        .selectFrom('bot_sessions as s')
        .innerJoin('conversations as c', 'c.id', 's.conversation_id')
        .select('s.flow')
        .whereRef('s.flow', '=', 'v.flow')
        .whereRef('s.flow_version', '=', 'v.version')
        .where('s.updated_at', '>=', since)
        .where('s.state_json', 'not like', atRest)
        .where('c.state', '!=', 'resolved')
      const newer = row
        .selectFrom('flow_versions as n')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('n.state', '=', 'retired')
        .whereRef('n.flow', '=', 'v.flow')
        .whereRef('n.version', '>', 'v.version')
      return row.or([row.exists(inIt), row(newer, '<', kept)])
    })
    .execute()

const described = [
  'v.flow',
  'v.version',
  'v.state',
  'v.shipped_version',
  'v.restores',
  'v.author_id',
  'v.note',
  'v.created_at',
] as const

const versions = (db: Reader | Writer) =>
  db
    .selectFrom('flow_versions as v')
    .leftJoin('operators as o', 'o.id', 'v.author_id')
    .select(described)
    .select('o.name as author_name')

/** A version without its documents, and who made it. */
export type DescribedVersion = Awaited<ReturnType<ReturnType<typeof versions>['execute']>>[number]

/** Newest first. */
export const versionsOf = (db: Reader | Writer, flow: string): Promise<DescribedVersion[]> =>
  versions(db).where('v.flow', '=', flow).orderBy('v.version', 'desc').execute()

/** Published and offered. */
export const currentVersions = (db: Reader | Writer): Promise<DescribedVersion[]> =>
  versions(db).where('v.state', '!=', 'retired').orderBy('v.version').execute()

export const versionRow = (db: Reader | Writer, flow: string, version: number): Promise<VersionRow | undefined> =>
  db.selectFrom('flow_versions').selectAll().where('flow', '=', flow).where('version', '=', version).executeTakeFirst()

export async function insertVersion(tx: Writer, row: Insertable<Schema['flow_versions']>): Promise<void> {
  await tx.insertInto('flow_versions').values(row).execute()
}

/** Whatever of a flow was `state` is retired. */
export async function retire(tx: Writer, flow: string, state: 'published' | 'offered'): Promise<void> {
  await tx
    .updateTable('flow_versions')
    .set({ state: 'retired' })
    .where('flow', '=', flow)
    .where('state', '=', state)
    .execute()
}

export async function retireOffer(tx: Writer, flow: string, version: number): Promise<void> {
  await tx
    .updateTable('flow_versions')
    .set({ state: 'retired' })
    .where('flow', '=', flow)
    .where('version', '=', version)
    .where('state', '=', 'offered')
    .execute()
}

/** Every version that came with the program, and what of each flow is published. */
export const shippedSoFar = (db: Reader | Writer) =>
  db.selectFrom('flow_versions').select(['flow', 'version', 'state', 'shipped_version']).execute()

const drafts = (db: Reader | Writer) =>
  db
    .selectFrom('flow_drafts as d')
    .leftJoin('operators as o', 'o.id', 'd.author_id')
    .selectAll('d')
    .select('o.name as author_name')

export type NamedDraft = DraftRow & { readonly author_name: string | null }

export const allDrafts = (db: Reader | Writer): Promise<NamedDraft[]> => drafts(db).orderBy('d.flow').execute()

export const draftOf = (db: Reader | Writer, flow: string): Promise<NamedDraft | undefined> =>
  drafts(db).where('d.flow', '=', flow).executeTakeFirst()

export async function putDraft(tx: Writer, { flow, ...row }: DraftRow): Promise<void> {
  await tx
    .insertInto('flow_drafts')
    .values({ flow, ...row })
    .onConflict((conflict) => conflict.column('flow').doUpdateSet(row))
    .execute()
}

export async function removeDraft(tx: Writer, flow: string): Promise<void> {
  await tx.deleteFrom('flow_drafts').where('flow', '=', flow).execute()
}

/** The names that are switched off; `everything` may be one of them. */
export async function switchedOff(db: Reader | Writer): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('flow_switches').select('flow').where('is_on', '=', 0).execute()
  return new Set(rows.map(({ flow }) => flow))
}

export async function putSwitch(
  tx: Writer,
  { flow, ...row }: { flow: string; is_on: number; author_id: string; updated_at: number },
): Promise<void> {
  await tx
    .insertInto('flow_switches')
    .values({ flow, ...row })
    .onConflict((conflict) => conflict.column('flow').doUpdateSet(row))
    .execute()
}

/** Conversations the assistant has, with a question open, by flow. */
export const underWay = (db: Reader | Writer) =>
  db
    .selectFrom('bot_sessions as s')
    .innerJoin('conversations as c', 'c.id', 's.conversation_id')
    .select(['s.flow', (e) => e.fn.countAll<number>().as('count')])
    .where('c.state', '=', 'bot')
    .where('s.state_json', 'not like', atRest)
    .groupBy('s.flow')
    .execute()
