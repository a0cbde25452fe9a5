import type { Store, Writer } from '../store/store.ts'
import type { AuditEntry, AuditTrail } from './actor.ts'

/** Writes what happened to an account into the audit trail and tells the consoles. */
export type Journal = ReturnType<typeof accountJournal>

export function accountJournal({ store, audit }: { store: Store; audit: AuditTrail }) {
  return async (tx: Writer, operatorId: string, entry: Omit<AuditEntry, 'object'>): Promise<void> => {
    await audit.record(tx, { ...entry, object: { kind: 'operator', id: operatorId } })
    await store.changes.note(tx, [{ kind: 'operators', objectId: operatorId }])
  }
}
