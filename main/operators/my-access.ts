import type { MyAccess } from '../../contract/security.ts'
import { refuseBefore } from './door.ts'
import { enrolEnd, needsSecondFactor, passwordEnd, warnsOfPassword } from './door-rules.ts'
import type { StaffNeeds } from './needs.ts'
import { operatorById } from './queries.ts'
import { factorOf, recoveryCodesLeft } from './security-queries.ts'
import { refuseLocked, type SignedIn } from './signed-in.ts'

/** How somebody's own way in stands: second factor, codes left, and when the password runs out. */
export function myAccess({ store, clock, policy }: StaffNeeds) {
  return async (session: SignedIn): Promise<MyAccess> => {
    refuseLocked(session)
    refuseBefore(session, 'password')
    const rules = await policy.current(store.read)
    const [account, factor] = [await operatorById(store.read, session.id), await factorOf(store.read, session.id)]
    const since = factor?.confirmed_at ?? null
    const needed = policy.asks && needsSecondFactor(rules, session.role)
    const askedAt = account?.factor_asked_at ?? null
    const setAt = account?.password_set_at ?? 0
    return {
      secondFactor: {
        since,
        codesLeft: since === null ? 0 : await recoveryCodesLeft(store.read, session.id),
        dueAt: since === null && needed && askedAt !== null ? enrolEnd(askedAt) : null,
        offered: rules.secondFactor !== 'off',
        removable: !needed,
      },
      password: {
        setAt,
        endsAt: passwordEnd(rules, setAt),
        endsSoon: policy.asks && warnsOfPassword(rules, setAt, clock.now()),
      },
    }
  }
}
