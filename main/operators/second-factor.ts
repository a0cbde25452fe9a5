import { Problem } from '../../contract/problems.ts'
import { type Me, role } from '../../contract/session.ts'
import type { Writer } from '../store/store.ts'
import { actorOf, type Operator, systemActor } from './actor.ts'
import { type Door, refuseBefore } from './door.ts'
import { needsSecondFactor } from './door-rules.ts'
import { newRecoveryCodes, recoveryHash } from './factor-secrets.ts'
import type { Journal } from './journal.ts'
import type { StaffNeeds } from './needs.ts'
import type { PasswordCheck } from './password-check.ts'
import { countFailedTry, operatorById, updateOperator } from './queries.ts'
import { MAX_TRIES } from './rules.ts'
import {
  confirmFactor,
  dropFactor,
  factorOf,
  putPendingFactor,
  replaceRecoveryCodes,
  takeStep,
  useRecoveryCode,
} from './security-queries.ts'
import { endSessionsOf, endUnfinishedSessions } from './session-queries.ts'
import { refuseLocked, type SignedIn } from './signed-in.ts'
import { enrolmentUri, newFactorSecret, stepOfCode } from './totp.ts'

type Needs = StaffNeeds & { readonly check: PasswordCheck; readonly journal: Journal; readonly door: Door }
type Given = 'second factor' | 'recovery code'

