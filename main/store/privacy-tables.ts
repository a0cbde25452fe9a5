/** Data rights: requests, blocked people and what is left of those who were erased. Read with `schema.ts`. */
export type PrivacyTables = {
  rights_years: RightsYearRow
  rights_requests: RightsRequestRow
  rights_events: RightsEventRow
  blocked_records: BlockedRecordRow
  erasures: ErasureRow
  erased_messages: ErasedMessagesRow
  forgotten_blobs: ForgottenBlobRow
}

/** The last number given to a request in a year. It only grows. */
type RightsYearRow = { year: number; last: number }

type RightsRequestRow = {
  id: string
  year: number
  /** Its place in the year; unique with it. */
  sequence: number
  kind: 'access' | 'rectification' | 'erasure' | 'objection' | 'restriction' | 'portability'
  state: 'received' | 'identity' | 'working' | 'answered' | 'refused'
  channel: 'chat' | 'counter' | 'phone' | 'paper' | 'email' | 'e_office'
  /** Null until somebody says whose request it is, and again once that person is blocked. */
  citizen_id: string | null
  conversation_id: string | null
  message_id: string | null
  /** Who asks, how to reach them and what they said; empty once the person is blocked. */
  name: string
  contact: string
  words: string
  received_at: number
  due_at: number
  extended_at: number | null
  /** How the person showed who they are, never a number of a document; who saw it. */
  identity: string | null
  identity_by: string | null
  identity_at: number | null
  closed_at: number | null
  created_at: number
  updated_at: number
}

type RightsEventRow = {
  id: string
  request_id: string
  at: number
  actor_kind: 'operator' | 'bot' | 'system'
  actor_id: string | null
  kind: string
  value: string | null
  text: string
}

/** Everything about one person, under a key of its own that is itself kept under the key of the data folder. */
type BlockedRecordRow = {
  id: string
  request_id: string
  /** The subject in the register of consents. */
  citizen_id: string
  wrapped_key: string
  /** Base64: what was collected, deflated and encrypted. */
  sealed: string
  /** Where its files lie, encrypted with the same key. */
  blobs_json: string
  blocked_at: number
  destroy_after: number
}

/** Who was erased, as hashes keyed with a secret of the town, and what was done: never the person. */
type ErasureRow = {
  id: string
  request_id: string
  hashes_json: string
  report_json: string
  at: number
  destroyed_at: number | null
}

/** How many messages there were that are no more, by month of their recording (`YYYY-MM`, UTC). */
type ErasedMessagesRow = {
  month: string
  line_id: string
  direction: string
  author_kind: string
  kind: string
  n: number
}

/** Encrypted files nothing refers to any more and that are still to be removed. */
type ForgottenBlobRow = { blob: string; since: number }
