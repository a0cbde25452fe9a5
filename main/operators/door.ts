import { Problem } from '../../contract/problems.ts'
import { type DoorStep, type Me, role } from '../../contract/session.ts'
import type { Writer } from '../store/store.ts'
import { actorOf } from './actor.ts'
import { needsSecondFactor, owedAtTheDoor, writeOwed } from './door-rules.ts'
import { accountJournal } from './journal.ts'
import type { StaffNeeds } from './needs.ts'
import { type OperatorRow, recordAccess, updateOperator } from './queries.ts'
import { dutiesVersion } from './security-policy.ts'
import { acknowledgeDuties, factorOf, hasReadDuties } from './security-queries.ts'
import { forgivePinTries, replaceSessions, writeOwedSteps } from './session-queries.ts'
import type { SignedIn } from './signed-in.ts'

export type Door = ReturnType<typeof door>

/** What stands between a right password and an open session. */
export function door(needs: StaffNeeds) {
  const { store, clock, policy } = needs
  const journal = accountJournal(needs)

  /** The first time a second factor is asked for begins the days to set one up. */
  async function noteAsked(tx: Writer, account: OperatorRow, asked: boolean): Promise<number | null> {
    if (asked === (account.factor_asked_at !== null)) return account.factor_asked_at
    const factor_asked_at = asked ? clock.now() : null
    await updateOperator(tx, account.id, { factor_asked_at })
    return factor_asked_at
  }

  return {
    /** What somebody whose password was right still owes. */
    async owed(tx: Writer, account: OperatorRow): Promise<readonly DoorStep[]> {
      if (!policy.asks) return []
      const rules = await policy.current(tx)
      const is = role.parse(account.role)
      const factor = await factorOf(tx, account.id)
      const hasFactor = factor?.confirmed_at != null
      const factorAskedAt = await noteAsked(tx, account, !hasFactor && needsSecondFactor(rules, is))
      const who = {
        role: is,
        hasFactor,
        factorAskedAt,
        passwordGiven: account.password_given === 1,
        passwordSetAt: account.password_set_at,
        dutiesRead: await hasReadDuties(tx, account.id, dutiesVersion(rules)),
      }
      return owedAtTheDoor(rules, who, clock.now())
    },

    /** Somebody has proved who they are: earlier sessions left on the desk give way, and the access is written down. */
    async arrive(tx: Writer, { operatorId, desk, detail }: Arrival): Promise<OperatorRow> {
      const now = clock.now()
      await replaceSessions(tx, { desk, operatorId }, now)
      await forgivePinTries(tx, { desk, operatorId })
      const accessed = await recordAccess(tx, operatorId, now)
      const actor = actorOf({ id: operatorId, desk })
      await journal(tx, operatorId, { actor, action: 'session.sign_in', result: 'ok', detail })
      return accessed
    },

    settle,

    async duties(language: string): Promise<{ version: string; text: string }> {
      const rules = await policy.current(store.read)
      return { version: dutiesVersion(rules), text: rules.duties[language === 'en' ? 'en' : 'es'] }
    },

    /** Throws `WRONG_STATE` when the text was changed while it was read. */
    async acknowledge(session: SignedIn, version: string): Promise<Me> {
      refuseBefore(session, 'duties')
      return store.transaction(async (tx) => {
        if (version !== dutiesVersion(await policy.current(tx))) throw new Problem('WRONG_STATE', { state: 'changed' })
        await acknowledgeDuties(tx, session.id, version, clock.now())
        await journal(tx, session.id, {
          actor: actorOf(session),
          action: 'security.read_duties',
          result: 'ok',
          detail: version.slice(0, 12),
        })
        return settle(tx, session, 'duties')
      })
    },
  }
}

type Arrival = { readonly operatorId: string; readonly desk: string; readonly detail: string }

/** Crosses one step off what a session owes. */
async function settle(tx: Writer, session: SignedIn, step: DoorStep): Promise<Me> {
  const owed = session.owed.filter((each) => each !== step)
  await writeOwedSteps(tx, session.sessionId, writeOwed(owed))
  return { ...session.me(), owed: [...owed] }
}

/** Throws `SIGN_IN_UNFINISHED` while anything that comes before `step` is owed. */
export function refuseBefore(session: SignedIn, step: DoorStep): void {
  const [first] = session.owed
  if (first !== undefined && first !== step) throw new Problem('SIGN_IN_UNFINISHED', { step: first })
}

/** Throws `SIGN_IN_UNFINISHED` while anything at all is owed. */
export function refuseOwing(session: SignedIn): void {
  const [first] = session.owed
  if (first !== undefined) throw new Problem('SIGN_IN_UNFINISHED', { step: first })
}
