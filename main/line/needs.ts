import type { Failure } from '../../contract/inbox.ts'
import type { Town } from '../../contract/settings.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Store, Writer } from '../store/store.ts'
import type { Random } from './gap-rules.ts'

/** The town's days, seen from here. */
export type Days = { isOpenDay(day: string): boolean }

export type LineSafetyNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly random: Random
  readonly town: () => Promise<Town>
  /** The same object until something about the town changes. */
  readonly days: () => Promise<Days>
  /** The broadcast that a delivery is of; null where it is of none. */
  readonly campaignOf: (tx: Writer, deliveryId: string) => Promise<string | null>
}

/** A message that the town starts, seen from here. */
export type Started = {
  readonly id: string
  readonly line_id: string
  readonly citizen_id: string
  readonly conversation_id: string
  readonly purpose: string
  readonly delivery_id: string | null
  readonly exception_id: string | null
}

/** The word of this gate; the outbox has the same. */
export type Passage =
  | { readonly do: 'send' }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'refuse'; readonly failure: Failure }

/** What the link to the phone says of itself where the line has one. */
export type LinkSigns = { readonly halt: string | null; readonly restrictedUntil: number | null }
