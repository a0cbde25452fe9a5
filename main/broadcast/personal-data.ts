import type { Reader, Store, Writer } from '../store/store.ts'
import { deliveriesTo, nobodysDeliveries } from './delivery-queries.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Which broadcasts were meant for a citizen. Their counts stay, as nobody's. */
export function broadcastPersonalData({ store }: { readonly store: Store }) {
  return {
    name: 'broadcasts',

    async collect(db: Reader | Writer, citizenId: string) {
      const json = (await deliveriesTo(db, citizenId)).map(({ purpose, state, released_at }) => ({
        purpose,
        state,
        at: released_at === null ? null : iso(released_at),
      }))
      return { json, files: [] }
    },

    async erase(tx: Writer, citizenId: string) {
      const removed = (await deliveriesTo(tx, citizenId)).length
      await nobodysDeliveries(tx, citizenId)
      if (removed > 0) await store.changes.note(tx, [{ kind: 'broadcasts' }])
      return { removed, kept: removed > 0 ? [{ what: 'broadcast_counts', why: 'no_person' }] : [] }
    },
  }
}
