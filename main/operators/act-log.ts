import type { Clock } from '../station/needs.ts'
import type { Store } from '../store/store.ts'
import { type AuditEntry, type AuditTrail, actorOf, type Operator, systemActor } from './actor.ts'
import { hasActed } from './trail-queries.ts'

/** One and the same refusal is written down at most this often, in milliseconds: a loop must not fill the disk. */
const refusedEvery = 10 * 60_000
const remembered = 1_000
const DAY_MS = 24 * 60 * 60_000

/** Acts of signed-in operators that write nothing else, and those their role does not allow. */
export function actLog({ store, audit, clock }: { store: Store; audit: AuditTrail; clock: Clock }) {
  const refusedAt = new Map<string, number>()
  const viewed = new Set<string>()
  let viewedOn = 0

  const write = (operator: Pick<Operator, 'id' | 'desk'>, entry: Pick<AuditEntry, 'action' | 'result' | 'detail'>) =>
    store.transaction((tx) => audit.record(tx, { actor: actorOf(operator), ...entry }))

  return {
    done: (operator: Pick<Operator, 'id' | 'desk'>, action: string) => write(operator, { action, result: 'ok' }),

    /** Somebody opened what is known of a citizen: written down once per operator, citizen and day of UTC. */
    async viewed(operator: Pick<Operator, 'id' | 'desk'>, citizenId: string): Promise<void> {
      const day = Math.floor(clock.now() / DAY_MS)
      if (day !== viewedOn) viewed.clear()
      viewedOn = day
      const key = `${operator.id} ${citizenId}`
      if (viewed.has(key)) return
      if (viewed.size >= remembered) viewed.clear()
      viewed.add(key)
      const act = { operatorId: operator.id, action: 'citizen.view', objectId: citizenId, since: day * DAY_MS }
      if (await hasActed(store.read, act)) return
      const object = { kind: 'citizen', id: citizenId }
      await store.transaction((tx) =>
        audit.record(tx, { actor: actorOf(operator), action: act.action, object, result: 'ok' }),
      )
    },

    /** The first act in a store that came back from a copy. */
    restored: (operator: Pick<Operator, 'id' | 'desk'>, backupId: string, reason: string) =>
      store.transaction((tx) =>
        audit.record(tx, {
          actor: actorOf(operator),
          action: 'backup.restore',
          object: { kind: 'backup', id: backupId },
          result: 'ok',
          detail: reason,
        }),
      ),

    /** The same on a computer where nobody had signed in. */
    cameBack: (backupId: string) =>
      store.transaction((tx) =>
        audit.record(tx, {
          actor: systemActor,
          action: 'backup.restore',
          object: { kind: 'backup', id: backupId },
          result: 'ok',
        }),
      ),

    /** `action` is the path of the procedure. */
    async refused(operator: Pick<Operator, 'id' | 'desk'>, action: string): Promise<void> {
      const key = `${operator.id} ${action}`
      const now = clock.now()
      const before = refusedAt.get(key)
      if (before !== undefined && Math.abs(now - before) < refusedEvery) return
      if (refusedAt.size >= remembered) refusedAt.clear()
      refusedAt.set(key, now)
      await write(operator, { action, result: 'refused', detail: 'not_allowed' })
    },
  }
}

export type ActLog = ReturnType<typeof actLog>
