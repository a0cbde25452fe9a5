import { prepared } from './prepared.ts'
import type { Store, Writer } from './store.ts'

/** Proof of owning a line: a claim in the outbox carries the fence, and only the newest fence may send. */
export type Lease = { readonly fence: number }

type Owner = { readonly lineId: string; readonly stationId: string }

/** `now` is in epoch milliseconds; the lease ends `ttlMs` after it unless renewed. */
type Term = { readonly now: number; readonly ttlMs: number }

/**
 * Takes the line when nobody has it, when its owner let the lease run out, is this same station or is known to have
 * ended (`hasEnded`, for a station that was killed). Every time with a larger fence. Returns `null` while another
 * station has it.
 */
export function acquireLease(
  store: Store,
  { lineId, stationId, now, ttlMs, hasEnded }: Owner & Term & { readonly hasEnded?: (stationId: string) => boolean },
): Promise<Lease | null> {
  const expires_at = now + ttlMs
  return store.transaction(async (tx) => {
    const [lease] = await leaseOf(tx, { lineId })
    if (!lease) {
      await tx.insertInto('leases').values({ line_id: lineId, station_id: stationId, fence: 1, expires_at }).execute()
      return { fence: 1 }
    }
    const taken = lease.station_id !== stationId && lease.expires_at > now
    if (taken && !hasEnded?.(lease.station_id)) return null
    const fence = lease.fence + 1
    await tx
      .updateTable('leases')
      .set({ station_id: stationId, fence, expires_at })
      .where('line_id', '=', lineId)
      .execute()
    return { fence }
  })
}

/** Prolongs the lease; `false` when another owner took it, and then this station must stop sending. */
export function renewLease(
  store: Store,
  { lineId, stationId, fence, now, ttlMs }: Owner & Lease & Term,
): Promise<boolean> {
  return setExpiry(store, { lineId, stationId, fence }, now + ttlMs)
}

/** Lets another station take the line at once. Does nothing when it has been taken already. */
export async function releaseLease(store: Store, owned: Owner & Lease): Promise<void> {
  await setExpiry(store, owned, 0)
}

/** Whether `fence` is the newest of the line. Asked in the transaction that acts on the answer. */
export async function holdsLease(tx: Writer, { lineId, fence }: { lineId: string } & Lease): Promise<boolean> {
  const [lease] = await leaseOf(tx, { lineId })
  return lease?.fence === fence
}

function setExpiry(store: Store, { lineId, stationId, fence }: Owner & Lease, expires_at: number): Promise<boolean> {
  return store.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('leases')
      .set({ expires_at })
      .where('line_id', '=', lineId)
      .where('station_id', '=', stationId)
      .where('fence', '=', fence)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 1n
  })
}

const leaseOf = prepared<{ lineId: string }, { station_id: string; fence: number; expires_at: number }>((db, param) =>
  db.selectFrom('leases').select(['station_id', 'fence', 'expires_at']).where('line_id', '=', param('lineId')),
)
