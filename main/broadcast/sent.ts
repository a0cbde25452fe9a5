import { Problem } from '../../contract/problems.ts'
import type { Reader } from '../store/store.ts'
import type { Acts } from './acts.ts'
import { type DeliveryAfter, deliveriesAfter, isNobody } from './delivery-queries.ts'
import type { BroadcastNeeds } from './needs.ts'
import { hasLeft } from './rules.ts'

/** Rows read at once; others get their turn between two reads. */
const page = 500

/** Everybody of its list, in its order, page by page. */
export async function* listOf(db: Reader, broadcastId: string): AsyncGenerator<readonly DeliveryAfter[]> {
  for (let after = -1; ; ) {
    const rows = await deliveriesAfter(db, broadcastId, after, page)
    yield rows
    const last = rows.at(-1)
    if (rows.length < page || !last) return
    after = last.position
  }
}

async function* leftOf(db: Reader, broadcastId: string) {
  for await (const rows of listOf(db, broadcastId))
    yield rows.filter(hasLeft).map((row) => ({
      deliveryId: row.id,
      citizenId: isNobody(row.citizen_id) ? null : row.citizen_id,
      seq: row.consent_seq,
      at: row.released_at ?? 0,
    }))
}

/** To whom something of a broadcast left, and on the strength of what. */
export const sentOf =
  ({ store }: Pick<BroadcastNeeds, 'store'>, { load }: Pick<Acts, 'load'>) =>
  /** Throws `NOT_FOUND`, and `WRONG_STATE` before it was launched. */
  async (broadcastId: string) => {
    const row = await load(store.read, broadcastId)
    if (row.launched_at === null) throw new Problem('WRONG_STATE', { state: row.state })
    const { purpose: purposeId, exception_id: exceptionId } = row
    return { broadcastId, purposeId, exceptionId, recipients: leftOf(store.read, broadcastId) }
  }
