import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf } from './actor.ts'
import type { Journal } from './journal.ts'
import type { SessionNeeds } from './needs.ts'
import type { PasswordCheck } from './password-check.ts'
import { refuseWeakPassword } from './password-policy.ts'
import { operatorById, updateOperator } from './queries.ts'
import { isWeakPin } from './rules.ts'
import { endSessionsOf, forgivePinTries } from './session-queries.ts'
import { refuseLocked, type SignedIn } from './signed-in.ts'

type Needs = SessionNeeds & { readonly check: PasswordCheck; readonly journal: Journal }

/** What operators change about themselves. Each throws `SESSION_LOCKED` while the session is locked. */
export function ownAccount({ store, passwords, townName, check, journal }: Needs) {
  return {
    /** Ends the operator's other sessions. Throws `WEAK_PASSWORD` and `SIGN_IN_FAILED` (the current one is wrong). */
    async changePassword(session: SignedIn, { current, next }: { current: string; next: string }): Promise<void> {
      refuseLocked(session)
      const { username, name } = session.me().operator
      refuseWeakPassword(next, [username, name, (await townName()) ?? ''])
      const account = await operatorById(store.read, session.id)
      const hash = await passwords.hash(next)
      const action = 'session.change_password'
      await check.attempt({ account, password: current, action }, async (tx, { id }) => {
        await updateOperator(tx, id, { password_hash: hash })
        await endSessionsOf(tx, id, session.sessionId)
        await journal(tx, id, { actor: actorOf(session), action, result: 'ok' })
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
