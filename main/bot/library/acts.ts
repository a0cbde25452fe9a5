import { Problem } from '../../../contract/problems.ts'
import { type AuditTrail, actorOf, type Operator } from '../../operators/actor.ts'
import type { Clock } from '../../station/needs.ts'
import type { Store, Writer } from '../../store/store.ts'
import type { ServiceShape } from '../ports.ts'
import { draftOf, type NamedDraft, versionsOf } from './queries.ts'

/** What every act on the flows needs. */
export type ActNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly services: Readonly<Record<string, ServiceShape>>
}

/** Writes down who did what to a flow, and tells the consoles. */
export async function note(
  { audit, store }: ActNeeds,
  tx: Writer,
  operator: Operator,
  { action, flow, detail }: { action: string; flow: string; detail?: string },
): Promise<void> {
  const object = { kind: 'flow', id: flow }
  const entry = { actor: actorOf(operator), action, object, result: 'ok' } as const
  await audit.record(tx, { ...entry, ...(detail !== undefined && { detail }) })
  await store.changes.note(tx, [{ kind: 'assistant', objectId: flow }])
}

/** How one flow stands when somebody acts on it. */
export async function standing(tx: Writer, flow: string) {
  const versions = await versionsOf(tx, flow)
  return {
    versions,
    /** 0 when it was never published. */
    published: versions.find(({ state }) => state === 'published')?.version ?? 0,
    draft: await draftOf(tx, flow),
  }
}

export type Standing = Awaited<ReturnType<typeof standing>>

/** Somebody else was faster. */
export const moved = ({ published, draft }: Standing): Problem<'FLOW_MOVED'> =>
  new Problem('FLOW_MOVED', {
    version: published,
    revision: draft?.revision ?? null,
    by: draft ? ownerOf(draft) : null,
  })

const ownerOf = ({ author_id, author_name }: NamedDraft) => ({ id: author_id, name: author_name ?? '' })
