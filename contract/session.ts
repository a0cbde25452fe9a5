import { z } from 'zod'
import { permissions, procedure } from './base.ts'
import { done, id, instant, language } from './common.ts'

export const roles = ['administrator', 'officer', 'operator', 'auditor', 'dpo', 'social_services'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .min(3)
  .max(40)
  .regex(/^[a-z0-9._-]+$/)
export const password = z.string().max(200)
export const pin = z.string().regex(/^\d{6}$/)

/** What may be owed at the door between the password and an open session, first things first. */
export const doorSteps = ['second_factor', 'password', 'enrol', 'duties'] as const
export const doorStep = z.enum(doorSteps)
export type DoorStep = z.infer<typeof doorStep>

export const me = z.object({
  operator: z.object({ id, name: z.string(), username: z.string(), role, language, hasPin: z.boolean() }),
  permissions: z.array(z.enum(permissions)),
  /** The access before this one; null on the first. */
  lastAccessAt: instant.nullable(),
  /** The session waits for its PIN or password; everything but unlocking and leaving is refused. */
  locked: z.boolean(),
  /** Until these are settled, in their order, the session opens nothing. */
  owed: z.array(doorStep),
  /** Milliseconds without activity after which the session locks. */
  idleLockMs: z.int(),
})
export type Me = z.infer<typeof me>

export const session = {
  signIn: procedure('public')
    .route({ method: 'POST', path: '/session', summary: 'Sign in' })
    .input(z.object({ username: z.string().max(200), password }))
    .output(z.object({ token: z.string(), me })),
  /** For a console whose connection holds the session in memory: a new connection takes it up again. */
  resume: procedure('public')
    .route({ method: 'POST', path: '/session/resume', summary: 'Take up a session on a new connection' })
    .input(z.object({ token: z.string().max(200) }))
    .output(me),
  signOut: procedure('entrance').route({ method: 'DELETE', path: '/session', summary: 'Sign out' }).output(done),
  me: procedure('entrance').route({ method: 'GET', path: '/session', summary: 'Who I am' }).output(me),
  lock: procedure('session').route({ method: 'POST', path: '/session/lock', summary: 'Lock' }).output(done),
  unlock: procedure('session')
    .route({ method: 'POST', path: '/session/unlock', summary: 'Unlock with PIN or password' })
    .input(z.object({ pin: pin.optional(), password: password.optional() }))
    .output(me),
  /** Colleagues who signed in on this desk today and have a PIN: the quick switch. */
  desk: procedure('session')
    .route({ method: 'GET', path: '/session/desk', summary: 'Operators who can switch here with a PIN' })
    .output(z.array(z.object({ id, name: z.string() }))),
  switchTo: procedure('session')
    .route({ method: 'POST', path: '/session/switch', summary: 'Hand the desk to a colleague' })
    .input(z.object({ operatorId: id, pin }))
    .output(z.object({ token: z.string(), me })),
  changePassword: procedure('entrance')
    .route({ method: 'PUT', path: '/session/password', summary: 'Change my password' })
    .input(z.object({ current: password, next: password }))
    .output(done),
  setPin: procedure('session')
    .route({ method: 'PUT', path: '/session/pin', summary: 'Set my PIN' })
    .input(z.object({ password, pin }))
    .output(done),
  setLanguage: procedure('session')
    .route({ method: 'PUT', path: '/session/language', summary: "Set my console's language" })
    .input(z.object({ language }))
    .output(done),
}
