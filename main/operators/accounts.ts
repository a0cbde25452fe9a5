import type { Language } from '../../contract/common.ts'
import type { Operator as OperatorView } from '../../contract/operators.ts'
import { Problem } from '../../contract/problems.ts'
import { type Role, role } from '../../contract/session.ts'
import type { Writer } from '../store/store.ts'
import { type AuditEntry, actorOf, type Operator, systemActor } from './actor.ts'
import { accountJournal } from './journal.ts'
import type { AccountNeeds, StaffNeeds } from './needs.ts'
import { passwordHistory } from './password-history.ts'
import { refuseWeakPassword } from './password-policy.ts'
import {
  administrators as administratorRows,
  allOperators,
  insertOperator,
  type OperatorRow,
  operatorById,
  operatorByUsername,
  updateOperator,
} from './queries.ts'
import { type Account, leavesAnAdministrator } from './rules.ts'
import { dropFactor, giveAccess } from './security-queries.ts'
import { endSessionsOf } from './session-queries.ts'

export type NewAccount = {
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly password: string
  /** Of the console; Spanish when nobody says. */
  readonly language?: Language | undefined
}

export type Accounts = ReturnType<typeof accounts>

/** The accounts of the staff, for administrators. All refusals are the contract's problems. */
export function accounts(needs: StaffNeeds) {
  const { store, clock, passwords, townName } = needs
  const journal = accountJournal(needs)
  const history = passwordHistory(needs)

  /** Changes one account unless nobody would be left to open accounts. */
  async function change(tx: Writer, id: string, patch: AccountPatch): Promise<OperatorRow> {
    const administrators = (await administratorRows(tx)).map(toAccount)
    const before = await operatorById(tx, id)
    if (!before) throw new Problem('NOT_FOUND')
    const after = toAccount({ ...before, ...patch })
    const wasOne = administrators.some((account) => account.id === id)
    if (wasOne && !leavesAnAdministrator(administrators, after)) throw new Problem('LAST_ADMINISTRATOR')
    return (await updateOperator(tx, id, patch)) ?? before
  }

  /** The owner confirms at the door that a password given by somebody else is theirs from then on. */
  const give = (tx: Writer, giver: Operator, operatorId: string) => {
    const receipt = { id: needs.newId(), operator_id: operatorId, giver_id: giver.id }
    return giveAccess(tx, { ...receipt, given_at: clock.now(), received_at: null })
  }

  async function changeAs(actor: Operator, id: string, { patch, endSessions, also, ...entry }: AccountChange) {
    return store.transaction(async (tx) => {
      const after = await change(tx, id, patch)
      await also?.(tx)
      if (endSessions) await endSessionsOf(tx, id)
      await journal(tx, id, { actor: actorOf(actor), result: 'ok', ...entry })
      return toView(after)
    })
  }

  return {
    async list(): Promise<OperatorView[]> {
      return (await allOperators(store.read)).map(toView)
    },

    /** Throws `WEAK_PASSWORD` and `NAME_TAKEN`. */
    async create(actor: Operator, account: NewAccount): Promise<OperatorView> {
      refuseWeakPassword(account.password, [account.username, account.name, (await townName()) ?? ''])
      const row = { ...(await newAccountRow(needs, account)), password_given: 1 }
      return store.transaction(async (tx) => {
        const inserted = await insertOperator(tx, row)
        if (!inserted) throw new Problem('NAME_TAKEN')
        await give(tx, actor, row.id)
        const detail = `role ${account.role}`
        await journal(tx, row.id, { actor: actorOf(actor), action: 'operator.create', result: 'ok', detail })
        return toView(inserted)
      })
    },

    /**
     * Throws `NOT_FOUND`, `LAST_ADMINISTRATOR`, and `BAD_INPUT` when there is nothing to change. A new role counts from
     * the operator's next request.
     */
    async update(
      actor: Operator,
      { id, name, role }: { id: string; name?: string | undefined; role?: Role | undefined },
    ): Promise<OperatorView> {
      if (name === undefined && role === undefined) throw new Problem('BAD_INPUT', { fields: ['name', 'role'] })
      const patch = {
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role, role_since: clock.now() }),
      }
      const detail = [name !== undefined && 'name', role !== undefined && `role ${role}`].filter(Boolean).join(', ')
      return changeAs(actor, id, { action: 'operator.update', detail, patch })
    },

    /** Opens an account that five wrong passwords locked. Throws `NOT_FOUND`. */
    unlock(actor: Operator, { id }: { id: string }): Promise<OperatorView> {
      return changeAs(actor, id, { action: 'operator.unlock', patch: { failed_tries: 0, locked_at: null } })
    },

    /** Disabling ends the operator's sessions. Throws `NOT_FOUND` and `LAST_ADMINISTRATOR`. */
    setDisabled(actor: Operator, { id, disabled }: { id: string; disabled: boolean }): Promise<OperatorView> {
      const action = disabled ? 'operator.disable' : 'operator.enable'
      const patch = { disabled_at: disabled ? clock.now() : null }
      return changeAs(actor, id, { action, patch, endSessions: disabled })
    },

    /** Also opens a locked account, drops its PIN and ends its sessions. Throws `NOT_FOUND` and `WEAK_PASSWORD`. */
    async resetPassword(actor: Operator, { id, password }: { id: string; password: string }): Promise<void> {
      const account = await operatorById(store.read, id)
      if (!account) throw new Problem('NOT_FOUND')
      refuseWeakPassword(password, [account.username, account.name, (await townName()) ?? ''])
      await history.refuseUsed(account, password)
      const given = {
        password_set_at: clock.now(),
        password_given: 1,
        pin_hash: null,
        failed_tries: 0,
        locked_at: null,
      }
      const patch = { password_hash: await passwords.hash(password), ...given }
      const also = async (tx: Writer) => {
        await history.remember(tx, account, clock.now())
        await give(tx, actor, id)
      }
      await changeAs(actor, id, { action: 'operator.reset_password', patch, endSessions: true, also })
    },

    /**
     * For whoever owns the machine, when the last administrator is locked out or lost phone and codes: opens the account
     * by user name and takes its second factor away. Throws `NOT_FOUND`.
     */
    async openFromMachine(username: string): Promise<void> {
      const account = await operatorByUsername(store.read, username.trim().toLowerCase())
      if (!account) throw new Problem('NOT_FOUND')
      await store.transaction(async (tx) => {
        await updateOperator(tx, account.id, { failed_tries: 0, locked_at: null })
        const dropped = await dropFactor(tx, account.id)
        if (dropped) await updateOperator(tx, account.id, { factor_asked_at: 0 })
        const detail = dropped ? 'machine, second factor removed' : 'machine'
        const entry = { actor: systemActor, action: 'operator.unlock', result: 'ok', detail } as const
        await journal(tx, account.id, entry)
      })
    },
  }
}

