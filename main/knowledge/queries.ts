import { type FactBody, factBody } from '../../contract/knowledge.ts'
import type { Reader, Writer } from '../store/store.ts'

export type StoredFact = {
  readonly id: string
  readonly version: number
  readonly updatedAt: number
  readonly author: { readonly id: string; readonly name: string } | null
  readonly body: FactBody
}

type Row = {
  readonly id: string
  readonly version: number
  readonly updated_at: number
  readonly author_id: string | null
  readonly author_name: string | null
  readonly body_json: string
}

const author = ({ author_id, author_name }: Pick<Row, 'author_id' | 'author_name'>) =>
  author_id === null ? null : { id: author_id, name: author_name ?? '' }

const toFact = (row: Row): StoredFact => ({
  id: row.id,
  version: row.version,
  updatedAt: row.updated_at,
  author: author(row),
  body: factBody.parse(JSON.parse(row.body_json)),
})

const inUse = (db: Reader | Writer) =>
  db
    .selectFrom('knowledge')
    .leftJoin('operators', 'operators.id', 'knowledge.author_id')
    .select([
      'knowledge.id',
      'knowledge.version',
      'knowledge.updated_at',
      'knowledge.author_id',
      'operators.name as author_name',
      'knowledge.body_json',
    ])
    .where('knowledge.retired_at', 'is', null)

/** Every fact in use, by kind and slug. */
export async function storedFacts(db: Reader | Writer): Promise<readonly StoredFact[]> {
  const rows = await inUse(db).orderBy('knowledge.kind').orderBy('knowledge.slug').execute()
  return rows.map(toFact)
}

export async function storedFact(db: Reader | Writer, id: string): Promise<StoredFact | undefined> {
  const row = await inUse(db).where('knowledge.id', '=', id).executeTakeFirst()
  return row && toFact(row)
}

type Written = {
  readonly id: string
  readonly version: number
  readonly body: FactBody
  readonly authorId: string | null
}

/** Writes a version of a fact, and keeps it. */
export async function putFact(tx: Writer, { id, version, body, authorId }: Written, now: number): Promise<void> {
  const body_json = JSON.stringify(body)
  const written = {
    kind: body.kind,
    slug: body.slug,
    intent: body.intent,
    body_json,
    version,
    author_id: authorId,
    updated_at: now,
    retired_at: null,
  }
  await tx
    .insertInto('knowledge')
    .values({ id, ...written })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(written))
    .execute()
  await tx
    .insertInto('knowledge_versions')
    .values({ knowledge_id: id, version, body_json, author_id: authorId, at: now })
    .execute()
}

export async function retireFact(tx: Writer, id: string, now: number): Promise<void> {
  await tx.updateTable('knowledge').set({ retired_at: now }).where('id', '=', id).execute()
}

/** Every version of a fact, newest first. */
export async function versionsOf(db: Reader, id: string) {
  const rows = await db
    .selectFrom('knowledge_versions')
    .leftJoin('operators', 'operators.id', 'knowledge_versions.author_id')
    .select([
      'knowledge_versions.version',
      'knowledge_versions.at',
      'knowledge_versions.author_id',
      'operators.name as author_name',
      'knowledge_versions.body_json',
    ])
    .where('knowledge_versions.knowledge_id', '=', id)
    .orderBy('knowledge_versions.version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    at: row.at,
    author: author(row),
    body: factBody.parse(JSON.parse(row.body_json)),
  }))
}

const startersKey = 'knowledge.starters'

/** Whether this store was given its first facts; says so from then on. */
export async function startersGiven(tx: Writer, now: number): Promise<boolean> {
  const added = await tx
    .insertInto('settings')
    .values({ key: startersKey, value_json: 'true', updated_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return added === undefined
}
