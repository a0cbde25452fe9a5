import { z } from 'zod'
import { permissions, procedure } from './base.ts'
import { done, id, instant } from './common.ts'
import { me, password, role } from './session.ts'

const dutiesText = z.string().trim().min(40).max(4000)

/** What the town asks of those who sign in; ENS, category MEDIA, with the figures of CCN-STIC-807. */
export const securityPolicy = z.object({
  /** `required`: of administrators, officers, the data protection officer and auditors, a week after they are first asked. */
  secondFactor: z.enum(['off', 'optional', 'required']),
  /** Months until a password must give way to another; 24 at most. */
  passwordMonths: z.int().min(1).max(24),
  /** Whoever wrote something critical may not approve it. Towns with one officer may do without; that is written down. */
  fourEyes: z.boolean(),
  /** Months between two reviews of who may do what. */
  reviewMonths: z.int().min(1).max(12),
  /** What everybody who signs in is told once per version. */
  duties: z.object({ es: dutiesText, en: dutiesText }),
})
export type SecurityPolicy = z.infer<typeof securityPolicy>

export const myAccess = z.object({
  secondFactor: z.object({
    /** Since when; null while there is none. */
    since: instant.nullable(),
    codesLeft: z.int(),
    /** There is no way in without one from then on; null when nobody asks. */
    dueAt: instant.nullable(),
    /** Whether the town lets people have one, and whether this one may be given up. */
    offered: z.boolean(),
    removable: z.boolean(),
  }),
  password: z.object({ setAt: instant, endsAt: instant, endsSoon: z.boolean() }),
})
export type MyAccess = z.infer<typeof myAccess>

/** A six-digit code, or one of the ten for when the phone is lost. */
const code = z.string().trim().min(6).max(40)
const recoveryCodes = z.array(z.string())

export const reviewedPerson = z.object({
  id,
  username: z.string(),
  name: z.string(),
  role,
  roleSince: instant,
  permissions: z.array(z.enum(permissions)),
  createdAt: instant,
  lastAccessAt: instant.nullable(),
  disabledAt: instant.nullable(),
  lockedAt: instant.nullable(),
  secondFactorSince: instant.nullable(),
  passwordSetAt: instant,
  dutiesReadAt: instant.nullable(),
})
export type ReviewedPerson = z.infer<typeof reviewedPerson>

export const accessReport = z.object({
  at: instant,
  /** Of the people and rights below: what is signed off is what was read. */
  sha256: z.string(),
  people: z.array(reviewedPerson),
  dueAt: instant,
  last: z.object({ at: instant, reviewer: z.string(), note: z.string() }).nullable(),
})
export type AccessReport = z.infer<typeof accessReport>

/** `broken`: the entry `seq` is not what was written, or one before it is gone. */
export const trailState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unknown') }),
  z.object({
    state: z.literal('whole'),
    at: instant,
    entries: z.int(),
    unchained: z.int(),
    head: z.string().nullable(),
  }),
  z.object({ state: z.literal('broken'), at: instant, seq: z.int() }),
])
export type TrailState = z.infer<typeof trailState>

export const accessReceipt = z.object({
  id,
  givenAt: instant,
  giver: z.string().nullable(),
  receivedAt: instant.nullable(),
})

export const security = {
  policy: procedure('settings.read').route({ method: 'GET', path: '/security/policy' }).output(securityPolicy),
  savePolicy: procedure('operators.manage')
    .route({ method: 'PUT', path: '/security/policy' })
    .input(securityPolicy.extend({ reason: z.string().trim().max(300).optional() }))
    .output(securityPolicy),
  mine: procedure('entrance').route({ method: 'GET', path: '/security/mine' }).output(myAccess),

  giveCode: procedure('entrance')
    .route({ method: 'POST', path: '/session/second-factor', summary: 'The second step at the door' })
    .input(z.object({ code }))
    .output(me),
  duties: procedure('entrance')
    .route({ method: 'GET', path: '/session/duties' })
    .output(z.object({ version: z.string(), text: z.string() })),
  acknowledgeDuties: procedure('entrance')
    .route({ method: 'POST', path: '/session/duties' })
    .input(z.object({ version: z.string().max(64) }))
    .output(me),
  /** The secret for an authenticator app; nothing is asked for until `confirmFactor`. Needs the password unless the door asks. */
  enrolFactor: procedure('entrance')
    .route({ method: 'POST', path: '/security/second-factor' })
    .input(z.object({ password: password.optional() }))
    .output(z.object({ secret: z.string(), uri: z.string() })),
  confirmFactor: procedure('entrance')
    .route({ method: 'POST', path: '/security/second-factor/confirm' })
    .input(z.object({ code }))
    .output(z.object({ recoveryCodes, me })),
  renewCodes: procedure('session')
    .route({ method: 'POST', path: '/security/second-factor/codes' })
    .input(z.object({ password }))
    .output(z.object({ recoveryCodes })),
  removeFactor: procedure('session')
    .route({ method: 'POST', path: '/security/second-factor/remove' })
    .input(z.object({ password }))
    .output(done),
  /** For somebody who lost phone and codes: the next sign-in asks to set it up again. */
  resetFactor: procedure('operators.manage')
    .route({ method: 'POST', path: '/operators/{id}/second-factor/reset' })
    .input(z.object({ id, reason: z.string().trim().min(5).max(300) }))
    .output(done),
  receipts: procedure('operators.manage')
    .route({ method: 'GET', path: '/operators/{id}/receipts' })
    .input(z.object({ id }))
    .output(z.array(accessReceipt)),

  report: procedure('audit.read').route({ method: 'GET', path: '/security/review' }).output(accessReport),
  signReport: procedure('audit.read')
    .route({ method: 'POST', path: '/security/review' })
    .input(z.object({ sha256: z.string().length(64), note: z.string().trim().max(1000) }))
    .output(accessReport),
  reportFile: procedure('audit.read').route({ method: 'GET', path: '/security/review.csv' }).output(z.instanceof(Blob)),

  trail: procedure('audit.read').route({ method: 'GET', path: '/security/trail' }).output(trailState),
  verifyTrail: procedure('audit.read').route({ method: 'POST', path: '/security/trail/verify' }).output(trailState),
  exportTrail: procedure('audit.read')
    .route({ method: 'POST', path: '/security/trail/export' })
    .input(z.object({ format: z.enum(['csv', 'json']), from: instant.optional(), to: instant.optional() }))
    .output(z.instanceof(Blob)),
}
