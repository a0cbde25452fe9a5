import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { auditTrail } from '../../main/operators/audit.ts'
import { firstAccounts } from '../../main/operators/first-account.ts'
import { passwords } from '../../main/operators/passwords.ts'
import type { Clock } from '../../main/station/needs.ts'
import type { Store } from '../../main/store/store.ts'

/** A cost of scrypt for passwords that guard nothing: a real one takes half a second of processor. */
export const lightCost = { logN: 10, r: 8, p: 1 }

/** An administrator to act with, whom nobody can sign in as. */
export function ensureAccount(store: Store, clock: Clock, { username = 'ana', name = 'Ana Prueba' } = {}) {
  const needs = { store, clock, newId: () => v7(), audit: auditTrail({ clock }), passwords: passwords(lightCost) }
  return firstAccounts(needs).ensurePractice({ username, name, password: randomUUID(), language: 'es' })
}
