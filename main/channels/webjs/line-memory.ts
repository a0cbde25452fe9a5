import { z } from 'zod'
import type { Clock } from '../../station/needs.ts'
import type { Store } from '../../store/store.ts'
import { gap } from './protocol.ts'
import { lineSetting, putLineSetting } from './queries.ts'
import { verified } from './verified-numbers.ts'

const reconciliation = z
  .object({
    at: z.number(),
    by: z.enum(['schedule', 'person']),
    outcome: z.enum(['whole', 'gaps', 'failed']),
    chats: z.int(),
    recovered: z.int(),
  })
  .nullable()
  .default(null)

/** What a line remembers over restarts. Times are epoch milliseconds. */
const memory = z.object({
  /** A phone has scanned, and has not logged out since. */
  linked: z.boolean().default(false),
  /** Up to where everything is recorded, by WhatsApp's clock. */
  mark: z.number().nullable().default(null),
  completeUntil: z.number().nullable().default(null),
  gaps: z.array(gap).default([]),
  phone: z.string().nullable().default(null),
  /** Recorded messages that could not be read yet. */
  waiting: z.array(z.string()).default([]),
  /** The chats of the last sends, so that each can be looked up. */
  sends: z.array(z.tuple([z.string(), z.string()])).default([]),
  restrictedUntil: z.number().nullable().default(null),
  restrictions: z.number().default(0),
  /** Since when the line speaks again after its last restriction. */
  resumedAt: z.number().nullable().default(null),
  /** Nothing before it is looked for: what was written before the link never comes in. */
  linkedAt: z.number().nullable().default(null),
  reconciliation,
  /** When the last comparison that left no gap ended. */
  wholeAt: z.number().nullable().default(null),
  verified: z.array(verified).default([]),
  browserPath: z.string().nullable().default(null),
})
export type Remembered = z.infer<typeof memory>

const rememberedSends = 64

export const withSend = (sends: Remembered['sends'], providerId: string, chat: string): Remembered['sends'] =>
  [...sends.filter(([id]) => id !== providerId), [providerId, chat] satisfies [string, string]].slice(-rememberedSends)

/** The memory of one line: one row of the settings, read once and written whole, one write at a time. */
export function lineMemory(needs: { readonly store: Store; readonly clock: Clock; readonly lineId: string }) {
  const { store, clock } = needs
  const key = `webjs.${needs.lineId}` as const
  let now: Remembered = memory.parse({})
  let turn: Promise<unknown> = Promise.resolve()

  return {
    get: (): Remembered => now,

    async load(): Promise<Remembered> {
      const json = await lineSetting(store.read, key)
      const read = memory.safeParse(json === null ? {} : JSON.parse(json))
      now = read.data ?? memory.parse({})
      return now
    },

    /** Resolves when it is committed. */
    change(change: Partial<Remembered>): Promise<void> {
      now = { ...now, ...change }
      const written = turn.then(() => store.transaction((tx) => putLineSetting(tx, key, now, clock.now())))
      turn = written.catch(() => undefined)
      return written
    },
  }
}

export type LineMemory = ReturnType<typeof lineMemory>
