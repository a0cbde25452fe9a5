import { oc } from '@orpc/contract'
import { problems } from './problems.ts'

/** What an operator may do. A procedure names exactly one; a role holds a set (`main/operators/rules.ts`). */
export const permissions = [
  'inbox.read',
  'inbox.write',
  'citizens.read',
  'citizens.write',
  'citizens.manage',
  'consents.read',
  'consents.write',
  'privacy.read',
  'privacy.write',
  'privacy.unblock',
  'sensitive.read',
  'broadcasts.read',
  'broadcasts.write',
  'broadcasts.approve',
  'line.read',
  'line.control',
  'assistant.read',
  'assistant.write',
  'settings.read',
  'settings.write',
  'operators.manage',
  'backups.manage',
  'audit.read',
  'practice.play',
] as const
export type Permission = (typeof permissions)[number]

/**
 * Who may call a procedure: `public` (nobody has signed in yet), `entrance` (any session, also one that still owes
 * something at the door), `session` (any session that owes nothing, locked or not), or a permission of the operator's
 * role. A procedure without it is refused.
 */
export type Access = 'public' | 'entrance' | 'session' | Permission

export type Meta = { access?: Access }

const base = oc.$meta<Meta>({}).errors(problems)

/** Starts a procedure of the contract that only `access` may call. */
export const procedure = (access: Access) => base.meta({ access })
