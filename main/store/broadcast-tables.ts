/** Broadcasts and what becomes of each person they are for. Read with `schema.ts`. */
export type BroadcastTables = {
  broadcasts: BroadcastRow
  broadcast_deliveries: BroadcastDeliveryRow
}

type BroadcastRow = {
  id: string
  line_id: string
  purpose: string
  state: 'draft' | 'waiting_approval' | 'approved' | 'scheduled' | 'running' | 'paused' | 'done' | 'cancelled'
  /** 1: leaves under the civil-emergency exception. */
  emergency: number
  /** Why, for an emergency; empty otherwise. */
  reason: string
  variants_json: string
  audience_json: string
  confirmed_json: string
  media_id: string | null
  schedule_at: number | null
  /** An iCalendar rule in the town's time. */
  recurrence: string | null
  /** The first time of the series, and which occurrence of it this is, from 0. */
  series_at: number | null
  occurrence: number
  previous_id: string | null
  author_id: string
  /** Who changed it last. */
  editor_id: string
  approver_id: string | null
  approved_at: number | null
  /** SHA-256 of what was approved. */
  text_hash: string | null
  comment: string
  exception_id: string | null
  launched_at: number | null
  /** Nothing leaves before: until then a launch can be recalled. */
  release_from: number | null
  /** The last citizen the plan has reached; in the order of their ids. */
  plan_after: string
  planned_at: number | null
  /** How many are to get it, as planned. */
  recipients: number
  /** How many have been handed over to leave. */
  released: number
  /** Who is in the audience and was never a candidate: counts by reason. */
  outside_json: string
  /** The look after the first few: null before it, then until when, and whether it is over. */
  look_until: number | null
  looked: number
  waiting_reason: string | null
  waiting_until: number | null
  finished_at: number | null
  revision: number
  created_at: number
  updated_at: number
}

/** One person of one broadcast, frozen when it was launched. Unique (broadcast, citizen). */
type BroadcastDeliveryRow = {
  id: string
  broadcast_id: string
  citizen_id: string
  /** Its place in the broadcast, from 0. */
  position: number
  language: string
  /** Place of the wording; null for who was excluded from the start. */
  variant: number | null
  /** Once it is in the outbox it follows that row, whoever moves it: a trigger sees to it. */
  state: 'planned' | 'released' | 'accepted' | 'delivered' | 'read' | 'failed' | 'check' | 'excluded'
  /** Empty when there is nothing to explain; of a planned one, why it waits. */
  reason: string
  not_before: number
  /** The entry of the ledger that allowed it. */
  consent_seq: number | null
  /** The fence of the line when it was released. */
  fence: number | null
  message_id: string | null
  released_at: number | null
}
