import type { Reader, Writer } from '../store/store.ts'
import { broadcastOfDelivery } from './delivery-queries.ts'

/** The broadcast that a delivery is of; null where there is none. */
export async function broadcastOf(db: Reader | Writer, deliveryId: string): Promise<string | null> {
  const [row] = await broadcastOfDelivery(db, { deliveryId })
  return row?.broadcast_id ?? null
}
