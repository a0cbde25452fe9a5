import type { Clock } from '../station/needs.ts'
import type { Store } from '../store/store.ts'
import { type AuditEntry, type AuditTrail, actorOf, type Operator, systemActor } from './actor.ts'
import { hasActed } from './trail-queries.ts'

/** One and the same refusal is written down at most this often, in milliseconds: a loop must not fill the disk. */
const refusedEvery = 10 * 60_000
const remembered = 1_000
const DAY_MS = 24 * 60 * 60_000

type Actor = Pick<Operator, 'id' | 'desk'>

/** Acts of signed-in operators that write nothing else, and those their role does not allow. */
export function actLog({ store, audit, clock }: { store: Store; audit: AuditTrail; clock: Clock }) {
  const refusedAt = new Map<string, number>()
  const viewed = new Set<string>()
  let viewedOn = 0

  const write = (operator: Actor, entry: Pick<AuditEntry, 'action' | 'result' | 'detail'>) =>
    store.transaction((tx) => audit.record(tx, { actor: actorOf(operator), ...entry }))

  /** Written down once per operator, object and day of UTC. */
  const onceADay = async (operator: Actor, action: string, object: { readonly kind: string; readonly id: string }) => {
    const day = Math.floor(clock.now() / DAY_MS)
    if (day !== viewedOn) viewed.clear()
    viewedOn = day
    const key = `${operator.id} ${action} ${object.id}`
    if (viewed.has(key)) return
    if (viewed.size >= remembered) viewed.clear()
    const act = { operatorId: operator.id, action, objectId: object.id, since: day * DAY_MS }
    const entry = { actor: actorOf(operator), action, object, result: 'ok' } as const
    if (!(await hasActed(store.read, act))) await store.transaction((tx) => audit.record(tx, entry))
    viewed.add(key)
  }

  return {
    done: (operator: Actor, action: string) => write(operator, { action, result: 'ok' }),

    /** Somebody opened what is known of a citizen. */
    viewed: (operator: Actor, citizenId: string): Promise<void> =>
      onceADay(operator, 'citizen.view', { kind: 'citizen', id: citizenId }),

    /** Somebody opened a picture of an identity document. */
    revealed: (operator: Actor, mediaId: string): Promise<void> =>
      onceADay(operator, 'retention.reveal', { kind: 'media', id: mediaId }),

    /** The first act in a store that came back from a copy. */
    restored: (operator: Actor, backupId: string, reason: string) =>
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
    async refused(operator: Actor, action: string): Promise<void> {
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
