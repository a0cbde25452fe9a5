import type { DeliveryState } from '../../contract/broadcast.ts'
import type { Broadcast } from '../../contract/broadcasts.ts'
import type { BroadcastDesk } from './broadcast-desk.ts'

export const hour = 3_600_000
export const refused = (code: string, data?: object) => ({ code, ...(data && { data }) })

/** Lets the station run until its broadcasts rest. */
export async function run(desk: BroadcastDesk, ms = 10_000) {
  await desk.clock.advance(ms)
  await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Moves the clock until the broadcast is as it should become. */
export async function becomes(desk: BroadcastDesk, id: string, satisfied: (broadcast: Broadcast) => boolean) {
  for (let tries = 0; tries < 200; tries++) {
    const broadcast = await desk.broadcasts.get(id)
    if (satisfied(broadcast)) return broadcast
    await run(desk, 1_000)
  }
  throw new Error(`it stayed ${JSON.stringify(await desk.broadcasts.get(id))}`)
}

export const settled = (
  desk: BroadcastDesk,
  id: string,
  satisfied: (counts: Record<DeliveryState, number>) => boolean,
) => becomes(desk, id, ({ counts }) => satisfied(counts))

/** WhatsApp acknowledges everything that waits. */
export async function acknowledge(desk: BroadcastDesk, status: 'accepted' | 'delivered' | 'read' = 'accepted') {
  for (const { provider_id: providerId } of await desk.queued())
    await desk.store.transaction((tx) => desk.queue.acknowledge(tx, { lineId: 'line-1', providerId, status }))
}
