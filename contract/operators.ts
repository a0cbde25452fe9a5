import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant, page, pageQuery } from './common.ts'
import { password, role, username } from './session.ts'

export const operator = z.object({
  id,
  username: z.string(),
  name: z.string(),
  role,
  lockedAt: instant.nullable(),
  disabledAt: instant.nullable(),
  lastAccessAt: instant.nullable(),
})
export type Operator = z.infer<typeof operator>

const name = z.string().trim().min(2).max(80)

export const auditEntry = z.object({
  seq: z.int(),
  at: instant,
  actor: z.object({
    kind: z.enum(['operator', 'bot', 'system']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  action: z.string(),
  object: z.object({ kind: z.string(), id: z.string() }).nullable(),
  result: z.enum(['ok', 'refused', 'failed']),
  detail: z.string().nullable(),
  desk: z.string().nullable(),
  reason: z.string().nullable(),
  /** The second person, by name, where two are needed. */
  approver: z.string().nullable(),
})

export const operators = {
  list: procedure('operators.manage').route({ method: 'GET', path: '/operators' }).output(z.array(operator)),
  create: procedure('operators.manage')
    .route({ method: 'POST', path: '/operators' })
    .input(z.object({ username, name, role, password }))
    .output(operator),
  update: procedure('operators.manage')
    .route({ method: 'PATCH', path: '/operators/{id}' })
    .input(z.object({ id, name: name.optional(), role: role.optional() }))
    .output(operator),
  unlock: procedure('operators.manage')
    .route({ method: 'POST', path: '/operators/{id}/unlock' })
    .input(z.object({ id }))
    .output(operator),
  /** Accounts are disabled, never deleted: what they did stays theirs. */
  setDisabled: procedure('operators.manage')
    .route({ method: 'POST', path: '/operators/{id}/disabled' })
    .input(z.object({ id, disabled: z.boolean() }))
    .output(operator),
  resetPassword: procedure('operators.manage')
    .route({ method: 'POST', path: '/operators/{id}/password' })
    .input(z.object({ id, password }))
    .output(done),
  audit: procedure('audit.read')
    .route({ method: 'GET', path: '/audit', summary: 'Audit trail, newest first' })
    .input(pageQuery.extend({ operatorId: id.optional(), action: z.string().max(60).optional() }))
    .output(page(auditEntry)),
}
