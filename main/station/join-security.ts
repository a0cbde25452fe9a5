import { DateTime } from 'luxon'
import type { Town } from '../../contract/settings.ts'
import { incidents } from '../incidents/service.ts'
import { accessReview } from '../operators/access-review.ts'
import { accounts } from '../operators/accounts.ts'
import { actLog } from '../operators/act-log.ts'
import type { AuditTrail } from '../operators/actor.ts'
import { auditReader } from '../operators/audit.ts'
import { factorSecrets } from '../operators/factor-secrets.ts'
import { firstAccounts } from '../operators/first-account.ts'
import { myAccess } from '../operators/my-access.ts'
import { passwords } from '../operators/passwords.ts'
import { securityPolicy } from '../operators/security-policy.ts'
import { sessions } from '../operators/sessions.ts'
import { trail } from '../operators/trail.ts'
import type { Needs } from './needs.ts'

type Ports = {
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  /** Nothing but the password is asked for in the practice town. */
  readonly practice: boolean
}

/** The staff, how it proves who it is, what it did, and what went wrong. */
export function joinSecurity(needs: Needs, { audit, town, practice }: Ports) {
  const policy = securityPolicy({ ...needs, audit, asks: !practice })
  const townName = async () => (await town()).name || null
  // Sessions live by the machine's clock, also where that of a practice town runs faster.
  const clock = needs.machine ?? needs.clock
  const secrets = factorSecrets(needs.keyFor)
  const staff = { ...needs, clock, audit, passwords: passwords(), townName, policy, secrets }
  const yearOf = async (at: number) => DateTime.fromMillis(at, { zone: (await town()).timeZone }).year
  return {
    accounts: accounts(staff),
    acts: actLog({ ...needs, audit }),
    audit: auditReader({ ...needs, audit }),
    firstAccounts: firstAccounts(staff),
    incidents: incidents({ ...needs, audit, yearOf }),
    myAccess: myAccess(staff),
    policy,
    review: accessReview(staff),
    sessions: sessions(staff),
    trail: trail({ ...needs, audit }),
  }
}

export type Security = ReturnType<typeof joinSecurity>
