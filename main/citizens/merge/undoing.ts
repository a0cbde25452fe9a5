import { Problem } from '../../../contract/problems.ts'
import { actorOf, type Operator } from '../../operators/actor.ts'
import type { Writer } from '../../store/store.ts'
import { citizenRow, updateCitizen } from '../card-queries.ts'
import { indexWords } from '../index-words.ts'
import { nameKey } from '../rules.ts'
import { type Before, changesOf, type MergeNeeds } from './merging.ts'
import { placesOfCitizen, placesOfThread } from './places.ts'
import {
  endMerge,
  giveThread,
  hasSaidSince,
  lastMergeInto,
  mergeById,
  moveBack,
  moveSince,
  removeTags,
  setReminder,
} from './queries.ts'
import { undoUntil } from './rules.ts'

const stands = (reason: 'too_late' | 'merged_again' | 'undone') => new Problem('MERGE_STANDS', { reason })

/** Puts both records of a merge back. What came since stays with the kept one. */
export function undoing({ store, clock, audit, threads, consents }: MergeNeeds) {
  /** A merge that can still be undone; the last one into its record goes first, because threads were joined in order. */
  const load = async (tx: Writer, id: string) => {
    const merge = await mergeById(tx, id)
    if (!merge) throw new Problem('NOT_FOUND')
    if (merge.undone_at !== null) throw stands('undone')
    if (merge.before_json === null || undoUntil(merge.at) <= clock.now()) throw stands('too_late')
    const kept = await citizenRow(tx, merge.kept_id)
    if (!kept || kept.hidden_at !== null) throw new Problem('NOT_FOUND')
    const isLast = (await lastMergeInto(tx, kept.id))?.id === id
    if (kept.merged_into !== null || !isLast) throw stands('merged_again')
    return { id, kept, mergedId: merge.merged_id, before: JSON.parse(merge.before_json) as Before }
  }

  type Loaded = Awaited<ReturnType<typeof load>>

  const partThreads = async (tx: Writer, { id: mergeId, before }: Loaded) => {
    for (const { absorbedId, intoId, remindAt, threads: snapshot } of [...before.joined].reverse()) {
      for (const place of placesOfThread) {
        await moveBack(tx, place, { mergeId, from: intoId, to: absorbedId, mark: ` ${absorbedId}` })
      }
      await threads.part(tx, snapshot)
      await setReminder(tx, absorbedId, remindAt)
    }
  }

  /** A thread goes back to whom it came from; what was said in it since begins a thread of the kept one. */
  const giveBack = async (tx: Writer, { kept, mergedId, before }: Loaded): Promise<string[]> => {
    const begun: string[] = []
    for (const id of before.given) {
      await giveThread(tx, id, mergedId)
      if (!(await hasSaidSince(tx, id, before.seq))) continue
      const to = await threads.open(tx, id, kept.id)
      await moveSince(tx, { from: id, to, seq: before.seq, citizenId: kept.id })
      for (const thread of [id, to]) await threads.recount(tx, thread)
      begun.push(to)
    }
    return begun
  }

  /** What the merge filled in is taken out again, unless somebody has changed it. */
  const unfill = async (tx: Writer, { kept, before }: Loaded) => {
    const fields = [...before.fields, 'last_heard_at' as const].filter((field) => kept[field] === before.after[field])
    const back = Object.fromEntries(fields.map((field) => [field, before.kept[field]]))
    const name = fields.includes('name') ? before.kept.name : kept.name
    await updateCitizen(tx, kept.id, { ...back, name_key: nameKey(name), revision: kept.revision + 1 })
    await removeTags(tx, kept.id, before.tags)
  }

  const work = async (tx: Writer, operator: Operator, id: string): Promise<string> => {
    const merge = await load(tx, id)
    const { kept, mergedId, before } = merge
    await partThreads(tx, merge)
    for (const place of placesOfCitizen) await moveBack(tx, place, { mergeId: id, from: kept.id, to: mergedId })
    const begun = await giveBack(tx, merge)
    await unfill(tx, merge)
    await updateCitizen(tx, mergedId, { merged_into: null })
    await endMerge(tx, id, clock.now())
    // What was agreed to in between was said from nobody knows which phone: it is asked for again.
    await consents.numberChanged(tx, kept.id)
    for (const citizen of [kept.id, mergedId]) await indexWords(tx, citizen)
    const object = { kind: 'citizen', id: kept.id }
    const action = 'citizen.undo_merge'
    await audit.record(tx, { actor: actorOf(operator), action, object, result: 'ok', detail: mergedId })
    const touched = [
      ...before.given,
      ...begun,
      ...before.joined.flatMap(({ absorbedId, intoId }) => [absorbedId, intoId]),
    ]
    await store.changes.note(tx, changesOf([kept.id, mergedId], touched))
    return kept.id
  }

  return {
    /** Returns the id of the kept record. Refuses with NOT_FOUND, or MERGE_STANDS and why. */
    undoMerge: (operator: Operator, id: string): Promise<string> => store.transaction((tx) => work(tx, operator, id)),
  }
}
