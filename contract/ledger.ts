import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant, language } from './common.ts'

/** What can happen to a consent; `doubt` and the like are states of other tables. */
export const ledgerEvents = [
  'requested',
  're_requested',
  'given',
  'confirmed',
  'refused',
  'withdrawn',
  'expired',
  'paused',
  'resumed',
  'number_changed',
  'exception',
  'blocked',
  'destroyed',
] as const
export const ledgerEvent = z.enum(ledgerEvents)
export type LedgerEvent = z.infer<typeof ledgerEvent>

/** How it reached the town hall. */
export const ledgerMethods = ['chat', 'qr', 'counter', 'paper', 'phone', 'web', 'import'] as const
export const ledgerMethod = z.enum(ledgerMethods)
export type LedgerMethod = z.infer<typeof ledgerMethod>

/**
 * What is wrong with the ledger: a number is missing (`gap`), an entry or its link to the one before was changed
 * (`entry`), it stands under somebody else (`subject`), what it says sealed was (`sealed`), the key of its subject
 * was (`key`) or was destroyed without an entry that says so (`key_destroyed`), entries were cut off the end (`end`), or
 * a signed head does not fit (`head`).
 */
export const ledgerFaults = ['gap', 'entry', 'subject', 'sealed', 'key', 'key_destroyed', 'end', 'head'] as const
export const ledgerFault = z.enum(ledgerFaults)
export type LedgerFault = z.infer<typeof ledgerFault>

export const ledgerResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), entries: z.int(), head: z.string() }),
  /** `seq`: the first entry that is wrong. */
  z.object({ ok: z.literal(false), seq: z.int(), fault: ledgerFault }),
])
export type LedgerResult = z.infer<typeof ledgerResult>

export const ledgerHead = z.object({
  /** `2026-11-26`, in the town. */
  day: z.string(),
  entries: z.int(),
  head: z.string(),
  at: instant,
  /** Of the public key that signed it. */
  fingerprint: z.string(),
})
export type LedgerHead = z.infer<typeof ledgerHead>

export const ledgerState = z.object({
  entries: z.int(),
  /** Hash of the last entry, hex; 64 zeros while there is none. */
  head: z.string(),
  /** Null before the first verification. */
  lastCheck: z.object({ at: instant, result: ledgerResult }).nullable(),
  /** How far a verification is. */
  running: z.object({ checked: z.int(), of: z.int() }).nullable(),
  /** Of the key this station signs with. */
  fingerprint: z.string(),
  /** The newest first, 31 at the most. */
  heads: z.array(ledgerHead),
})
export type LedgerState = z.infer<typeof ledgerState>

export const ledgerEntry = z.object({
  seq: z.int(),
  at: instant,
  event: ledgerEvent,
  purpose: z.object({ id: z.string(), version: z.int() }).nullable(),
  basis: z.string().nullable(),
  notice: z.object({ id: z.string(), version: z.int(), language, sha256: z.string() }).nullable(),
  method: ledgerMethod,
  actor: z.object({ kind: z.enum(['citizen', 'operator', 'bot', 'system']), id: z.string().nullable() }),
  expiresAt: instant.nullable(),
  hash: z.string(),
  /** Null once the subject's key is destroyed: nobody can read it any more. */
  clear: z
    .object({
      identity: z.string().optional(),
      shown: z.string().optional(),
      question: z.string().optional(),
      answer: z.string().optional(),
      age: z.string().optional(),
      detail: z.string().optional(),
    })
    .nullable(),
  /** Messages it rests on, with their states at that moment. */
  messages: z.array(
    z.object({
      messageId: z.string(),
      providerId: z.string().nullable(),
      direction: z.enum(['in', 'out']),
      status: z.string().nullable(),
      at: instant,
    }),
  ),
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

const target = z.object({ citizenId: id })
/** Documents of the console are written in these. */
export const evidenceLanguage = z.enum(['es', 'en'])
export type EvidenceLanguage = z.infer<typeof evidenceLanguage>

export const ledger = {
  state: procedure('privacy.read')
    .route({ method: 'GET', path: '/ledger', summary: 'State of the ledger of consents' })
    .output(ledgerState),
  alarm: procedure('inbox.read')
    .route({ method: 'GET', path: '/ledger/alarm', summary: 'Whether the ledger was found broken' })
    .output(z.object({ broken: z.object({ seq: z.int(), fault: ledgerFault, at: instant }).nullable() })),
  /** Answers at once; `state` tells how far it is. One at a time. */
  verify: procedure('privacy.read')
    .route({ method: 'POST', path: '/ledger/verify', summary: 'Verify the whole ledger' })
    .output(done),
  entries: procedure('consents.read')
    .route({ method: 'GET', path: '/ledger/citizens/{citizenId}', summary: 'Entries of a citizen, oldest first' })
    .input(target)
    .output(z.array(ledgerEntry)),
  /** Verifies the ledger first; a broken one is still exported, and the evidence says so. */
  evidence: procedure('consents.read')
    .route({
      method: 'GET',
      path: '/ledger/citizens/{citizenId}/evidence',
      summary: 'Evidence of a citizen’s consents',
    })
    .input(target.extend({ format: z.enum(['pdf', 'json']), language: evidenceLanguage.default('es') }))
    .output(z.instanceof(Blob)),
}
