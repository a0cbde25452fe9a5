import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import type { Writer } from '../store/store.ts'
import { newAccountRow } from './accounts.ts'
import { type AuditEntry, actorOf, systemActor } from './actor.ts'
import { accountJournal } from './journal.ts'
import type { AccountNeeds } from './needs.ts'
import { refuseWeakPassword } from './password-policy.ts'
import { hasOperators, insertOperator, operatorByUsername, updateOperator } from './queries.ts'

export type FirstAccount = {
  readonly username: string
  readonly name: string
  readonly password: string
  readonly language: Language
}

export type FirstAccounts = ReturnType<typeof firstAccounts>

/** The accounts that nobody signed in could make: a town's first administrator and the practice town's own. */
export function firstAccounts(needs: AccountNeeds) {
  const { store, passwords } = needs
  const journal = accountJournal(needs)

  return {
    /**
     * Makes a new town's administrator and, in the same transaction, whatever `also` writes (the town itself).
     * Throws `WEAK_PASSWORD`, and `ALREADY_SET_UP` when there is an account.
     */
    async createFirst(
      { townName, ...account }: FirstAccount & { readonly townName: string },
      also: (tx: Writer, actor: AuditEntry['actor']) => Promise<void> = async () => undefined,
    ): Promise<{ id: string }> {
      refuseWeakPassword(account.password, [account.username, account.name, townName])
      const row = await newAccountRow(needs, { ...account, role: 'administrator' })
      return store.transaction(async (tx) => {
        if (await hasOperators(tx)) throw new Problem('ALREADY_SET_UP')
        await insertOperator(tx, row)
        await journal(tx, row.id, { actor: systemActor, action: 'operator.create', result: 'ok', detail: 'first' })
        await also(tx, actorOf(row))
        return { id: row.id }
      })
    },

    /** Makes the practice account, or gives it back its password, role and access. Writes nothing when all is well. */
    async ensurePractice(account: FirstAccount): Promise<{ id: string }> {
      const existing = await operatorByUsername(store.read, account.username)
      const right = existing && (await passwords.verify(existing.password_hash, account.password)).ok
      const isWell = right && existing.role === 'administrator' && existing.disabled_at === null
      if (isWell && existing.locked_at === null) return { id: existing.id }

      const row = await newAccountRow(needs, { ...account, role: 'administrator' })
      return store.transaction(async (tx) => {
        const made = await insertOperator(tx, row)
        const { id } = made ?? (await operatorByUsername(tx, account.username)) ?? row
        if (!made) {
          const { role, password_hash, failed_tries, locked_at, disabled_at } = row
          await updateOperator(tx, id, { role, password_hash, failed_tries, locked_at, disabled_at })
        }
        const action = made ? 'operator.create' : 'operator.reset_password'
        await journal(tx, id, { actor: systemActor, action, result: 'ok', detail: 'practice' })
        return { id }
      })
    },
  }
}
