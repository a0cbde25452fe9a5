import { Problem } from '../../contract/problems.ts'
import type { Me } from '../../contract/session.ts'
import { actorOf } from './actor.ts'
import type { Journal } from './journal.ts'
import type { StaffNeeds } from './needs.ts'
import type { PasswordCheck } from './password-check.ts'
import { operatorById, recordAccess } from './queries.ts'
import { DESK_LIFE_MS, MAX_PIN_TRIES, sessionEnd } from './rules.ts'
import {
  countPinTry,
  deskColleagues,
  forgivePinTries,
  insertSession,
  lockSession,
  replaceSessions,
  settleRightPin,
  unlockSession,
} from './session-queries.ts'
import { type Entrance, meOf, newToken, type SignedIn, sessionIdOf } from './signed-in.ts'

type Needs = StaffNeeds & { readonly check: PasswordCheck; readonly journal: Journal }

/** A shared desk: unlocking, and handing it from one operator to another with a PIN. */
export function deskSwitch({ store, clock, audit, passwords, check, journal }: Needs) {
  function colleagues(desk: string) {
    return deskColleagues(store.read, { desk, since: clock.now() - DESK_LIFE_MS, pinTries: MAX_PIN_TRIES })
  }

  /** `open` runs in the transaction that accepts the PIN. */
  async function attemptPin<T>(asked: PinAttempt, open: (tx: Tx) => Promise<T>): Promise<T> {
    const { session, operatorId, pin, action, hash } = asked
    const place = { desk: session.desk, operatorId }
    const { ok } = await passwords.verify(hash, pin)
    const opened = await store.transaction(async (tx) => {
      const settled = ok && hash !== null && (await settleRightPin(tx, { ...place, pinTries: MAX_PIN_TRIES, hash }))
      if (settled) return { value: await open(tx) }
      const refusal = { actor: actorOf(session), action, result: 'refused' } as const
      if (hash === null) await audit.record(tx, { ...refusal, detail: 'unknown' })
      else {
        await countPinTry(tx, place)
        await journal(tx, operatorId, { ...refusal, detail: 'pin' })
      }
      return null
    })
    if (!opened) throw new Problem('SIGN_IN_FAILED')
    return opened.value
  }

  async function reopen(tx: Tx, session: SignedIn, detail: 'pin' | 'password'): Promise<Me> {
    if (!(await unlockSession(tx, session.sessionId, clock.now()))) throw new Problem('SIGN_IN_REQUIRED')
    await journal(tx, session.id, { actor: actorOf(session), action: 'session.unlock', result: 'ok', detail })
    return { ...session.me(), locked: false }
  }

  return {
    /** Throws `SIGN_IN_FAILED`; after five wrong PINs only the password opens (`me().operator.hasPin` turns false). */
    async unlock(session: SignedIn, { pin, password }: { pin?: string | undefined; password?: string | undefined }) {
      const account = await operatorById(store.read, session.id)
      const action = 'session.unlock'
      if (password !== undefined) {
        return check.attempt({ account, password, action }, async (tx, { pin_hash }) => {
          await forgivePinTries(tx, { desk: session.desk, operatorId: session.id })
          const me = await reopen(tx, session, 'password')
          return { ...me, operator: { ...me.operator, hasPin: pin_hash !== null } }
        })
      }
      if (pin === undefined) throw new Problem('BAD_INPUT', { fields: ['pin', 'password'] })
      const asked = { session, operatorId: session.id, pin, action, hash: account?.pin_hash ?? null }
      return attemptPin(asked, (tx) => reopen(tx, session, 'pin'))
    },

    /** The others who gave their password on this desk in the last twelve hours and have a PIN. */
    async desk(session: SignedIn): Promise<{ id: string; name: string }[]> {
      const here = await colleagues(session.desk)
      return here.filter(({ id }) => id !== session.id).map(({ id, name }) => ({ id, name }))
    },

    /**
     * A new session for the colleague; the one the request came with locks and waits. Throws `SIGN_IN_FAILED`, also
     * for somebody who is not of this desk.
     */
    async switchTo(session: SignedIn, { operatorId, pin }: { operatorId: string; pin: string }): Promise<Entrance> {
      const colleague = (await colleagues(session.desk)).find(({ id }) => id === operatorId && id !== session.id)
      const asked = { session, operatorId, pin, action: 'session.switch', hash: colleague?.pin_hash ?? null }
      return attemptPin(asked, async (tx) => {
        const now = clock.now()
        const passwordAt = colleague?.password_at ?? 0
        const token = newToken()
        await replaceSessions(tx, { desk: session.desk, operatorId }, now)
        await insertSession(tx, {
          token_hash: sessionIdOf(token),
          operator_id: operatorId,
          desk: session.desk,
          created_at: passwordAt,
          seen_at: now,
          expires_at: sessionEnd(now, passwordAt),
          locked_at: null,
          pin_tries: 0,
        })
        await lockSession(tx, session.sessionId, now)
        const account = await recordAccess(tx, operatorId, now)
        await journal(tx, operatorId, { actor: actorOf({ id: operatorId }), action: 'session.switch', result: 'ok' })
        return { token, me: meOf(account, { locked: false, pinTries: 0 }) }
      })
    },
  }
}

type Tx = Parameters<Journal>[0]

type PinAttempt = {
  readonly session: SignedIn
  readonly operatorId: string
  readonly pin: string
  readonly action: string
  readonly hash: string | null
}
