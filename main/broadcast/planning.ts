import type { Writer } from '../store/store.ts'
import type { Acts } from './acts.ts'
import { type Audiences, type Judged, slice } from './audience.ts'
import { countWithoutConsent } from './audience-queries.ts'
import { type DeliveryRow, insertDeliveries, lastPosition } from './delivery-queries.ts'
import { audiencePlanOf } from './launching.ts'
import type { BroadcastNeeds } from './needs.ts'
import { type BroadcastRow, markPlanned } from './queries.ts'

/** Rows of one statement: as many as SQLite takes values of. */
const rowsTogether = 250

/**
 * Freezes who gets what, slice by slice. Each slice is one transaction that also moves the mark of how far the plan has
 * come, and only if nobody else has: a plan cut off goes on where it was, and two stations write one plan.
 */
export function planning(needs: BroadcastNeeds, { noted }: Acts, audiences: Audiences) {
  const { store, clock, newId } = needs

  const rowOf = (broadcastId: string, { candidate, verdict }: Judged, position: number): DeliveryRow => ({
    id: newId(),
    broadcast_id: broadcastId,
    citizen_id: candidate.citizenId,
    position,
    language: verdict.language,
    variant: verdict.variant,
    state: verdict.excluded ? 'excluded' : 'planned',
    reason: verdict.excluded ?? (verdict.notBefore > clock.now() ? 'frequency' : ''),
    not_before: verdict.notBefore,
    consent_seq: null,
    fence: null,
    message_id: null,
    released_at: null,
  })

  const write = async (tx: Writer, row: BroadcastRow, judged: readonly Judged[]) => {
    const first = (await lastPosition(tx, row.id)) + 1
    const rows = judged.map((one, place) => rowOf(row.id, one, first + place))
    for (let from = 0; from < rows.length; from += rowsTogether)
      await insertDeliveries(tx, rows.slice(from, from + rowsTogether))
    return rows.filter(({ state }) => state === 'planned').length
  }

  const ending = async (tx: Writer, row: BroadcastRow) => {
    const outside = await countWithoutConsent(tx, audiencePlanOf(row))
    const counts = outside > 0 ? [{ reason: 'no_consent', count: outside }] : []
    return { planned_at: clock.now(), outside_json: JSON.stringify(counts) }
  }

  return {
    /** Plans the next slice; true when the plan is whole. Returns false also when another station was faster. */
    async planSlice(row: BroadcastRow): Promise<boolean> {
      return store.transaction(async (tx) => {
        const judged = await audiences.judge(tx, audiencePlanOf(row), row.plan_after)
        const last = judged.at(-1)?.candidate.citizenId ?? row.plan_after
        const isWhole = judged.length < slice
        const recipients = row.recipients + judged.filter(({ verdict }) => !verdict.excluded).length
        const mark = { plan_after: last, recipients, ...(isWhole && (await ending(tx, row))) }
        if (!(await markPlanned(tx, row.id, row.plan_after, mark))) return false
        await write(tx, row, judged)
        if (isWhole) await noted(tx, row.id)
        return isWhole
      })
    },
  }
}

export type Planning = ReturnType<typeof planning>
