import type { Logger } from 'pino'
import type { Town } from '../../../contract/settings.ts'
import type { AuditTrail } from '../../operators/actor.ts'
import type { Clock, NewId } from '../../station/needs.ts'
import type { Store, Writer } from '../../store/store.ts'

/** What was said, seen from its term. */
export interface Messages {
  /** Removes these messages with all that hangs on them and returns the ids of the files they carried. */
  retire(
    tx: Writer,
    old: { readonly conversationId: string; readonly seqs: readonly number[]; readonly now: number },
  ): Promise<readonly string[]>
}

/** The files that came with it. Both return the encrypted bytes that nothing names any more. */
export interface Files {
  empty(tx: Writer, ids: readonly string[]): Promise<readonly string[]>
  forget(tx: Writer, ids: readonly string[]): Promise<readonly string[]>
}

export type RetentionNeeds = {
  readonly log: Logger
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  readonly messages: Messages
  readonly files: Files
}
