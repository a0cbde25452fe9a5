import { createHash, randomBytes } from 'node:crypto'
import { language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import { type DoorStep, type Me, role } from '../../contract/session.ts'
import type { Operator } from './actor.ts'
import type { OperatorRow } from './queries.ts'
import { IDLE_LOCK_MS, MAX_PIN_TRIES, permissionsOf } from './rules.ts'

/** The operator behind a request and the session the request came with. */
export type SignedIn = Operator & {
  /** SHA-256 of the token, hex: names the session without opening it. */
  readonly sessionId: string
  /** A locked session may only be unlocked, handed over or left. */
  readonly sessionState: 'open' | 'locked'
  /** The workstation the session began on. */
  readonly desk: string
  /** What the session still owes at the door, first things first: it opens nothing before that. */
  readonly owed: readonly DoorStep[]
  me(): Me
}

export type Entrance = { readonly token: string; readonly me: Me }

const TOKEN_BYTES = 32

export const newToken = () => randomBytes(TOKEN_BYTES).toString('base64url')

/** What the store knows a token by; the token itself is never kept. */
export const sessionIdOf = (token: string) => createHash('sha256').update(token).digest('hex')

type MeState = { readonly locked: boolean; readonly pinTries: number; readonly owed?: readonly DoorStep[] }

/** `hasPin` says whether a PIN opens here: it no longer does after too many wrong ones. */
export function meOf(account: OperatorRow, { locked, pinTries, owed = [] }: MeState): Me {
  const is = role.parse(account.role)
  return {
    operator: {
      id: account.id,
      name: account.name,
      username: account.username,
      role: is,
      language: language.parse(account.language),
      hasPin: account.pin_hash !== null && pinTries < MAX_PIN_TRIES,
    },
    permissions: [...permissionsOf(is)],
    lastAccessAt: account.previous_access_at,
    locked,
    owed: [...owed],
    idleLockMs: IDLE_LOCK_MS,
  }
}

/** Throws `SESSION_LOCKED`. */
export function refuseLocked(session: SignedIn): void {
  if (session.sessionState === 'locked') throw new Problem('SESSION_LOCKED')
}
