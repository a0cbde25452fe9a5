import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant } from './common.ts'

export const lineState = z.enum(['unlinked', 'connecting', 'connected', 'reconnecting', 'restricted', 'stopped'])
export type LineState = z.infer<typeof lineState>

export const line = z.object({
  id,
  name: z.string(),
  channel: z.enum(['practice', 'webjs', 'cloud']),
  phone: z.string().nullable(),
  state: lineState,
  since: instant,
  /** What the channel can do; nothing else is offered. */
  capabilities: z.array(z.string()),
  outbox: z.object({
    queued: z.int(),
    sending: z.int(),
    check: z.int(),
    failedToday: z.int(),
    sentToday: z.int(),
  }),
})
export type Line = z.infer<typeof line>

export const lines = {
  list: procedure('line.read').route({ method: 'GET', path: '/lines' }).output(z.array(line)),
}
