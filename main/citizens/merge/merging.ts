import type { MergePreview } from '../../../contract/citizens.ts'
import { Problem } from '../../../contract/problems.ts'
import { actorOf, type Operator } from '../../operators/actor.ts'
import type { Change, Reader, Writer } from '../../store/store.ts'
import { citizenRow, countOf, identifiersOf, updateCitizen } from '../card-queries.ts'
import { indexWords } from '../index-words.ts'
import { tagsOf } from '../list-queries.ts'
import type { RegisterNeeds, ThreadMerges } from '../needs.ts'
import { summariesOf } from '../reading.ts'
import { nameKey } from '../rules.ts'
import { placesOfCitizen, placesOfThread } from './places.ts'
import {
  addTags,
  countMessages,
  giveThread,
  insertMerge,
  keepBefore,
  moveRows,
  newestSeq,
  settleMerges,
  stopReminder,
  threadsOf,
} from './queries.ts'
import { filledBy, fillsOf, type MergeFields, type mergeFields, newTags, tooOld, undoUntil } from './rules.ts'

export type MergeNeeds = RegisterNeeds & { readonly threads: ThreadMerges }
type Pair = { readonly keptId: string; readonly mergedId: string }

/** What undoing needs to know, as plain data. */
export type Before = {
  /** Of the kept record: what was there, and what the merge put there. */
  readonly fields: readonly (typeof mergeFields)[number][]
  readonly kept: MergeFields & { readonly last_heard_at: number | null }
  readonly after: MergeFields & { readonly last_heard_at: number | null }
  readonly tags: readonly string[]
  /** Threads that only changed hands. */
  readonly given: readonly string[]
  /** Threads that were joined, as the inbox left them. */
  readonly joined: readonly {
    readonly absorbedId: string
    readonly intoId: string
    readonly remindAt: number | null
    readonly threads: unknown
  }[]
  /** Everything said up to the merge. */
  readonly seq: number
}

/** Two records of one person that can be made one. Refuses with BAD_INPUT or NOT_FOUND. */
async function both(db: Reader | Writer, { keptId, mergedId }: Pair) {
  if (keptId === mergedId) throw new Problem('BAD_INPUT', { fields: ['mergedId'] })
  const [kept, merged] = [await citizenRow(db, keptId), await citizenRow(db, mergedId)]
  for (const row of [kept, merged]) {
    if (!row || row.merged_into !== null || row.hidden_at !== null) throw new Problem('NOT_FOUND')
  }
  if (!kept || !merged) throw new Problem('NOT_FOUND')
  const tags = await tagsOf(db, [keptId, mergedId])
  const tagsAdded = newTags(tags.get(keptId) ?? [], tags.get(mergedId) ?? [])
  const threads = { kept: await threadsOf(db, keptId), merged: await threadsOf(db, mergedId) }
  return { kept, merged, fields: filledBy(kept, merged), tagsAdded, threads }
}

type Both = Awaited<ReturnType<typeof both>>

/** Threads of the merged record beside the kept one's thread on the same line, if there is one. */
const pairsOf = ({ threads }: Both) =>
  threads.merged.map(({ id, line_id }) => ({
    id,
    into: threads.kept.find((thread) => thread.line_id === line_id)?.id ?? null,
  }))

