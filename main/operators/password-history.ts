import { Problem } from '../../contract/problems.ts'
import type { NewId } from '../station/needs.ts'
import type { Store, Writer } from '../store/store.ts'
import { PASSWORDS_REMEMBERED } from './door-rules.ts'
import type { Passwords } from './passwords.ts'
import type { OperatorRow } from './queries.ts'
import { earlierPasswords, rememberPassword } from './security-queries.ts'

/** The present password and those before it: the last ten may not come back. */
export function passwordHistory({ store, passwords, newId }: { store: Store; passwords: Passwords; newId: NewId }) {
  return {
    /** Takes as long as ten sign-ins. Throws `WEAK_PASSWORD`. */
    async refuseUsed(account: Pick<OperatorRow, 'id' | 'password_hash'>, next: string): Promise<void> {
      const earlier = await earlierPasswords(store.read, account.id, PASSWORDS_REMEMBERED - 1)
      for (const hash of [account.password_hash, ...earlier]) {
        if ((await passwords.verify(hash, next)).ok) throw new Problem('WEAK_PASSWORD', { reason: 'used_before' })
      }
    },

    /** In the transaction that replaces the password of `account`. */
    remember(tx: Writer, account: Pick<OperatorRow, 'id' | 'password_hash'>, now: number): Promise<void> {
      const row = { id: newId(), operator_id: account.id, password_hash: account.password_hash, at: now }
      return rememberPassword(tx, row, PASSWORDS_REMEMBERED - 1)
    },
  }
}
