import { role } from '../../contract/session.ts'
import { actorOf } from './actor.ts'
import { deskSwitch } from './desk.ts'
import { accountJournal } from './journal.ts'
import type { SessionNeeds } from './needs.ts'
import { ownAccount } from './own-account.ts'
import { passwordCheck } from './password-check.ts'
import { operatorByUsername, recordAccess } from './queries.ts'
import { DESK_LIFE_MS, permissionsOf, SEEN_EVERY_MS, sessionEnd, sessionState } from './rules.ts'
import {
  endSession,
  forgetSessions,
  forgivePinTries,
  insertSession,
  lockSession,
  replaceSessions,
  type SignedInRow,
  sessionByToken,
  touchSession,
} from './session-queries.ts'
import { type Entrance, meOf, newToken, type SignedIn, sessionIdOf } from './signed-in.ts'

export type SignInRequest = {
  readonly username: string
  readonly password: string
  /** The workstation, as the carrier knows it; opaque. */
  readonly desk: string
}

export type Sessions = ReturnType<typeof sessions>

/** Everything a person does with a session. Refusals are the contract's problems. */
export function sessions(needs: SessionNeeds) {
  const { store, clock } = needs
  const check = passwordCheck(needs)
  const journal = accountJournal(needs)
  const shared = { ...needs, check, journal }

  return {
    ...deskSwitch(shared),
    ...ownAccount(shared),

    /** Throws `SIGN_IN_FAILED` for every reason alike, and `TOO_MANY_REQUESTS`. */
    async signIn({ username, password, desk }: SignInRequest): Promise<Entrance> {
      const account = await operatorByUsername(store.read, username.trim().toLowerCase())
      return check.attempt({ account, password, action: 'session.sign_in' }, async (tx, { id }) => {
        const now = clock.now()
        const token = newToken()
        await forgetSessions(tx, now - DESK_LIFE_MS)
        await replaceSessions(tx, { desk, operatorId: id }, now)
        await forgivePinTries(tx, { desk, operatorId: id })
        await insertSession(tx, {
          token_hash: sessionIdOf(token),
          operator_id: id,
          desk,
          created_at: now,
          seen_at: now,
          expires_at: sessionEnd(now, now),
          locked_at: null,
          pin_tries: 0,
        })
        const accessed = await recordAccess(tx, id, now)
        await journal(tx, id, {
          actor: actorOf({ id }),
          action: 'session.sign_in',
          result: 'ok',
          detail: `desk ${desk}`,
        })
        return { token, me: meOf(accessed, { locked: false, pinTries: 0 }) }
      })
    },

    /**
     * Who a token belongs to, or `null` when the session has ended or the account is disabled. `touch` is true for
     * what a person did and false for what a console asks by itself: only the first keeps the session from locking.
     */
    async authenticate(token: string, { touch }: { touch: boolean }): Promise<SignedIn | null> {
      const now = clock.now()
      const [row] = await sessionByToken(store.read, { tokenHash: sessionIdOf(token) })
      if (!row || row.disabled_at !== null) return null
      const times = { seenAt: row.seen_at, expiresAt: row.expires_at, lockedAt: row.session_locked_at }
      const state = sessionState(times, now)
      if (state === 'ended') return null
      if (touch && state === 'open' && now - row.seen_at >= SEEN_EVERY_MS) {
        await store.transaction((tx) => touchSession(tx, row.token_hash, now))
      }
      return signedIn(row, state)
    },

    /** Locks now, as ten idle minutes would. */
    async lock(session: SignedIn): Promise<void> {
      await store.transaction(async (tx) => {
        if (!(await lockSession(tx, session.sessionId, clock.now()))) return
        await journal(tx, session.id, { actor: actorOf(session), action: 'session.lock', result: 'ok' })
      })
    },

    /** Also leaves the desk: coming back needs the password. */
    async signOut(session: SignedIn): Promise<void> {
      await store.transaction(async (tx) => {
        await endSession(tx, session.sessionId)
        await replaceSessions(tx, { desk: session.desk, operatorId: session.id }, clock.now())
        await journal(tx, session.id, { actor: actorOf(session), action: 'session.sign_out', result: 'ok' })
      })
    },
  }
}

function signedIn(row: SignedInRow, state: 'open' | 'locked'): SignedIn {
  const is = role.parse(row.role)
  return {
    id: row.id,
    name: row.name,
    role: is,
    permissions: permissionsOf(is),
    sessionId: row.token_hash,
    sessionState: state,
    desk: row.desk,
    me: () => meOf(row, { locked: state === 'locked', pinTries: row.pin_tries }),
  }
}
