import type { Town } from '../../contract/settings.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'

/** Who says a piece of news: the assistant, or the operator whose act it is. */
export type Voice = 'assistant' | 'operator'

/** How a citizen is told something; the inbox and the outbox, seen from here. */
export interface CitizenNews {
  /** Where a person has the conversation, what the town says is said by a person. */
  voiceIn(db: Reader | Writer, conversationId: string): Promise<Voice>
  /** Records and queues it in the transaction of the act; the id of the message. */
  tell(
    tx: Writer,
    news: {
      readonly conversationId: string
      readonly text: string
      readonly voice: Voice
      readonly operatorId: string
    },
  ): Promise<string>
}

export type ReportsNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  readonly news: CitizenNews
}
