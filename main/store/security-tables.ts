/** What proves who signs in and what is answered for: second factors, passwords of before, duties, reviews and incidents. */
export type SecurityTables = {
  second_factors: SecondFactorRow
  recovery_codes: RecoveryCodeRow
  password_history: PasswordHistoryRow
  duty_acknowledgements: DutyAcknowledgementRow
  access_receipts: AccessReceiptRow
  access_reviews: AccessReviewRow
  incidents: IncidentRow
  incident_entries: IncidentEntryRow
}

type SecondFactorRow = {
  operator_id: string
  /** The shared secret in use, encrypted (`operators/factor-secrets.ts`); null until the first right code. */
  secret: string | null
  /** One that waits for its first right code. */
  pending: string | null
  created_at: number
  confirmed_at: number | null
  /** The newest 30-second step whose code was taken; none is taken twice. */
  last_step: number | null
}

/** `hash`: SHA-256 of a random code, hex. */
type RecoveryCodeRow = { hash: string; operator_id: string; created_at: number; used_at: number | null }

type PasswordHistoryRow = { id: string; operator_id: string; password_hash: string; at: number }

/** `version`: SHA-256 of the texts shown, hex. */
type DutyAcknowledgementRow = { operator_id: string; version: string; at: number }

/** A password given by `giver_id` and taken over by its owner at `received_at`. */
type AccessReceiptRow = {
  id: string
  operator_id: string
  giver_id: string | null
  given_at: number
  received_at: number | null
}

type AccessReviewRow = {
  id: string
  at: number
  reviewer_id: string
  /** The report as it was signed off. */
  report_json: string
  sha256: string
  note: string
}

type IncidentRow = {
  id: string
  year: number
  /** Its place in the year; unique with it. */
  sequence: number
  kind: string
  title: string
  /** When the town came to know; the 72 hours run from here. */
  known_at: number
  /** 1: personal data are at risk. */
  personal_data: number
  facts_json: string
  state: 'open' | 'closed'
  closed_at: number | null
  created_by: string
  created_at: number
  updated_at: number
}

type IncidentEntryRow = { id: string; incident_id: string; at: number; author_id: string; kind: string; text: string }
