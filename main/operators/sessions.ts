import { role } from '../../contract/session.ts'
import type { Writer } from '../store/store.ts'
import { actorOf } from './actor.ts'
import { deskSwitch } from './desk.ts'
import { door } from './door.ts'
import { readOwed, writeOwed } from './door-rules.ts'
import { accountJournal } from './journal.ts'
import type { StaffNeeds } from './needs.ts'
import { ownAccount } from './own-account.ts'
import { passwordCheck } from './password-check.ts'
import { type OperatorRow, operatorByUsername } from './queries.ts'
import { DESK_LIFE_MS, permissionsOf, SEEN_EVERY_MS, sessionEnd, sessionState } from './rules.ts'
import { secondFactor } from './second-factor.ts'
import { factorOf } from './security-queries.ts'
import {
  endSession,
  forgetSessions,
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
export function sessions(needs: StaffNeeds) {
  const { store, clock } = needs
  const check = passwordCheck(needs)
  const journal = accountJournal(needs)
  const atDoor = door(needs)
  const shared = { ...needs, check, journal, door: atDoor }

  /** The password was right; who it is will be written down when the second factor is there. */
  async function halfIn(tx: Writer, account: OperatorRow, desk: string): Promise<OperatorRow> {
    const entry = { actor: actorOf({ id: account.id, desk }), action: 'session.password', result: 'ok' } as const
    await journal(tx, account.id, entry)
    return account
  }

  return {
    ...deskSwitch(shared),
    ...ownAccount(shared),
    ...secondFactor(shared),
    duties: atDoor.duties,
    acknowledgeDuties: atDoor.acknowledge,

    /** Throws `SIGN_IN_FAILED` for every reason alike, and `TOO_MANY_REQUESTS`. */
    async signIn({ username, password, desk }: SignInRequest): Promise<Entrance> {
      const account = await operatorByUsername(store.read, username.trim().toLowerCase())
      const keepsTries = async (tx: Writer, id: string) => (await factorOf(tx, id))?.confirmed_at != null
      return check.attempt({ account, password, action: 'session.sign_in', keepsTries }, async (tx, known) => {
        const { id } = known
        const now = clock.now()
        const token = newToken()
        await forgetSessions(tx, now - DESK_LIFE_MS)
        const owed = await atDoor.owed(tx, known)
        const waits = owed.includes('second_factor')
        const me = waits
          ? await halfIn(tx, known, desk)
          : await atDoor.arrive(tx, { operatorId: id, desk, detail: `desk ${desk}` })
        await insertSession(tx, {
          token_hash: sessionIdOf(token),
          operator_id: id,
          desk,
          created_at: now,
          seen_at: now,
          expires_at: sessionEnd(now, now),
          locked_at: null,
          pin_tries: 0,
          owed: writeOwed(owed),
        })
        return { token, me: meOf(me, { locked: false, pinTries: 0, owed }) }
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
      // Half a session is not worth a lock: whoever left the door begins again.
      if (state === 'ended' || (state === 'locked' && row.owed !== '')) return null
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
  const owed = readOwed(row.owed)
  return {
    id: row.id,
    name: row.name,
    role: is,
    permissions: permissionsOf(is),
    sessionId: row.token_hash,
    sessionState: state,
    desk: row.desk,
    owed,
    me: () => meOf(row, { locked: state === 'locked', pinTries: row.pin_tries, owed }),
  }
}
