/** How long what people said is kept. Read with `schema.ts`. */
export type RetentionTables = {
  retention_runs: RetentionRunRow
  retention_holds: RetentionHoldRow
}

type RetentionRunRow = {
  id: string
  /** The day of the town, `YYYY-MM-DD`, of the run of a night; unique. Null when a person began it. */
  day: string | null
  started_at: number
  /** Null while it runs, and after it was cut short until it is taken up again. */
  finished_at: number | null
  operator_id: string | null
  /** How many messages, files and conversations of each category it removed. */
  counts_json: string
}

/** A conversation that stays, whatever its age; one may be held more than once. */
type RetentionHoldRow = { id: string; conversation_id: string; reason: string; operator_id: string; at: number }
