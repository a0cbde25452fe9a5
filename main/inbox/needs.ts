import type { AttachedFile, MessageKind } from '../../contract/inbox.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Store, Writer } from '../store/store.ts'
import type { Presence } from './presence.ts'
import type { ConversationRow } from './queries.ts'
import type { Recorder } from './recorder.ts'

type Answer = {
  readonly conversation: ConversationRow
  readonly messageId: string
  readonly providerId: string
  readonly notBefore: number
  /** Since when the citizen waited; taking the answer back restores it. */
  readonly waitingBefore: number | null
}

/** How an answer leaves; the outbox, seen from the inbox. */
export interface AnswerQueue {
  queue(tx: Writer, answer: Answer): Promise<void>
  newProviderId(): string
  /** Takes back a message that has not left, and says since when the citizen waited before it; refuses with ALREADY_LEFT. */
  cancel(tx: Writer, messageId: string): Promise<number | null>
  settle(tx: Writer, messageId: string, outcome: 'arrived' | 'send_again' | 'drop'): Promise<void>
  /** Takes back the assistant's messages that have not left this conversation. */
  silence(tx: Writer, conversationId: string): Promise<void>
}

/** What operators send besides words; the media, seen from the inbox. */
export interface FilesToSend {
  /** Whether the channel of the line sends files. */
  maySend(): boolean
  /** Looks at a file, cleans it and keeps it encrypted. Throws FILE_EMPTY, FILE_TOO_LARGE or FILE_REFUSED. */
  keep(file: { readonly fileName: string; readonly bytes: Buffer }): Promise<{
    readonly mime: string
    readonly fileName: string
    readonly bytes: number
    readonly blob: string
    /** Whether what it says of its author is gone; signed and locked documents stay as they are. */
    readonly metadata: AttachedFile['metadata']
  }>
  /** How a kept type is shown on the phone, and whether words may go with it. */
  shownAs(mime: string): { readonly kind: MessageKind; readonly takesCaption: boolean }
  /** Removes kept bytes, unless they were kept again since `before`. */
  forget(blob: string, before: number): Promise<void>
}

/** The assistant, seen from the inbox. */
export interface AssistantSwitch {
  forget(tx: Writer, conversationId: string): Promise<void>
}

export type InboxNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly recorder: Recorder
  readonly answers: AnswerQueue
  readonly files: FilesToSend
  readonly assistant: AssistantSwitch
  readonly audit: AuditTrail
  readonly presence: Presence
}
