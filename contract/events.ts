import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant } from './common.ts'

/**
 * What a console hears. Events say what changed, never what it says: the console asks again, and the
 * permission is checked there. `seq` is the place in the change feed; a console that was away subscribes
 * from its last one. `reset`: the feed no longer reaches that far back, ask for everything again.
 */
export const event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('conversation'), seq: z.int(), conversationId: id }),
  z.object({ kind: z.literal('message'), seq: z.int(), conversationId: id, messageId: id, inbound: z.boolean() }),
  z.object({ kind: z.literal('line'), seq: z.int(), lineId: id }),
  z.object({ kind: z.literal('settings'), seq: z.int() }),
  z.object({ kind: z.literal('operators'), seq: z.int() }),
  /** Flows, phrases or facts of the assistant. */
  z.object({ kind: z.literal('assistant'), seq: z.int() }),
  z.object({ kind: z.literal('reports'), seq: z.int() }),
  z.object({ kind: z.literal('appointments'), seq: z.int() }),
  z.object({ kind: z.literal('citizens'), seq: z.int() }),
  z.object({ kind: z.literal('consents'), seq: z.int() }),
  /** Notices, rights, retention, incidents or the ledger. */
  z.object({ kind: z.literal('privacy'), seq: z.int() }),
  z.object({ kind: z.literal('broadcasts'), seq: z.int() }),
  z.object({ kind: z.literal('reset'), seq: z.int() }),
  /** Not in the feed: an operator is writing now. */
  z.object({
    kind: z.literal('typing'),
    conversationId: id,
    operator: z.object({ id, name: z.string() }),
    until: instant,
  }),
])
export type ConsoleEvent = z.infer<typeof event>

export const events = {
  subscribe: procedure('inbox.read')
    .route({ method: 'GET', path: '/events', summary: 'Live changes, as server-sent events' })
    .input(z.object({ since: z.coerce.number().int().optional() }))
    .output(eventIterator(event)),
}
