/** A column that says whose a row is; `key` names the row. A new table with such a column is added here. */
export type Place = {
  readonly table: string
  readonly column: 'citizen_id' | 'conversation_id'
  readonly key: string
  /** Of these the kept one has at most one per key: its own stays, and the other's is left behind. */
  readonly oneEach?: true
}

/** What moves with a person. */
export const placesOfCitizen: readonly Place[] = [
  { table: 'citizen_identifiers', column: 'citizen_id', key: 'id' },
  { table: 'former_identifiers', column: 'citizen_id', key: 'id' },
  { table: 'outbox', column: 'citizen_id', key: 'id' },
  { table: 'reports', column: 'citizen_id', key: 'id' },
  { table: 'bookings', column: 'citizen_id', key: 'id' },
  { table: 'rights_requests', column: 'citizen_id', key: 'id' },
  { table: 'line_sends', column: 'citizen_id', key: 'outbox_id' },
  { table: 'broadcast_deliveries', column: 'citizen_id', key: 'broadcast_id', oneEach: true },
]

/** What moves when two threads become one. */
export const placesOfThread: readonly Place[] = [
  { table: 'messages', column: 'conversation_id', key: 'id' },
  { table: 'outbox', column: 'conversation_id', key: 'id' },
  { table: 'reports', column: 'conversation_id', key: 'id' },
  { table: 'bookings', column: 'conversation_id', key: 'id' },
  { table: 'media', column: 'conversation_id', key: 'id' },
  { table: 'rights_requests', column: 'conversation_id', key: 'id' },
  { table: 'misunderstood', column: 'conversation_id', key: 'id' },
  { table: 'retention_holds', column: 'conversation_id', key: 'id' },
  { table: 'drafts', column: 'conversation_id', key: 'operator_id', oneEach: true },
]

/** Columns that name a citizen or a thread and do not move, each for a reason of its own. */
export const staysWithRecord: Readonly<Record<string, string>> = {
  'blocked_records.citizen_id': 'the record of somebody who was blocked is of them alone',
  'consent_requests.citizen_id': 'a question is answered from the phone it was put to',
  'consent_requests.conversation_id': 'a question is answered where it was put',
  'consents.citizen_id': 'consents follow a rule of their own, the stricter one',
  'contact_limits.citizen_id': 'what stands against writing to either is written for both',
  'ledger_entries.citizen_id': 'the ledger is never rewritten',
  'subject_keys.citizen_id': 'each entry is read with the key of its own subject',
  'bot_sessions.conversation_id': 'the assistant goes on where the kept thread stands',
  'changes.conversation_id': 'what consoles were told',
  'citizen_tags.citizen_id': 'the kept one is given those it lacks',
  'citizen_words.citizen_id': 'made again from what is known of each',
  'conversations.citizen_id': 'threads move whole, or are joined',
}