type AccountPatch = Partial<Omit<OperatorRow, 'id' | 'username'>>
type AccountChange = Pick<AuditEntry, 'action' | 'detail'> & {
  readonly patch: AccountPatch
  readonly endSessions?: boolean
  /** What else is written in the same transaction. */
  readonly also?: (tx: Writer) => Promise<void>
}

/** A row for a new account; its password is hashed here, outside any transaction. */
export async function newAccountRow({ clock, newId, passwords }: AccountNeeds, account: NewAccount) {
  const now = clock.now()
  return {
    id: newId(),
    username: account.username,
    name: account.name,
    role: account.role,
    language: account.language ?? 'es',
    password_hash: await passwords.hash(account.password),
    pin_hash: null,
    failed_tries: 0,
    locked_at: null,
    disabled_at: null,
    last_access_at: null,
    previous_access_at: null,
    created_at: now,
    password_set_at: now,
    role_since: now,
  }
}

function toAccount(row: OperatorRow): Account {
  return { id: row.id, role: row.role, lockedAt: row.locked_at, disabledAt: row.disabled_at }
}

function toView(row: OperatorRow): OperatorView {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    role: role.parse(row.role),
    lockedAt: row.locked_at,
    disabledAt: row.disabled_at,
    lastAccessAt: row.last_access_at,
  }
}
