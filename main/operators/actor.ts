import type { Permission } from '../../contract/base.ts'
import type { Role } from '../../contract/session.ts'
import type { Writer } from '../store/store.ts'

/** The operator behind a request. */
export type Operator = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly permissions: ReadonlySet<Permission>
  /** The workstation, where it is known. */
  readonly desk?: string
}

export type AuditEntry = {
  readonly actor: {
    readonly kind: 'operator' | 'bot' | 'system'
    readonly id: string | null
    /** The workstation. */
    readonly desk?: string
  }
  /** `area.verb`, for example `conversation.claim`. */
  readonly action: string
  readonly object?: { readonly kind: string; readonly id: string }
  readonly result: 'ok' | 'refused' | 'failed'
  /** Never a citizen's words, name or number. */
  readonly detail?: string
  /** Why, in the words of whoever did it, where that is asked. */
  readonly reason?: string
  /** The second person, where two are needed. */
  readonly approverId?: string
  /** SHA-256 of a setting before and after, hex. */
  readonly change?: { readonly before: string; readonly after: string }
}

/** Appends to the trail of who did what, in the transaction that did it. */
export interface AuditTrail {
  record(tx: Writer, entry: AuditEntry): Promise<void>
}

export const systemActor: AuditEntry['actor'] = { kind: 'system', id: null }

export const actorOf = ({ id, desk }: Pick<Operator, 'id' | 'desk'>): AuditEntry['actor'] => ({
  kind: 'operator',
  id,
  ...(desk !== undefined && { desk }),
})
