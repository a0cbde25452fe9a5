import { sql } from 'kysely'
import { accessReview } from '../../main/operators/access-review.ts'
import { accounts } from '../../main/operators/accounts.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditReader, auditTrail } from '../../main/operators/audit.ts'
import { factorSecrets } from '../../main/operators/factor-secrets.ts'
import { firstAccounts } from '../../main/operators/first-account.ts'
import { myAccess } from '../../main/operators/my-access.ts'
import { passwords } from '../../main/operators/passwords.ts'
import { securityPolicy } from '../../main/operators/security-policy.ts'
import { sessions } from '../../main/operators/sessions.ts'
import type { SignedIn } from '../../main/operators/signed-in.ts'
import { trail as trailOf } from '../../main/operators/trail.ts'
import { deriveKey } from '../../main/store/keys.ts'
import type { Store } from '../../main/store/store.ts'
import { lightCost } from '../support/account.ts'
import { type ManualClock, manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { type OpenStore, testKey } from '../support/stores.ts'

export const secret = 'tres trenes verdes'

export type Staff = Awaited<ReturnType<typeof staffOn>>

/** The staff services as the station makes them, on a store of their own or on another station's; the door asks nothing. */
export async function staffOn(open: OpenStore, sharing?: { store: Store; clock: ManualClock }, asks = false) {
  const clock = sharing?.clock ?? manualClock()
  const store = await open(sharing ? { clock, sharing: sharing.store } : { clock })
  const audit = auditTrail({ clock })
  const townName = async () => 'Villaclara de la Sierra'
  const newId = sequentialIds(sharing ? 1 : 0)
  const policy = securityPolicy({ store, clock, audit, asks })
  const secrets = factorSecrets((use) => deriveKey(testKey, use))
  const needs = { store, clock, newId, audit, townName, policy, secrets, passwords: passwords(lightCost) }
  return {
    store,
    clock,
    audit,
    needs,
    accounts: accounts(needs),
    sessions: sessions(needs),
    first: firstAccounts(needs),
    auditReader: auditReader(needs),
    policy,
    review: accessReview(needs),
    mine: myAccess(needs),
    trail: trailOf(needs),
  }
}

/** A staff with its first administrator signed in on the desk `mostrador`; `asks`: the door asks what a town asks. */
export async function staffWithAdministrator(open: OpenStore, { asks = false } = {}) {
  const staff = await staffOn(open, undefined, asks)
  await staff.first.createFirst({
    username: 'rosa',
    name: 'Rosa Prieto',
    password: secret,
    language: 'es',
    townName: 'Villaclara de la Sierra',
  })
  const token = await signIn(staff, 'rosa')
  return { ...staff, token, rosa: await signedIn(staff, token) }
}

export async function signIn({ sessions }: Staff, username: string, desk = 'mostrador'): Promise<string> {
  return (await sessions.signIn({ username, password: secret, desk })).token
}

export async function signedIn({ sessions }: Staff, token: string, touch = true): Promise<SignedIn> {
  const session = await sessions.authenticate(token, { touch })
  if (!session) throw new Error('The session has ended')
  return session
}

/** A colleague with the role of an operator, signed in on a desk. */
export async function colleague(staff: Staff, actor: Operator, username: string, desk = 'mostrador') {
  const { id } = await staff.accounts.create(actor, { username, name: username, role: 'operator', password: secret })
  const token = await signIn(staff, username, desk)
  return { id, token, session: await signedIn(staff, token) }
}

/** Everything the audit trail holds, oldest first: action, result and detail. */
export async function trail({ store }: Staff): Promise<string[]> {
  const rows = await store.read.selectFrom('audit').selectAll().orderBy('seq').execute()
  return rows.map((row) => [row.action, row.result, row.detail].filter(Boolean).join(' '))
}

export async function runSql({ store }: Staff, statement: string): Promise<void> {
  await store.transaction(async (tx) => {
    await sql.raw(statement).execute(tx)
  })
}
