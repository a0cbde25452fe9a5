import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf } from './actor.ts'
import { type Door, refuseBefore } from './door.ts'
import type { Journal } from './journal.ts'
import type { StaffNeeds } from './needs.ts'
import type { PasswordCheck } from './password-check.ts'
import { passwordHistory } from './password-history.ts'
import { refuseWeakPassword } from './password-policy.ts'
import { operatorById, updateOperator } from './queries.ts'
import { isWeakPin } from './rules.ts'
import { receiveAccess } from './security-queries.ts'
import { endSessionsOf, forgivePinTries } from './session-queries.ts'
import { refuseLocked, type SignedIn } from './signed-in.ts'

type Needs = StaffNeeds & { readonly check: PasswordCheck; readonly journal: Journal; readonly door: Door }

/** What operators change about themselves. Each throws `SESSION_LOCKED` while the session is locked. */
export function ownAccount(needs: Needs) {
  const { store, clock, passwords, townName, check, journal, door } = needs
  const history = passwordHistory(needs)
  return {
    /**
     * Ends the operator's other sessions; a password that somebody gave is theirs from now on. Throws `WEAK_PASSWORD`,
     * also for one of the last ten, and `SIGN_IN_FAILED` (the current one is wrong).
     */
    async changePassword(session: SignedIn, { current, next }: { current: string; next: string }): Promise<void> {
      refuseLocked(session)
      refuseBefore(session, 'password')
      const { username, name } = session.me().operator
      refuseWeakPassword(next, [username, name, (await townName()) ?? ''])
      const account = await operatorById(store.read, session.id)
      const action = 'session.change_password'
      const proved = await check.attempt({ account, password: current, action }, async (_, row) => row)
      await history.refuseUsed(proved, next)
      const hash = await passwords.hash(next)
      await store.transaction(async (tx) => {
        const id = proved.id
        if ((await operatorById(tx, id))?.password_hash !== proved.password_hash) throw new Problem('SIGN_IN_FAILED')
        const now = clock.now()
        await history.remember(tx, proved, now)
        await updateOperator(tx, id, { password_hash: hash, password_set_at: now, password_given: 0 })
        await endSessionsOf(tx, id, session.sessionId)
        const taken = await receiveAccess(tx, id, now)
        const detail = taken ? { detail: 'access received' } : {}
        await journal(tx, id, { actor: actorOf(session), action, result: 'ok', ...detail })
        await door.settle(tx, session, 'password')
      })
    },

    /** Throws `WEAK_PIN` and `SIGN_IN_FAILED`. */
    async setPin(session: SignedIn, { password, pin }: { password: string; pin: string }): Promise<void> {
      refuseLocked(session)
      if (isWeakPin(pin)) throw new Problem('WEAK_PIN')
      const account = await operatorById(store.read, session.id)
      const hash = await passwords.hash(pin)
      const action = 'session.set_pin'
      await check.attempt({ account, password, action }, async (tx, { id }) => {
        await updateOperator(tx, id, { pin_hash: hash })
        await forgivePinTries(tx, { operatorId: id })
        await journal(tx, id, { actor: actorOf(session), action, result: 'ok' })
      })
    },

    async setLanguage(session: SignedIn, language: Language): Promise<void> {
      refuseLocked(session)
      await store.transaction(async (tx) => {
        await updateOperator(tx, session.id, { language })
        await journal(tx, session.id, { actor: actorOf(session), action: 'session.set_language', result: 'ok' })
      })
    },
  }
}
