import type { Permission } from '../../contract/base.ts'
import type { Role } from '../../contract/session.ts'
import type { Writer } from '../store/store.ts'

/** The operator behind a request. */
export type Operator = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly permissions: ReadonlySet<Permission>
}

export type AuditEntry = {
  readonly actor: { readonly kind: 'operator' | 'bot' | 'system'; readonly id: string | null }
  /** `area.verb`, for example `conversation.claim`. */
  readonly action: string
  readonly object?: { readonly kind: string; readonly id: string }
  readonly result: 'ok' | 'refused' | 'failed'
  /** Never a citizen's words, name or number. */
  readonly detail?: string
}

/** Appends to the trail of who did what, in the transaction that did it. */
export interface AuditTrail {
  record(tx: Writer, entry: AuditEntry): Promise<void>
}

export const systemActor: AuditEntry['actor'] = { kind: 'system', id: null }

export const actorOf = (operator: Pick<Operator, 'id'>): AuditEntry['actor'] => ({ kind: 'operator', id: operator.id })
