import { Problem } from '../../contract/problems.ts'
import type { Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import { type Acts, hashOf } from './acts.ts'
import type { BroadcastNeeds } from './needs.ts'
import type { BroadcastRow } from './queries.ts'
import { approverIs } from './rules.ts'
import { scheduleFault } from './schedule.ts'

/** A second person reads what would leave, to whom and when, and answers for it. */
export function approval(needs: BroadcastNeeds, { load, move, recordBy, faults, fourEyes }: Acts) {
  const { store, clock } = needs

  const requireSound = async (tx: Writer, row: BroadcastRow) => {
    const found = await faults(tx, row)
    if (found.length > 0) throw new Problem('BROADCAST_FAULTY', { faults: [...found] })
  }

  const approverOf = async (tx: Writer, operator: Operator, row: BroadcastRow) => {
    const approver = approverIs(operator.id, [row.author_id, row.editor_id], await fourEyes(tx, row))
    if (approver === 'refused') throw new Problem('SECOND_PERSON_NEEDED')
    return approver
  }

  const requireToCome = ({ schedule_at: at, recurrence: rule }: BroadcastRow, timeZone: string) => {
    const late = scheduleFault({ at, rule, timeZone }, clock.now())
    if (late) throw new Problem('SCHEDULE_REFUSED', { reason: late })
  }

  return {
    /** Refuses with BROADCAST_FAULTY or WRONG_STATE. */
    async submit(operator: Operator, id: string): Promise<void> {
      await store.transaction(async (tx) => {
        await requireSound(tx, await load(tx, id))
        await move(tx, id, 'submit', { state: 'waiting_approval', comment: '' })
        await recordBy(tx, operator, 'submit', id)
      })
    },

    async sendBack(operator: Operator, id: string, comment: string): Promise<void> {
      await store.transaction(async (tx) => {
        await move(tx, id, 'send_back', {
          state: 'draft',
          comment,
          approver_id: null,
          approved_at: null,
          text_hash: null,
        })
        await recordBy(tx, operator, 'send_back', id)
      })
    },

    /**
     * Refuses with SECOND_PERSON_NEEDED who wrote it, BROADCAST_CHANGED what was read before a change, BROADCAST_FAULTY, and
     * SCHEDULE_REFUSED a time that has passed meanwhile.
     */
    async approve(operator: Operator, id: string, revision: number | undefined): Promise<void> {
      const { timeZone } = await needs.town()
      await store.transaction(async (tx) => {
        const row = await load(tx, id)
        if (revision !== undefined && row.revision !== revision)
          throw new Problem('BROADCAST_CHANGED', { revision: row.revision })
        const approver = await approverOf(tx, operator, row)
        await requireSound(tx, row)
        requireToCome(row, timeZone)
        await move(tx, id, 'approve', {
          state: row.schedule_at === null ? 'approved' : 'scheduled',
          approver_id: operator.id,
          approved_at: clock.now(),
          text_hash: hashOf(row),
          comment: '',
          exception_id: await exceptionFor(tx, row, operator),
        })
        await recordBy(tx, operator, 'approve', id, approver === 'author' ? 'one_person' : undefined)
      })
    },
  }

  async function exceptionFor(tx: Writer, row: BroadcastRow, approver: Operator): Promise<string | null> {
    if (row.emergency === 0) return null
    const { purpose, reason, editor_id: askedBy } = row
    return needs.permissions.except(tx, { purpose, reason, askedBy, approvedBy: approver.id })
  }
}
