import type { Clock, NewId } from '../station/needs.ts'
import type { Store } from '../store/store.ts'
import type { AuditTrail } from './actor.ts'
import type { FactorSecrets } from './factor-secrets.ts'
import type { Passwords } from './passwords.ts'
import type { PolicyReader } from './security-policy.ts'

/** What makes an account. */
export type AccountNeeds = {
  readonly newId: NewId
  readonly store: Store
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly passwords: Passwords
}

export type StaffNeeds = AccountNeeds & {
  readonly policy: PolicyReader
  readonly secrets: FactorSecrets
  /** What the town is called; `null` before it has a name. */
  readonly townName: () => Promise<string | null>
}
