import { Problem } from '../../contract/problems.ts'
import type { Writer } from '../store/store.ts'
import { type AuditTrail, actorOf, type Operator } from './actor.ts'
import type { PolicyReader } from './security-policy.ts'

export type Approval = {
  readonly subject: { readonly kind: string; readonly id: string }
  readonly authorId: string
  readonly approver: Operator
}

/** Two people for what is critical: whoever wrote it may not approve it. */
export interface FourEyes {
  /** In the transaction that approves. Throws `SAME_PERSON`, unless the town does without; the trail says so then. */
  approve(tx: Writer, approval: Approval): Promise<void>
}

export function fourEyes({ policy, audit }: { policy: PolicyReader; audit: AuditTrail }): FourEyes {
  return {
    async approve(tx, { subject, authorId, approver }) {
      const alone = authorId === approver.id
      if (alone && (await policy.current(tx)).fourEyes) throw new Problem('SAME_PERSON')
      await audit.record(tx, {
        actor: actorOf(approver),
        action: 'security.approve',
        object: subject,
        result: 'ok',
        approverId: approver.id,
        ...(alone && { detail: 'same person' }),
      })
    },
  }
}
