import type { Clock, NewId } from '../station/needs.ts'
import type { Store } from '../store/store.ts'
import type { AuditTrail } from './actor.ts'
import type { Passwords } from './passwords.ts'

export type SessionNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly passwords: Passwords
  /** What the town is called; `null` before it has a name. */
  readonly townName: () => Promise<string | null>
}

export type AccountNeeds = SessionNeeds & { readonly newId: NewId }
