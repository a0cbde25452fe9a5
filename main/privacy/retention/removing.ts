import type { RetentionCategory } from '../../../contract/retention.ts'
import type { Writer } from '../../store/store.ts'
import { noteForgotten } from '../blocked-queries.ts'
import { putSetting } from '../queries.ts'
import { inShort, noCounts, plus } from './counts.ts'
import type { RetentionNeeds } from './needs.ts'
import { casesOf, conversationsWith, deleteBot, finishRun, runById, saveCounts } from './queries.ts'
import { overIn, overReservedIn, type Ripe, type RipeFile, ripeConversations, ripeFiles, ripeReserved } from './ripe.ts'
import { type Cutoffs, holdsOf } from './rules.ts'

/** Messages, files or entries removed in one transaction: others wait for it. */
const slice = 100

type Counted = { readonly conversations?: number; readonly messages?: number; readonly files?: number }

/** Removes what is over its term, slice by slice. Cut short at any moment, it is begun again and goes on. */
export function removing({ store, clock, audit, messages, files }: RetentionNeeds) {
  /** What was removed is counted in the transaction that removed it, and its bytes are to be swept after it. */
  const note = async (
    tx: Writer,
    runId: string,
    category: RetentionCategory,
    counted: Counted,
    blobs: readonly string[],
  ) => {
    const run = await runById(tx, runId)
    if (run) await saveCounts(tx, runId, plus({ ...noCounts, ...JSON.parse(run.counts_json) }, category, counted))
    const now = clock.now()
    await noteForgotten(tx, blobs, now)
    await putSetting(tx, 'privacy.scrub', { due: true }, now)
  }

  /** Somebody may have taken the case up since it was looked at. */
  const areFree = async (tx: Writer, ids: readonly string[]) => {
    const cases = [...(await casesOf(tx, ids, clock.now())).values()]
    return cases.every((one) => holdsOf(one).length === 0)
  }

  const over = (tx: Writer, ripe: Ripe, cut: Cutoffs, single: boolean) =>
    single ? overReservedIn(tx, ripe.id, cut) : overIn(tx, ripe, cut)

  const oneSlice = (runId: string, ripe: Ripe, cut: Cutoffs, how: { single: boolean; first: boolean }) =>
    store.transaction(async (tx) => {
      if (!(await areFree(tx, [ripe.id]))) return 0
      const seqs = (await over(tx, ripe, cut, how.single)).slice(0, slice).map(({ seq }) => seq)
      if (seqs.length === 0) return 0
      const carried = await messages.retire(tx, { conversationId: ripe.id, seqs, now: clock.now() })
      const blobs = await files.forget(tx, carried)
      const counted = { conversations: how.first ? 1 : 0, messages: seqs.length, files: carried.length }
      await note(tx, runId, ripe.category, counted, blobs)
      return seqs.length
    })

  const conversation = async (runId: string, ripe: Ripe, cut: Cutoffs, single: boolean, goesOn: () => boolean) => {
    for (let first = true; goesOn(); first = false) {
      if ((await oneSlice(runId, ripe, cut, { single, first })) === 0) return
    }
  }

  const file = (runId: string, { id, conversationId, term }: RipeFile) =>
    store.transaction(async (tx) => {
      const all = await conversationsWith(tx, id)
      if (
        !(await areFree(
          tx,
          all.map(({ conversation_id }) => conversation_id),
        ))
      )
        return
      const blobs = await files.empty(tx, [id])
      await note(tx, runId, term, { files: 1 }, blobs)
      await store.changes.note(tx, [{ kind: 'conversation', conversationId }])
    })

  const assistant = (runId: string, cut: Cutoffs) =>
    store.transaction(async (tx) => {
      const n = await deleteBot(tx, cut.bot, slice)
      if (n > 0) await note(tx, runId, 'bot', { messages: n }, [])
      return n
    })

  const finish = (runId: string) =>
    store.transaction(async (tx) => {
      const run = await runById(tx, runId)
      if (!run || run.finished_at !== null) return
      await finishRun(tx, runId, clock.now())
      const actor =
        run.operator_id === null
          ? ({ kind: 'system', id: null } as const)
          : ({ kind: 'operator', id: run.operator_id } as const)
      const detail = inShort({ ...noCounts, ...JSON.parse(run.counts_json) })
      await audit.record(tx, {
        actor,
        action: 'retention.run',
        object: { kind: 'retention_run', id: runId },
        result: 'ok',
        detail,
      })
      await store.changes.note(tx, [{ kind: 'privacy', objectId: 'retention' }])
    })

  type Work = { readonly runId: string; readonly cut: Cutoffs; readonly now: number; readonly goesOn: () => boolean }

  const allConversations = async (found: AsyncIterable<Ripe>, single: boolean, { runId, cut, goesOn }: Work) => {
    for await (const ripe of found) {
      if (!goesOn()) return
      if (ripe.holds.length === 0) await conversation(runId, ripe, cut, single, goesOn)
    }
  }

  const allFiles = async ({ runId, cut, now, goesOn }: Work) => {
    let last = ''
    for await (const ripe of ripeFiles(store.read, cut, now)) {
      if (!goesOn()) return
      if (ripe.holds.length === 0 && ripe.id !== last) await file(runId, ripe)
      last = ripe.id
    }
  }

  /** Ends early when `goesOn` says no; the run stays unfinished then. */
  return async (runId: string, cut: Cutoffs, goesOn: () => boolean): Promise<void> => {
    const work = { runId, cut, now: clock.now(), goesOn }
    await allConversations(ripeConversations(store.read, cut, work.now), false, work)
    await allConversations(ripeReserved(store.read, cut, work.now), true, work)
    await allFiles(work)
    while (goesOn() && (await assistant(runId, cut)) > 0);
    if (goesOn()) await finish(runId)
  }
}
