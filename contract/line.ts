import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant } from './common.ts'
import {
  forecast,
  haltCause,
  lineCalendar,
  linePolicy,
  lineSafety,
  lineSettings,
  rehearsal,
  rehearsalFaults,
} from './line-safety.ts'

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
  /** What looks for malware in the files that arrive; null when nothing does on the station's machine. */
  scanner: z.string().nullable(),
  outbox: z.object({
    queued: z.int(),
    sending: z.int(),
    check: z.int(),
    failedToday: z.int(),
    sentToday: z.int(),
  }),
})
export type Line = z.infer<typeof line>

/** Where the link to the town's phone stands. `halted` waits for a person; `restricted` for WhatsApp. */
export const linkPhase = z.enum([
  'not_linked',
  'starting',
  'qr',
  'syncing',
  'connected',
  'reconnecting',
  'restricted',
  'halted',
])
export type LinkPhase = z.infer<typeof linkPhase>

/** Why the line stands still until a person acts. */
export const linkHalt = z.enum([
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
export type LinkHalt = z.infer<typeof linkHalt>

export const link = z.object({
  phase: linkPhase,
  /** When this phase began. */
  since: instant,
  /** What the phone scans; null without `line.control`, as whoever reads it can link a phone. */
  qr: z.string().nullable(),
  /** Until when a QR is shown; afterwards somebody asks for it again. */
  pairingUntil: instant.nullable(),
  halt: linkHalt.nullable(),
  /** What the machine said about the halt: a policy, a path, a state. */
  detail: z.string().nullable(),
  nextAttemptAt: instant.nullable(),
  /** Sync progress, 0 to 100. */
  percent: z.number().nullable(),
  /** The town's own number, E.164. */
  phone: z.string().nullable(),
  restrictedUntil: instant.nullable(),
  /** Everything up to here is recorded, but for the gaps. */
  completeUntil: instant.nullable(),
  /** Since when the line speaks again after a restriction, slowly for a day; null when it never had one. */
  resumedAt: instant.nullable(),
  /** Conversations whose history could not be read back to where it was known: whose, and from when to when. */
  gaps: z.array(z.object({ phone: z.string().nullable(), since: instant, until: instant })),
  /** The phone's whole list of chats is being compared with what is recorded. */
  reconciling: z.boolean(),
  /** How the last such comparison went. */
  reconciliation: z
    .object({
      at: instant,
      by: z.enum(['schedule', 'person']),
      outcome: z.enum(['whole', 'gaps', 'failed']),
      /** Conversations looked at. */
      chats: z.int(),
      /** Messages that were missing here. */
      recovered: z.int(),
    })
    .nullable(),
  /** False: another station holds the line, and only it knows how the link is. */
  here: z.boolean(),
})
export type Link = z.infer<typeof link>

/** Whether the browser of the station's machine would do: its version, or what is wrong and what the machine said. */
export const browserCheck = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    name: z.enum(['edge', 'chrome', 'chromium']),
    path: z.string(),
    version: z.string(),
  }),
  z.object({ ok: z.literal(false), code: linkHalt, detail: z.string() }),
])
export type BrowserCheck = z.infer<typeof browserCheck>

export const lines = {
  list: procedure('line.read').route({ method: 'GET', path: '/lines' }).output(z.array(line)),
  /** Null where no phone can be linked: a practice town. */
  linkState: procedure('line.read').route({ method: 'GET', path: '/lines/link' }).output(link.nullable()),
  /** Shows a QR, or tries again after a halt. `visible` opens the browser's window, for accounts that ask for a passkey. */
  link: procedure('line.control')
    .route({ method: 'POST', path: '/lines/link' })
    .input(z.object({ visible: z.boolean().default(false) }))
    .output(done),
  /** Starts the browser once, away from the session. Which one is used is set where the station is started. */
  checkBrowser: procedure('line.control').route({ method: 'POST', path: '/lines/browser/check' }).output(browserCheck),
  /** Compares the phone's whole list of chats with what is recorded. It goes on after the answer. */
  reconcile: procedure('line.control').route({ method: 'POST', path: '/lines/reconcile' }).output(done),
  /** Ends a restriction before its time; the reason is kept in the audit trail. Nothing makes WhatsApp agree. */
  liftRestriction: procedure('line.control')
    .route({ method: 'POST', path: '/lines/lift-restriction' })
    .input(z.object({ reason: z.string().trim().min(10).max(300), confirm: z.literal(true) }))
    .output(done),
  /** Leaves the phone's list of devices and forgets the session and its copies. What is recorded stays. */
  unlink: procedure('line.control')
    .route({ method: 'POST', path: '/lines/unlink' })
    .input(z.object({ confirm: z.literal(true) }))
    .output(done),
  /** What the town may start today, what holds it back, how the brake stands and why it stopped before. */
  safety: procedure('line.read')
    .route({ method: 'GET', path: '/lines/{id}/safety' })
    .input(z.object({ id }))
    .output(lineSafety),
  /** Lets a stopped line speak again, slowly for a day. Throws `WRONG_STATE` and `LINE_RESTS`. */
  resume: procedure('line.control')
    .route({ method: 'POST', path: '/lines/{id}/resume' })
    .input(z.object({ id, cause: haltCause, reason: z.string().trim().min(10).max(500), confirm: z.literal(true) }))
    .output(done),
  policy: procedure('line.read').route({ method: 'GET', path: '/lines/policy' }).output(linePolicy),
  /** Throws `BAD_INPUT` with the fields that pass a limit. */
  savePolicy: procedure('line.control')
    .route({ method: 'PUT', path: '/lines/policy' })
    .input(lineSettings)
    .output(linePolicy),
  /** When so many messages would have left, and what makes them wait. */
  forecast: procedure('line.read')
    .route({ method: 'GET', path: '/lines/{id}/forecast' })
    .input(
      z.object({
        id,
        recipients: z.coerce.number().int().min(0).max(100_000),
        startAt: z.coerce.number().int().optional(),
      }),
    )
    .output(forecast),
  /** What each of the next weeks' days holds; it names broadcasts. */
  calendar: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/lines/{id}/calendar' })
    .input(z.object({ id }))
    .output(lineCalendar),
  /** A broadcast on a line that only exists in thoughts, by the rules of this one. Nothing is sent. */
  rehearse: procedure('line.read')
    .route({ method: 'POST', path: '/lines/{id}/rehearsal' })
    .input(
      z.object({
        id,
        recipients: z.int().min(1).max(20_000),
        startAt: instant.optional(),
        faults: rehearsalFaults,
      }),
    )
    .output(rehearsal),
}