/** Proving who one is with a phone as well: setting it up, giving its codes, and doing without it. */
export function secondFactor({ store, clock, policy, secrets, townName, check, journal, door }: Needs) {
  /** How a code is right, or `null`. Whatever is taken here is not taken again. */
  async function take(tx: Writer, operatorId: string, code: string): Promise<Given | null> {
    const factor = await factorOf(tx, operatorId)
    const secret = factor?.secret ? secrets.open(operatorId, factor.secret) : null
    const step = secret ? stepOfCode(secret, code, clock.now(), factor?.last_step ?? null) : null
    if (step !== null) return (await takeStep(tx, operatorId, step)) ? 'second factor' : null
    const recovered = factor && (await useRecoveryCode(tx, operatorId, recoveryHash(code), clock.now()))
    return recovered ? 'recovery code' : null
  }

  async function refuse(tx: Writer, session: SignedIn): Promise<void> {
    const counted = await countFailedTry(tx, { id: session.id, now: clock.now(), limit: MAX_TRIES })
    const refusal = { action: 'session.second_factor', result: 'refused', detail: 'wrong_code' } as const
    await journal(tx, session.id, { actor: actorOf(session), ...refusal })
    if ((counted?.failed_tries ?? 0) < MAX_TRIES) return
    await endUnfinishedSessions(tx, session.id)
    if (counted?.failed_tries === MAX_TRIES) {
      await journal(tx, session.id, { actor: systemActor, action: 'operator.lock', result: 'ok' })
    }
  }

  async function withPassword<T>(
    session: SignedIn,
    password: string,
    action: string,
    open: (tx: Writer) => Promise<T>,
  ) {
    refuseLocked(session)
    const account = await operatorById(store.read, session.id)
    return check.attempt({ account, password, action }, open)
  }

  async function newCodes(tx: Writer, operatorId: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes()
    await replaceRecoveryCodes(tx, operatorId, codes.map(recoveryHash), clock.now())
    return codes
  }

  return {
    /** Throws `SIGN_IN_FAILED`, which counts towards the lock of the account. */
    async giveCode(session: SignedIn, code: string): Promise<Me> {
      if (!session.owed.includes('second_factor')) return session.me()
      const opened = await store.transaction(async (tx) => {
        const account = await operatorById(tx, session.id)
        const given = account?.locked_at === null ? await take(tx, session.id, code) : null
        if (given === null) {
          await refuse(tx, session)
          return null
        }
        await updateOperator(tx, session.id, { failed_tries: 0 })
        const { desk } = session
        const accessed = await door.arrive(tx, { operatorId: session.id, desk, detail: `desk ${desk}, ${given}` })
        return { ...(await door.settle(tx, session, 'second_factor')), lastAccessAt: accessed.previous_access_at }
      })
      if (!opened) throw new Problem('SIGN_IN_FAILED')
      return opened
    },

    /**
     * A new secret, which counts for nothing until its first code is given. At the door it needs no password: that was
     * just given. Throws `NOT_ALLOWED` where the town wants none, and `SIGN_IN_FAILED`.
     */
    async enrolFactor(session: SignedIn, { password = '' }: { readonly password?: string | undefined }) {
      refuseBefore(session, 'enrol')
      if ((await policy.current(store.read)).secondFactor === 'off') throw new Problem('NOT_ALLOWED')
      const secret = newFactorSecret()
      const pending = secrets.seal(session.id, secret)
      const put = (tx: Writer) => putPendingFactor(tx, session.id, pending, clock.now())
      if (session.owed[0] === 'enrol') await store.transaction(put)
      else await withPassword(session, password, 'security.enrol_factor', put)
      const issuer = `Ventanilla ${(await townName()) ?? ''}`.trim()
      return { secret, uri: enrolmentUri(secret, issuer, session.me().operator.username) }
    },

    /** Throws `SIGN_IN_FAILED` for a wrong code; the account does not lock for it, since the session is theirs. */
    async confirmFactor(session: SignedIn, code: string): Promise<{ recoveryCodes: string[]; me: Me }> {
      refuseBefore(session, 'enrol')
      refuseLocked(session)
      const confirmed = await store.transaction(async (tx) => {
        const pending = (await factorOf(tx, session.id))?.pending ?? null
        const secret = pending && secrets.open(session.id, pending)
        const step = secret ? stepOfCode(secret, code, clock.now(), null) : null
        if (pending === null || step === null) return null
        await confirmFactor(tx, { operatorId: session.id, pending, step, now: clock.now() })
        await updateOperator(tx, session.id, { factor_asked_at: null })
        await endSessionsOf(tx, session.id, session.sessionId)
        await journal(tx, session.id, { actor: actorOf(session), action: 'security.enrol_factor', result: 'ok' })
        const recoveryCodes = [...(await newCodes(tx, session.id))]
        return { recoveryCodes, me: await door.settle(tx, session, 'enrol') }
      })
      if (!confirmed) throw new Problem('SIGN_IN_FAILED')
      return confirmed
    },

    /** Ten new ones; those of before open nothing any more. Throws `NOT_FOUND` without a second factor. */
    async renewCodes(session: SignedIn, password: string): Promise<{ recoveryCodes: string[] }> {
      const action = 'security.renew_codes'
      return withPassword(session, password, action, async (tx) => {
        if ((await factorOf(tx, session.id))?.confirmed_at == null) throw new Problem('NOT_FOUND')
        await journal(tx, session.id, { actor: actorOf(session), action, result: 'ok' })
        return { recoveryCodes: [...(await newCodes(tx, session.id))] }
      })
    },

    /** Throws `NOT_ALLOWED` where the town requires one of this role. */
    async removeFactor(session: SignedIn, password: string): Promise<void> {
      const action = 'security.remove_factor'
      await withPassword(session, password, action, async (tx) => {
        if (policy.asks && needsSecondFactor(await policy.current(tx), session.role)) throw new Problem('NOT_ALLOWED')
        if (!(await dropFactor(tx, session.id))) return
        await journal(tx, session.id, { actor: actorOf(session), action, result: 'ok' })
      })
    },

    /**
     * For a colleague who lost phone and codes: ends their sessions, and the next sign-in asks to set it up again.
     * Throws `NOT_FOUND`, and `SECOND_PERSON_NEEDED` for one's own.
     */
    async resetFactor(
      actor: Operator,
      { id, reason }: { readonly id: string; readonly reason: string },
    ): Promise<void> {
      if (id === actor.id) throw new Problem('SECOND_PERSON_NEEDED')
      await store.transaction(async (tx) => {
        const account = await operatorById(tx, id)
        if (!account || !(await dropFactor(tx, id))) throw new Problem('NOT_FOUND')
        const asked = needsSecondFactor(await policy.current(tx), role.parse(account.role))
        await updateOperator(tx, id, { factor_asked_at: asked ? 0 : null })
        await endSessionsOf(tx, id)
        const entry = { actor: actorOf(actor), action: 'security.reset_factor', result: 'ok', reason } as const
        await journal(tx, id, entry)
      })
    },
  }
}