/** Makes two records of one person one. */
export function merging({ store, clock, newId, audit, consents, threads }: MergeNeeds) {
  const moveThreads = async (tx: Writer, mergeId: string, pairs: ReturnType<typeof pairsOf>, keptId: string) => {
    const given: string[] = []
    const joined: Before['joined'][number][] = []
    for (const { id, into } of pairs) {
      if (into === null) {
        await giveThread(tx, id, keptId)
        given.push(id)
        continue
      }
      const remindAt = await stopReminder(tx, id)
      for (const place of placesOfThread) await moveRows(tx, place, { mergeId, from: id, to: into, mark: ` ${id}` })
      joined.push({ absorbedId: id, intoId: into, remindAt, threads: await threads.join(tx, id, into) })
    }
    return { given, joined }
  }

  const fill = async (tx: Writer, { kept, merged, fields, tagsAdded }: Both) => {
    const filled = Object.fromEntries(fields.map((field) => [field, merged[field]])) as Partial<MergeFields>
    const heardAt = [kept.last_heard_at, merged.last_heard_at].flatMap((at) => (at === null ? [] : [at]))
    const after = { ...fieldsOf(kept), ...filled, last_heard_at: heardAt.length === 0 ? null : Math.max(...heardAt) }
    await updateCitizen(tx, kept.id, { ...after, name_key: nameKey(after.name), revision: kept.revision + 1 })
    await addTags(tx, kept.id, tagsAdded)
    return after
  }

  const work = async (tx: Writer, operator: Operator, pair: Pair) => {
    const found = await both(tx, pair)
    const { keptId, mergedId } = pair
    const [mergeId, at] = [newId(), clock.now()]
    await insertMerge(tx, { id: mergeId, kept_id: keptId, merged_id: mergedId, operator_id: operator.id, at })
    const { given, joined } = await moveThreads(tx, mergeId, pairsOf(found), keptId)
    for (const place of placesOfCitizen) await moveRows(tx, place, { mergeId, from: mergedId, to: keptId })
    const after = await fill(tx, found)
    await updateCitizen(tx, mergedId, { merged_into: keptId, revision: found.merged.revision + 1 })
    for (const id of [mergedId, keptId]) await indexWords(tx, id)
    await consents.afterMerge(tx, keptId, mergedId)
    const kept = { ...fieldsOf(found.kept), last_heard_at: found.kept.last_heard_at }
    const before: Before = {
      fields: found.fields,
      kept,
      after,
      tags: found.tagsAdded,
      given,
      joined,
      seq: await newestSeq(tx),
    }
    await keepBefore(tx, mergeId, before)
    const object = { kind: 'citizen', id: keptId }
    await audit.record(tx, {
      actor: actorOf(operator),
      action: 'citizen.merge',
      object,
      result: 'ok',
      detail: mergedId,
    })
    await store.changes.note(tx, changesOf([keptId, mergedId], [...given, ...joined.map(({ intoId }) => intoId)]))
    return { mergeId, undoUntil: undoUntil(at) }
  }

  return {
    /** What a merge would move. Refuses with BAD_INPUT for one record twice, NOT_FOUND for one that is no more. */
    async previewMerge(pair: Pair): Promise<MergePreview> {
      const db = store.read
      const found = await both(db, pair)
      const pairs = pairsOf(found)
      const summaries = await summariesOf(db, [pair.keptId, pair.mergedId])
      const [kept, merged] = [summaries.get(pair.keptId), summaries.get(pair.mergedId)]
      if (!kept || !merged) throw new Problem('NOT_FOUND')
      return {
        kept,
        merged,
        moves: {
          identifiers: (await identifiersOf(db, pair.mergedId)).length,
          conversations: pairs.length,
          joined: pairs.filter(({ into }) => into !== null).length,
          messages: await countMessages(
            db,
            pairs.map(({ id }) => id),
          ),
          reports: await countOf(db, 'reports', pair.mergedId),
          appointments: await countOf(db, 'bookings', pair.mergedId),
        },
        fills: fillsOf(found.fields, found.tagsAdded),
      }
    },

    /** Everything of the merged record is the kept one's from now on. Refuses as its preview does. */
    merge: (operator: Operator, pair: Pair) => store.transaction((tx) => work(tx, operator, pair)),

    /** Forgets how to undo what nobody may undo any more. */
    settleOldMerges: () => store.transaction((tx) => settleMerges(tx, tooOld(clock.now()))),
  }
}

const fieldsOf = ({ name, language, neighbourhood, note }: MergeFields): MergeFields => ({
  name,
  language,
  neighbourhood,
  note,
})

/** What consoles are told of records and threads that changed. */
export const changesOf = (citizenIds: readonly string[], conversationIds: readonly string[]): readonly Change[] => [
  ...citizenIds.map((objectId) => ({ kind: 'citizens' as const, objectId })),
  ...conversationIds.map((conversationId) => ({ kind: 'conversation' as const, conversationId })),
]
