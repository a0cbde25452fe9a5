import type { z } from 'zod'
import type { auditEntry } from '../../contract/operators.ts'
import { Problem } from '../../contract/problems.ts'
import type { Clock } from '../station/needs.ts'
import type { Store } from '../store/store.ts'
import { type AuditTrail, actorOf, type Operator } from './actor.ts'
import { auditPage } from './queries.ts'
import { sha256 } from './trail.ts'
import { insertAudit, lastHash } from './trail-queries.ts'
import { chained } from './trail-rules.ts'

/** As both databases give it back: one refuses NUL, the other half of a pair. */
const storable = (text: string | undefined): string | null => text?.replaceAll('\0', '\u2400').toWellFormed() ?? null

/**
 * The table refuses update and delete, and each entry carries a hash over itself and the one before: what is recorded
 * stays as it was, or it shows. `version` is the program's.
 */
export function auditTrail({ clock, version }: { clock: Clock; version?: string | undefined }): AuditTrail {
  return {
    async record(tx, { actor, action, object, result, ...more }) {
      const entry = {
        at: clock.now(),
        actor_kind: actor.kind,
        actor_id: actor.id,
        action,
        object_kind: object?.kind ?? null,
        object_id: object?.id ?? null,
        result,
        detail: storable(more.detail),
        desk: actor.desk ?? null,
        clock: clock.source ?? 'system',
        version: version ?? null,
        reason: storable(more.reason),
        approver_id: more.approverId ?? null,
        before_hash: more.change?.before ?? null,
        after_hash: more.change?.after ?? null,
      }
      const [last] = await lastHash(tx, {})
      await insertAudit(tx, { ...entry, hash: sha256(chained(last?.hash ?? '', entry)) })
    },
  }
}

export type AuditPageQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  /** What this operator did and what was done to the account. */
  readonly operatorId?: string | undefined
  readonly action?: string | undefined
}

export function auditReader({ store, audit }: { store: Store; audit: AuditTrail }) {
  return {
    /** Newest first. Opening the trail is itself recorded; turning its pages is not. Throws `BAD_INPUT` for a made-up cursor. */
    async list(reader: Operator, { limit, cursor, operatorId, action }: AuditPageQuery) {
      const before = cursor === undefined ? undefined : Number(cursor)
      if (before !== undefined && !Number.isSafeInteger(before)) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
      if (before === undefined) {
        const entry = { actor: actorOf(reader), action: 'audit.read', result: 'ok' } as const
        await store.transaction((tx) => audit.record(tx, entry))
      }
      const rows = await auditPage(store.read, {
        limit: limit + 1,
        ...(before !== undefined && { before }),
        ...(operatorId !== undefined && { operatorId }),
        ...(action !== undefined && { action }),
      })
      const items = rows.slice(0, limit).map(toEntry)
      const last = items.at(-1)
      return { items, nextCursor: rows.length > limit && last ? String(last.seq) : null }
    },
  }
}
export type AuditReader = ReturnType<typeof auditReader>

function toEntry(row: Awaited<ReturnType<typeof auditPage>>[number]): z.infer<typeof auditEntry> {
  return {
    seq: row.seq,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    object: row.object_kind && row.object_id ? { kind: row.object_kind, id: row.object_id } : null,
    result: row.result,
    detail: row.detail,
    desk: row.desk,
    reason: row.reason,
    approver: row.approver_name,
  }
}
