import { Problem } from '../../contract/problems.ts'
import { type AuditEntry, actorOf, type Operator, systemActor } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import { type Acts, audienceOf, hashOf, variantsOf } from './acts.ts'
import type { Audiences } from './audience.ts'
import { excludePlanned, forgetDeliveries } from './delivery-queries.ts'
import type { Drafting } from './drafting.ts'
import type { BroadcastNeeds } from './needs.ts'
import { type BroadcastRow, dueSchedules, moveBroadcast } from './queries.ts'
import { isMissed } from './rules.ts'

export const audiencePlanOf = (row: BroadcastRow) => ({
  broadcastId: row.id,
  lineId: row.line_id,
  purpose: row.purpose,
  emergency: row.emergency === 1,
  audience: audienceOf(row),
  variants: variantsOf(row),
})

/** Beginning, halting and ending. Each act changes the state only where it may, so of two at once one wins. */
export function launching(needs: BroadcastNeeds, acts: Acts, audiences: Audiences, drafts: Drafting) {
  const { store, clock } = needs
  const { load, move, record, recordBy } = acts

  const requireRecipients = async (row: BroadcastRow) => {
    const { candidates, recipients } = await audiences.survey(store.read, audiencePlanOf(row))
    if (recipients === 0) throw new Problem('NO_RECIPIENTS', { reason: candidates === 0 ? 'empty' : 'all_excluded' })
  }

  const begin = async (tx: Writer, actor: AuditEntry['actor'], row: BroadcastRow, undoMs: number) => {
    // What is sent is what was approved, to the letter.
    if (row.text_hash === null || hashOf(row) !== row.text_hash) throw new Problem('WRONG_STATE', { state: 'draft' })
    const { timeZone } = await needs.town()
    const now = clock.now()
    const moved = await move(tx, row.id, 'launch', {
      state: 'running',
      launched_at: now,
      release_from: now + undoMs,
      comment: '',
    })
    await drafts.scheduleNext(tx, moved, timeZone)
    await record(tx, actor, 'launch', row.id)
  }

  const simply = (act: 'pause' | 'resume', state: 'paused' | 'running') => (operator: Operator, id: string) =>
    store.transaction(async (tx) => {
      await move(tx, id, act, { state, waiting_reason: null, waiting_until: null })
      await recordBy(tx, operator, act, id)
    })

  /** Its time has come: it begins, or says why it does not. */
  const start = async (id: string) => {
    const row = await load(store.read, id)
    const why = await hindrance(row)
    await store.transaction(async (tx) => {
      const now = await load(tx, id)
      if (now.state !== 'scheduled') return
      if (why === null) return begin(tx, systemActor, now, 0)
      await move(tx, id, 'launch', { state: 'approved', schedule_at: null, recurrence: null, comment: why })
      const { timeZone } = await needs.town()
      await drafts.scheduleNext(tx, now, timeZone)
      await record(tx, systemActor, 'not_started', id, why)
    })
  }

  const hindrance = async (row: BroadcastRow): Promise<string | null> => {
    if (row.schedule_at !== null && isMissed(row.schedule_at, clock.now())) return 'missed'
    try {
      await requireRecipients(row)
      return null
    } catch (error) {
      if (error instanceof Problem && error.code === 'NO_RECIPIENTS') return 'no_recipients'
      throw error
    }
  }

  return {
    /** Refuses with NO_RECIPIENTS, and WRONG_STATE what is not approved or has begun. */
    async launch(operator: Operator, id: string, undoSeconds: number): Promise<void> {
      const row = await load(store.read, id)
      if (row.state !== 'approved' && row.state !== 'scheduled') throw new Problem('WRONG_STATE', { state: row.state })
      await requireRecipients(row)
      await store.transaction(async (tx) => begin(tx, actorOf(operator), await load(tx, id), undoSeconds * 1000))
    },

    /** Undoes a launch of which nothing has left; refuses with ALREADY_LEFT. */
    async recall(operator: Operator, id: string): Promise<void> {
      await store.transaction(async (tx) => {
        const row = await move(tx, id, 'recall', {
          state: 'approved',
          launched_at: null,
          release_from: null,
          plan_after: '',
          planned_at: null,
          recipients: 0,
          outside_json: '[]',
        })
        if (row.released > 0) throw new Problem('ALREADY_LEFT')
        await forgetDeliveries(tx, id)
        await recordBy(tx, operator, 'recall', id)
      })
    },

    pause: simply('pause', 'paused'),
    resume: simply('resume', 'running'),

    /** What has not been handed over never is; what waits in the outbox is stopped at its gate. */
    async cancel(operator: Operator, id: string): Promise<void> {
      await store.transaction(async (tx) => {
        await move(tx, id, 'cancel', {
          state: 'cancelled',
          finished_at: clock.now(),
          waiting_reason: null,
          waiting_until: null,
        })
        await excludePlanned(tx, id, 'stopped')
        await recordBy(tx, operator, 'cancel', id)
      })
    },

    /** Everything was handed over and came to an end. */
    async finish(tx: Writer, id: string): Promise<void> {
      const finished_at = clock.now()
      const done = { state: 'done' as const, finished_at, updated_at: finished_at, waiting_reason: null }
      if (await moveBroadcast(tx, id, ['running'], { ...done, waiting_until: null }))
        await record(tx, systemActor, 'finish', id)
    },

    async startDue(lineId: string): Promise<void> {
      for (const { id } of await dueSchedules(store.read, lineId, clock.now())) await start(id)
    },
  }
}

export type Launching = ReturnType<typeof launching>
