import { z } from 'zod'
import { failure, messageKind } from '../../../contract/inbox.ts'

/**
 * What the station and the process that holds the library and the browser tell each other. Both ends check what they
 * hear: the child repeats what a page made by others says.
 */

/** Why the line stands still until a person acts, or until WhatsApp lifts it. */
export const haltCode = z.enum([
  'logged_out',
  'terms_blocked',
  'version_retired',
  'conflict',
  'whatsapp_changed',
  'browser_missing',
  'browser_forbidden',
  'browser_broken',
  'profile_in_use',
  'profile_unwritable',
])
export type HaltCode = z.infer<typeof haltCode>

const identity = z.object({ phone: z.string().optional(), lid: z.string().optional(), name: z.string().optional() })

const at = z.number()
const said = z.object({
  providerId: z.string().min(1),
  at,
  kind: messageKind,
  text: z.string(),
  media: z
    .object({
      ref: z.record(z.string(), z.unknown()),
      mime: z.string(),
      fileName: z.string().optional(),
      bytes: z.number().optional(),
    })
    .optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), label: z.string().optional() }).optional(),
  replyTo: z.string().optional(),
  /** WhatsApp has not decrypted it yet; the same id comes again when it has. */
  waiting: z.literal(true).optional(),
  /** Found by reading the phone's history, not heard when it was written. */
  recalled: z.literal(true).optional(),
})
const inboundMessage = said.extend({ type: z.literal('message'), from: identity })
const ownMessage = said.extend({ type: z.literal('own_message'), to: identity })

export const heardEvent = z.discriminatedUnion('type', [
  inboundMessage,
  ownMessage,
  z.object({ type: z.literal('edit'), providerId: z.string().min(1), text: z.string(), at }),
  z.object({ type: z.literal('deletion'), providerId: z.string().min(1), at }),
  z.object({ type: z.literal('reaction'), providerId: z.string().min(1), emoji: z.string().nullable(), at }),
  z.object({
    type: z.literal('ack'),
    providerId: z.string().min(1),
    status: z.enum(['accepted', 'delivered', 'read']),
    at,
  }),
])
export type HeardEvent = z.infer<typeof heardEvent>
export type HeardMessage = z.infer<typeof inboundMessage> | z.infer<typeof ownMessage>

/** A chat whose history could not be read back to the mark. Times are epoch milliseconds, `until` by WhatsApp's clock. */
export const gap = z.object({ person: identity, since: z.number(), until: z.number() })
export type Gap = z.infer<typeof gap>

export const startMessage = z.object({
  kind: z.literal('start'),
  /** Absolute; holds the browser's profile and nothing else. */
  sessionFolder: z.string(),
  executablePath: z.string(),
  browserName: z.enum(['edge', 'chrome', 'chromium']),
  browserArgs: z.array(z.string()),
  /** A visible window, for accounts that ask for a passkey while pairing. */
  visible: z.boolean(),
  /** Catch up from here, epoch milliseconds by WhatsApp's clock. */
  mark: z.number(),
})
export type StartMessage = z.infer<typeof startMessage>

/** A file on its way out; its bytes cross the process as they are. */
const outboundMedia = z.object({
  kind: z.enum(['image', 'audio', 'document']),
  mime: z.string(),
  fileName: z.string(),
  bytes: z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array),
})

export const call = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('send'),
    providerId: z.string(),
    to: identity,
    text: z.string(),
    media: outboundMedia.optional(),
    card: z.object({ name: z.string(), phone: z.string() }).optional(),
    replyTo: z.string().optional(),
  }),
  z.object({ name: z.literal('lookUp'), providerId: z.string(), chat: z.string().optional() }),
  z.object({ name: z.literal('fetchMedia'), ref: z.record(z.string(), z.unknown()), maxBytes: z.number() }),
  /**
   * Which chat a send to this person goes to; refuses as `send` does. `known` is what WhatsApp said of the number lately,
   * so that it is not asked again. Answers with `resolved`.
   */
  z.object({ name: z.literal('resolve'), to: identity, known: z.string().optional() }),
  /** Reads the phone's chats again from here on; answers with `reconciled`. */
  z.object({ name: z.literal('reconcile'), from: z.number() }),
  z.object({ name: z.literal('logOut') }),
])
export type Call = z.infer<typeof call>

/** `checked`: WhatsApp was asked whether the number is there. */
export const resolved = z.object({ chat: z.string(), checked: z.boolean() })
export type Resolved = z.infer<typeof resolved>

/** How many conversations the phone has and how many messages of them were read; `gaps` could not be read. */
export const reconciled = z.object({ at: z.number(), chats: z.int(), read: z.int(), gaps: z.array(gap) })
export type Reconciled = z.infer<typeof reconciled>

export const toChild = z.discriminatedUnion('kind', [
  startMessage,
  z.object({ kind: z.literal('call'), id: z.number(), call }),
  /** The batch is committed: the child may forget it. */
  z.object({ kind: z.literal('delivered'), batch: z.number() }),
  z.object({ kind: z.literal('stop') }),
])
export type ToChild = z.infer<typeof toChild>

/** How a call ended; `unknown` says that nobody knows. */
export const callFailure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not_sent'), failure, retry: z.boolean() }),
  z.object({ kind: z.literal('media_unavailable'), retry: z.boolean() }),
  z.object({ kind: z.literal('unknown'), reason: z.string() }),
])
export type CallFailure = z.infer<typeof callFailure>

export const fromChild = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('qr'), text: z.string() }),
  z.object({ kind: z.literal('authenticated') }),
  z.object({ kind: z.literal('syncing'), percent: z.number() }),
  z.object({ kind: z.literal('ready'), phone: z.string().nullable(), whatsappVersion: z.string() }),
  /** The page lost WhatsApp's server and tries again by itself; `ready` follows when it is back. */
  z.object({ kind: z.literal('offline') }),
  z.object({ kind: z.literal('halt'), code: haltCode, detail: z.string() }),
  /** Something broke; the child ends itself and wants to be started again. */
  z.object({ kind: z.literal('broken'), reason: z.string() }),
  z.object({ kind: z.literal('events'), batch: z.number(), events: z.array(heardEvent) }),
  /** Everything up to `mark` (WhatsApp's clock) is committed, as of `at` (ours), but for the gaps. */
  z.object({
    kind: z.literal('complete'),
    mark: z.number(),
    at: z.number(),
    gaps: z.array(gap),
  }),
  z.object({ kind: z.literal('alive'), memoryMiB: z.number(), heapMiB: z.number() }),
  /** Counters and names of errors; never what a citizen wrote. */
  z.object({ kind: z.literal('note'), what: z.string(), detail: z.string() }),
  z.object({ kind: z.literal('answer'), id: z.number(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), id: z.number(), failure: callFailure }),
])
export type FromChild = z.infer<typeof fromChild>
