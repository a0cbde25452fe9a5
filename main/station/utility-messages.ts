import { z } from 'zod'

/** What the shell says to the station's process. `attach` carries exactly one message port. */
export const toStation = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    dataDirectory: z.string().min(1),
    /** The folder of the shipped data. */
    resourcesDirectory: z.string().min(1),
    version: z.string(),
    /** 32 bytes; null when the vault holds a key that it cannot read. */
    masterKey: z
      .instanceof(Uint8Array)
      .refine((key) => key.length === 32)
      .nullable(),
  }),
  /** `desk` names the window's PC for the quick switch of operators. */
  z.object({ kind: z.literal('attach'), desk: z.string().min(1).max(200) }),
  /** The process of a line runs; carries exactly one message port, whose other end the process has. */
  z.object({ kind: z.literal('line'), id: z.int(), pid: z.int().nullable() }),
  z.object({ kind: z.literal('line_ended'), id: z.int() }),
  z.object({ kind: z.literal('shutdown') }),
])
export type ToStation = z.infer<typeof toStation>
export type StartMessage = Extract<ToStation, { kind: 'start' }>

/** What the station's process says to the shell. */
export const fromStation = z.discriminatedUnion('kind', [
  /** Ports may be attached. */
  z.object({ kind: z.literal('ready') }),
  /** Conversations in which the citizen had the last word. */
  z.object({ kind: z.literal('unanswered'), count: z.int().min(0) }),
  /** A citizen wrote. `citizenName` is null when nobody is signed in to read it. */
  z.object({
    kind: z.literal('notify'),
    conversationId: z.string().min(1).max(64),
    citizenName: z.string().nullable(),
  }),
  /** Start the process of a line, and call it `id`. */
  z.object({ kind: z.literal('line_start'), id: z.int() }),
  /** End it at once and for certain. */
  z.object({ kind: z.literal('line_kill'), id: z.int() }),
  /** The station cannot run and starting it again would not help. `code` is a store problem or `INTERNAL`. */
  z.object({ kind: z.literal('fatal'), code: z.string().max(60) }),
])
export type FromStation = z.infer<typeof fromStation>
