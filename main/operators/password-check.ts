import { Problem } from '../../contract/problems.ts'
import type { Clock } from '../station/needs.ts'
import type { Store, Writer } from '../store/store.ts'
import { type AuditTrail, systemActor } from './actor.ts'
import { accountJournal } from './journal.ts'
import type { Passwords } from './passwords.ts'
import { countFailedTry, type OperatorRow, settleRightPassword } from './queries.ts'
import { MAX_TRIES } from './rules.ts'

type Needs = {
  readonly store: Store
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly passwords: Passwords
}

export type Attempt = {
  /** `undefined` for a user name that does not exist: the same work, the same refusal. */
  readonly account: OperatorRow | undefined
  readonly password: string
  /** What the password is asked for, as the audit trail names it. */
  readonly action: string
  /** Whether earlier wrong tries still count after a right password: a second factor comes after it. */
  readonly keepsTries?: (tx: Writer, operatorId: string) => Promise<boolean>
}

/** The one way a password opens something: every wrong one counts, the fifth locks, all refusals look alike. */
export type PasswordCheck = ReturnType<typeof passwordCheck>

export function passwordCheck({ store, clock, audit, passwords }: Needs) {
  const journal = accountJournal({ store, audit })

  async function refuse(tx: Writer, { account, action }: Attempt, isRight: boolean): Promise<void> {
    if (!account) {
      await audit.record(tx, { actor: { kind: 'operator', id: null }, action, result: 'refused', detail: 'unknown' })
      return
    }
    const now = clock.now()
    const counted = isRight ? undefined : await countFailedTry(tx, { id: account.id, now, limit: MAX_TRIES })
    const detail = isRight ? 'closed' : 'wrong_password'
    await journal(tx, account.id, { actor: { kind: 'operator', id: null }, action, result: 'refused', detail })
    if (counted?.failed_tries === MAX_TRIES) {
      await journal(tx, account.id, { actor: systemActor, action: 'operator.lock', result: 'ok' })
    }
  }

  return {
    /**
     * Runs `open` in the transaction that accepts the password. Throws `SIGN_IN_FAILED`, whatever the reason, and
     * `TOO_MANY_REQUESTS`.
     */
    async attempt<T>(asked: Attempt, open: (tx: Writer, account: OperatorRow) => Promise<T>): Promise<T> {
      const { account, password } = asked
      const verdict = await passwords.verify(account?.password_hash ?? null, password)
      const renewed = verdict.outdated ? await passwords.hash(password) : null
      const opened = await store.transaction(async (tx) => {
        const settled =
          verdict.ok && account
            ? await settleRightPassword(tx, {
                id: account.id,
                hash: account.password_hash,
                renewed,
                keepsTries: (await asked.keepsTries?.(tx, account.id)) ?? false,
              })
            : undefined
        if (settled) return { value: await open(tx, settled) }
        await refuse(tx, asked, verdict.ok)
        return null
      })
      if (!opened) throw new Problem('SIGN_IN_FAILED')
      return opened.value
    },
  }
}
