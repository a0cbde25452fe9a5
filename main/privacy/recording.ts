import type { rightsEventKinds } from '../../contract/rights.ts'
import type { AuditEntry } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { PrivacyNeeds } from './needs.ts'
import { insertEvent } from './queries.ts'

type Kind = (typeof rightsEventKinds)[number]

export type Happened = {
  readonly requestId: string
  readonly by: AuditEntry['actor']
  readonly kind: Kind
  readonly value?: string | null
  /** Seen with the request alone: never in the trail. */
  readonly text?: string
  /** Goes into the trail: names and hashes of ours, never words of a person. */
  readonly detail?: string
}

export type Note = ReturnType<typeof recording>

/** What every act on a request leaves behind, in its transaction: its history, the trail, and a change for consoles. */
export function recording({ store, clock, newId, audit }: Pick<PrivacyNeeds, 'store' | 'clock' | 'newId' | 'audit'>) {
  return async (tx: Writer, { requestId, by, kind, value, text, detail }: Happened): Promise<void> => {
    await insertEvent(tx, {
      id: newId(),
      request_id: requestId,
      at: clock.now(),
      actor_kind: by.kind,
      actor_id: by.id,
      kind,
      value: value ?? null,
      text: text ?? '',
    })
    const object = { kind: 'rights', id: requestId }
    await audit.record(tx, { actor: by, action: `rights.${kind}`, object, result: 'ok', ...(detail && { detail }) })
    await store.changes.note(tx, [{ kind: 'privacy', objectId: requestId }])
  }
}
