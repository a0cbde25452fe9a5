import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant, language } from './common.ts'
import { failure } from './inbox.ts'

/** How somebody joined or left. */
export const methods = ['chat', 'qr', 'counter', 'paper', 'phone', 'web', 'import'] as const
export const method = z.enum(methods)
export type Method = z.infer<typeof method>

/** What a person's consent to one purpose is now. `requested`: chosen, and not confirmed in the chat yet. */
export const consentState = z.enum(['none', 'requested', 'given', 'refused', 'withdrawn', 'expired'])
export type ConsentState = z.infer<typeof consentState>

/** Whether something of a purpose may be sent to a person now, and if not, why. */
export const standing = z.enum(['live', 'none', 'expired', 'paused', 'held', 'opted_out', 'blocked'])
export type Standing = z.infer<typeof standing>

/** Why the town may process for a purpose; messages that it starts need a consent whichever it is. */
export const legalBases = ['consent', 'public_task', 'legal_obligation', 'vital_interest'] as const
export const legalBasis = z.enum(legalBases)
export type LegalBasis = z.infer<typeof legalBasis>

export const purposeTexts = z.object({
  name: z.string().trim().min(2).max(60),
  description: z.string().trim().min(5).max(200),
})

const purposeId = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/)
/** The words of a language that is missing are those in Spanish. */
const textsByLanguage = z.partialRecord(language, purposeTexts).refine((texts) => texts.es !== undefined, {
  path: ['es'],
})

export const purpose = z.object({
  id: purposeId,
  version: z.int(),
  /** The oldest version whose consents still hold. */
  liveFrom: z.int(),
  active: z.boolean(),
  /** May leave under a civil-emergency exception. */
  urgent: z.boolean(),
  basis: legalBasis,
  texts: textsByLanguage,
  position: z.int(),
  /** Consents that hold now. */
  consents: z.int(),
})
export type Purpose = z.infer<typeof purpose>

export const purposeVersion = z.object({
  version: z.int(),
  kind: z.enum(['first', 'minor', 'material']),
  basis: legalBasis,
  texts: textsByLanguage,
  at: instant,
  author: z.string().nullable(),
})
export type PurposeVersion = z.infer<typeof purposeVersion>

export const authorities = ['AEPD', 'APDCAT', 'AVPD', 'CTPDA'] as const

export const consentSettings = z.object({
  /** In years, the youngest who can agree alone. */
  minimumAge: z.int().min(13).max(18),
  /** A minimum that is in force from a day on, `YYYY-MM-DD`. */
  nextAge: z.object({ years: z.int().min(13).max(18), from: z.iso.date() }).nullable(),
  /** Where people complain. */
  authority: z.enum(authorities),
  /** How to reach the data protection officer; filled into the second layer. */
  officer: z.string().trim().max(200),
})
export type ConsentSettings = z.infer<typeof consentSettings>

export const citizenConsents = z.object({
  purposes: z.array(
    z.object({
      id: purposeId,
      name: z.string(),
      state: consentState,
      standing,
      version: z.int().nullable(),
      since: instant.nullable(),
      expiresAt: instant.nullable(),
    }),
  ),
  limits: z.object({
    heldAt: instant.nullable(),
    pausedUntil: instant.nullable(),
    optedOutAt: instant.nullable(),
    blockedAt: instant.nullable(),
    /** An identifier of theirs left before, perhaps as somebody whose data is gone. */
    suppressed: z.boolean(),
  }),
  /** Asked, and not answered yet. */
  request: z
    .object({
      method,
      language,
      purposes: z.array(purposeId),
      begunAt: instant,
      expiresAt: instant,
    })
    .nullable(),
})
export type CitizenConsents = z.infer<typeof citizenConsents>

const person = z.object({ id, name: z.string() })

export const exception = z.object({
  id,
  purpose: purposeId,
  reason: z.string(),
  askedBy: person,
  askedAt: instant,
  approvedBy: person.nullable(),
  approvedAt: instant.nullable(),
  revokedBy: person.nullable(),
  revokedAt: instant.nullable(),
  until: instant,
  state: z.enum(['asked', 'standing', 'over']),
  /** Messages that left under it, or may have. */
  sent: z.int(),
  /** Who looked back at it; null until somebody has. */
  reviewedBy: person.nullable(),
  reviewedAt: instant.nullable(),
  /** It was approved, is over, and nobody has looked back at it. */
  needsReview: z.boolean(),
})
export type Exception = z.infer<typeof exception>

