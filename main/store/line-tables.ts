/** What a line may start, what it started, and its brake. Read with `schema.ts`. */
export type LineTables = {
  line_pace: LinePaceRow
  line_days: LineDayRow
  line_brake: LineBrakeRow
  line_brake_events: LineBrakeEventRow
  line_disconnects: LineDisconnectRow
  line_sends: LineSendRow
}

/** The newest town-started send and what was drawn to follow it, in milliseconds. */
type LinePaceRow = {
  line_id: string
  last_at: number | null
  gap: number
  rest: number
  /** Sends until the next rest. */
  until_rest: number
  connected_at: number | null
}

/** A day of the town, `YYYY-MM-DD`: its step of the warm-up, what left and what might have. */
type LineDayRow = {
  line_id: string
  day: string
  step: number
  sent: number
  allowed: number
  worst: 'green' | 'amber' | 'red'
  at: number
}

type LineBrakeRow = {
  line_id: string
  level: 'green' | 'amber' | 'red'
  since: number
  breaker: string | null
  /** Before this nobody can let the line speak again. */
  not_before: number | null
  resumed_at: number | null
  red_at: number | null
}

type LineBrakeEventRow = {
  id: string
  line_id: string
  at: number
  kind: 'amber' | 'green' | 'red' | 'resumed'
  breaker: string | null
  /** Millionths. */
  value_ppm: number | null
  sample: number | null
  not_before: number | null
  operator_id: string | null
  cause: string | null
  reason: string | null
}

type LineDisconnectRow = { id: string; line_id: string; at: number }

/** A message that the town started and that may have left, by its row of the outbox. */
type LineSendRow = {
  outbox_id: string
  line_id: string
  citizen_id: string
  /** `notice`, `urgent`, `emergency`; `follow_up` has no number of its own. */
  kind: 'notice' | 'urgent' | 'emergency' | 'follow_up'
  /** The broadcast it is of, or its purpose. */
  campaign: string
  at: number
  /** Something that was sent to this person before had arrived. */
  used_to_receive: number
  failed_at: number | null
  failure: string | null
  delivered_at: number | null
  read_at: number | null
  replied_at: number | null
  angry_at: number | null
  opted_out_at: number | null
}
