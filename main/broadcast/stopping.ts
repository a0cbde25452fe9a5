import type { Failure } from '../../contract/inbox.ts'
import type { Writer } from '../store/store.ts'
import { stateOfDelivery } from './delivery-queries.ts'

type Passage =
  | { readonly do: 'send' }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'refuse'; readonly failure: Failure }

/** How soon a message of a paused broadcast asks again, in milliseconds. */
const pauseLook = 60_000

/** What waits in the outbox obeys its broadcast too: it waits while that is paused, and is refused once it is cancelled. */
export const broadcastGate = {
  async judge(tx: Writer, row: { readonly delivery_id: string | null }, now: number): Promise<Passage> {
    if (row.delivery_id === null) return { do: 'send' }
    const [broadcast] = await stateOfDelivery(tx, { deliveryId: row.delivery_id })
    switch (broadcast?.state) {
      case 'running':
      case 'done':
        return { do: 'send' }
      case 'paused':
        return { do: 'wait', until: now + pauseLook }
      default:
        return { do: 'refuse', failure: 'broadcast_stopped' }
    }
  },
}