const ofCitizen = z.object({ citizenId: id })
const purposeChoice = z.array(purposeId).min(1).max(50)
/** What is not written by the person themself. */
const byOperator = z.enum(['counter', 'paper', 'phone', 'web'])

export const consents = {
  of: procedure('consents.read')
    .route({ method: 'GET', path: '/consents/of/{citizenId}', summary: 'What a citizen agreed to' })
    .input(ofCitizen)
    .output(citizenConsents),
  join: procedure('consents.write')
    .route({
      method: 'POST',
      path: '/consents/of/{citizenId}/request',
      summary: 'Note what was signed at the counter; it waits for the yes from the phone',
    })
    .input(
      z.object({
        citizenId: id,
        method: byOperator,
        language,
        purposes: purposeChoice,
        /** The person said that they have the minimum age. */
        oldEnough: z.literal(true),
      }),
    )
    .output(citizenConsents),
  withdraw: procedure('consents.write')
    .route({ method: 'POST', path: '/consents/of/{citizenId}/withdraw', summary: 'Somebody leaves by other means' })
    .input(z.object({ citizenId: id, method: byOperator, purposes: z.union([z.literal('all'), purposeChoice]) }))
    .output(citizenConsents),
  numberChanged: procedure('consents.write')
    .route({
      method: 'POST',
      path: '/consents/of/{citizenId}/number-changed',
      summary: 'The number is another person’s now: nothing until they agree',
    })
    .input(ofCitizen)
    .output(citizenConsents),
  purposes: procedure('consents.read').route({ method: 'GET', path: '/consents/purposes' }).output(z.array(purpose)),
  purposeVersions: procedure('consents.read')
    .route({
      method: 'GET',
      path: '/consents/purposes/{id}/versions',
      summary: 'How a purpose was worded, newest first',
    })
    .input(z.object({ id: purposeId }))
    .output(z.array(purposeVersion)),
  savePurpose: procedure('privacy.write')
    .route({ method: 'PUT', path: '/consents/purposes/{id}', summary: 'A new purpose, or a new version of one' })
    .input(
      z.object({
        id: purposeId,
        /** The version it changes; 0 for a new one. */
        changes: z.int().min(0),
        /** `material`: who agreed to it is asked again. */
        kind: z.enum(['minor', 'material']),
        basis: legalBasis,
        texts: textsByLanguage,
        active: z.boolean(),
        position: z.int().min(0).max(999),
      }),
    )
    .output(purpose),
  settings: procedure('consents.read').route({ method: 'GET', path: '/consents/settings' }).output(consentSettings),
  saveSettings: procedure('privacy.write')
    .route({ method: 'PUT', path: '/consents/settings' })
    .input(consentSettings)
    .output(consentSettings),
  affectedByAge: procedure('consents.read')
    .route({
      method: 'GET',
      path: '/consents/affected-by-age',
      summary: 'Consents given when a lower age was asked than the one in force',
    })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
    .output(
      z.object({
        minimumAge: z.int(),
        total: z.int(),
        citizens: z.array(z.object({ id, name: z.string(), declared: z.int(), purposes: z.int() })),
      }),
    ),
  refusals: procedure('consents.read')
    .route({
      method: 'GET',
      path: '/consents/refusals',
      summary: 'What the gate did not let leave, in the last 30 days',
    })
    .output(z.array(z.object({ failure, purpose: z.string(), count: z.int() }))),
  exceptions: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/consents/exceptions', summary: 'Civil-emergency exceptions, newest first' })
    .output(z.array(exception)),
  askException: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/consents/exceptions', summary: 'Ask to write without consent in an emergency' })
    .input(
      z.object({
        reason: z.string().trim().min(20).max(1000),
        /** At most two days from now. */
        until: instant,
      }),
    )
    .output(exception),
  approveException: procedure('broadcasts.approve')
    .route({ method: 'POST', path: '/consents/exceptions/{id}/approve', summary: 'A second person agrees' })
    .input(z.object({ id }))
    .output(exception),
  revokeException: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/consents/exceptions/{id}/revoke', summary: 'The emergency is over' })
    .input(z.object({ id }))
    .output(exception),
  /** Refuses with SECOND_PERSON_NEEDED whoever asked, and WRONG_STATE what is not to be reviewed. */
  reviewException: procedure('privacy.write')
    .route({ method: 'POST', path: '/consents/exceptions/{id}/review', summary: 'Somebody looked back at it' })
    .input(z.object({ id }))
    .output(exception),
}
