import type { Generated } from 'kysely'
import type { AssistantTables } from './assistant-tables.ts'
import type { BackupTables } from './backup-tables.ts'
import type { BroadcastTables } from './broadcast-tables.ts'
import type { CitizenTables } from './citizen-tables.ts'
import type { ConsentTables } from './consent-tables.ts'
import type { LedgerTables } from './ledger-tables.ts'
import type { LineTables } from './line-tables.ts'
import type { PosterTables } from './poster-tables.ts'
import type { PrivacyTables } from './privacy-tables.ts'
import type { RetentionTables } from './retention-tables.ts'
import type { SecurityTables } from './security-tables.ts'
import type { TownTables } from './town-tables.ts'

/**
 * The tables, as both databases hold them. Times are UTC epoch milliseconds, flags are 0 or 1, `*_json` is JSON
 * text: the same column types serve SQLite and PostgreSQL.
 */
export type Schema = AssistantTables &
  BackupTables &
  BroadcastTables &
  CitizenTables &
  ConsentTables &
  LedgerTables &
  LineTables &
  PosterTables &
  PrivacyTables &
  RetentionTables &
  SecurityTables &
  TownTables & {
    stations: StationRow
    lines: LineRow
    leases: LeaseRow
    citizens: CitizenRow
    citizen_identifiers: CitizenIdentifierRow
    citizen_words: CitizenWordRow
    conversations: ConversationRow
    messages: MessageRow
    message_versions: MessageVersionRow
    reactions: ReactionRow
    pending_events: PendingEventRow
    media: MediaRow
    outbox: OutboxRow
    drafts: DraftRow
    operators: OperatorRow
    sessions: SessionRow
    audit: AuditRow
    changes: ChangeRow
    settings: SettingRow
    canned_replies: CannedReplyRow
    practice_phones: PracticePhoneRow
    practice_messages: PracticeMessageRow
  }

type StationRow = { id: string; name: string; started_at: number; seen_at: number }

type LineRow = {
  id: string
  name: string
  channel: 'practice' | 'webjs' | 'cloud'
  phone: string | null
  state: string
  since: number
  created_at: number
}

/** One owner per line; `fence` grows with every new owner, and a claim in the outbox must carry the newest. */
type LeaseRow = { line_id: string; station_id: string; fence: number; expires_at: number }

type CitizenRow = {
  id: string
  name: string
  /** What lists sort by: the folded words of the name; `~` for none. */
  name_key: Generated<string>
  language: string | null
  neighbourhood: Generated<string>
  note: Generated<string>
  /** Grows with every edit. */
  revision: Generated<number>
  /** The record of the same person that goes on. */
  merged_into: Generated<string | null>
  /** Since when only the data protection officer may see it. */
  hidden_at: Generated<number | null>
  /** Exact to the hour. */
  last_heard_at: Generated<number | null>
  created_at: number
}

/** `kind`: `phone` (E.164), `lid`, `bsuid`, `username`. Unique (kind, value). */
type CitizenIdentifierRow = {
  id: string
  citizen_id: string
  kind: string
  value: string
  created_at: number
  /** When it last took part in a conversation, exact to the hour: answers go to the newest. */
  heard_at: Generated<number | null>
  /** Several people write from it. */
  shared: Generated<number>
}

/** The words a citizen is found by: of the name, without accents and case, and the digits of the phone. */
type CitizenWordRow = { citizen_id: string; word: string }

type ConversationRow = {
  id: string
  line_id: string
  citizen_id: string
  state: 'bot' | 'open' | 'snoozed' | 'resolved'
  assignee_id: string | null
  waiting_since: number | null
  snoozed_until: number | null
  /** The assistant's question was left open. */
  unfinished: number
  topic: string | null
  last_seq: number
  last_inbound_seq: number
  last_text: string
  last_kind: string
  last_direction: 'in' | 'out' | 'note'
  /** When the last message was recorded here; every view but the unanswered one sorts by it. */
  last_at: number
  created_at: number
  /** 0: people may be in danger. 1: all others. */
  urgency: Generated<number>
  /** The thread its messages are in since its citizen was merged; such a one is in no view. */
  absorbed_by: Generated<string | null>
  /** In the folder that only `sensitive.read` opens, since then. */
  reserved_at: Generated<number | null>
  /** When its oldest messages were last removed because their term was over. */
  retired_at: Generated<number | null>
}

type MessageRow = {
  seq: Generated<number>
  id: string
  line_id: string
  conversation_id: string
  direction: 'in' | 'out' | 'note'
  author_kind: 'citizen' | 'bot' | 'operator' | 'system' | 'phone'
  author_id: string | null
  kind: string
  text: string
  media_id: string | null
  location_json: string | null
  reply_to_id: string | null
  /** The channel's id. Unique with `line_id` where not null. */
  provider_id: string | null
  /** What the sender's clock said; null for our own. */
  provider_at: number | null
  /** When it was recorded here. */
  at: number
  edited_at: number | null
  deleted_at: number | null
  /** By itself in the folder that only `sensitive.read` opens, since then. */
  reserved_at: Generated<number | null>
}

/** The text before an edit. */
type MessageVersionRow = { id: string; message_id: string; text: string; at: number }

/** An edit, deletion, reaction or acknowledgement that overtook the message it speaks of. */
type PendingEventRow = { id: string; line_id: string; provider_id: string; event_json: string; at: number }

/** One reaction per author and message. */
type ReactionRow = { message_id: string; author: string; emoji: string; at: number }

type MediaRow = {
  id: string
  line_id: string
  /** What the channel needs to fetch the bytes again. */
  ref_json: string
  mime: string
  file_name: string | null
  bytes: number
  state: 'pending' | 'stored' | 'failed'
  reason: string | null
  /** Where the encrypted bytes lie; null until stored. */
  blob: string | null
  /** Who brought a file to send, and to which conversation; null for what citizens sent. */
  operator_id: string | null
  conversation_id: string | null
  attempts: number
  next_attempt_at: number | null
  created_at: number
  /** Since when it is taken for a picture of an identity document. */
  identity_at: Generated<number | null>
  /** Since when it stays as long as its conversation. */
  kept_at: Generated<number | null>
}

type OutboxRow = {
  id: string
  line_id: string
  conversation_id: string
  citizen_id: string
  message_id: string
  /** 0 emergency, 1 reply, 2 bot, 3 broadcast: lower leaves first. */
  lane: number
  state: 'queued' | 'sending' | 'accepted' | 'delivered' | 'read' | 'failed' | 'check' | 'cancelled'
  /** The id the message will have at the channel, chosen before the first try. */
  provider_id: string
  not_before: number
  attempts: number
  station_id: string | null
  fence: number | null
  claimed_at: number | null
  accepted_at: number | null
  failure: string | null
  /** The conversation's `waiting_since` before an operator's answer; taking the answer back restores it. */
  waiting_before: number | null
  created_at: number
  /** The purpose a town-started message needs a live consent for; null for answers. */
  purpose: string | null
  /** The delivery of a broadcast it carries. */
  delivery_id: string | null
  /** The two-person civil-emergency exception it leaves under. */
  exception_id: string | null
}

type DraftRow = {
  operator_id: string
  conversation_id: string
  text: string
  note: number
  seen_seq: number | null
  media_id: string | null
  updated_at: number
}

type OperatorRow = {
  id: string
  username: string
  name: string
  role: string
  language: string
  password_hash: string
  pin_hash: string | null
  failed_tries: number
  locked_at: number | null
  disabled_at: number | null
  last_access_at: number | null
  previous_access_at: number | null
  created_at: number
  password_set_at: Generated<number>
  /** 1: an administrator chose the password, and the operator must choose another one at the door. */
  password_given: Generated<number>
  role_since: Generated<number>
  /** When a second factor was first asked for; null once there is one, or while none is asked for. */
  factor_asked_at: Generated<number | null>
}

type SessionRow = {
  /** SHA-256 of the opaque token, hex. */
  token_hash: string
  operator_id: string
  desk: string
  created_at: number
  seen_at: number
  expires_at: number
  locked_at: number | null
  pin_tries: number
  /** What is owed before the session opens: names of `contract/session.ts`, with commas, first things first. */
  owed: Generated<string>
}

type AuditRow = {
  seq: Generated<number>
  at: number
  actor_kind: 'operator' | 'bot' | 'system'
  actor_id: string | null
  action: string
  object_kind: string | null
  object_id: string | null
  result: 'ok' | 'refused' | 'failed'
  /** Never a citizen's words, name or number. */
  detail: string | null
  /** The workstation. */
  desk: Generated<string | null>
  /** Which clock said `at`. */
  clock: Generated<string | null>
  /** Of the program. */
  version: Generated<string | null>
  reason: Generated<string | null>
  /** The second person, where two are needed. */
  approver_id: Generated<string | null>
  /** SHA-256 of a setting before and after it was changed, hex. */
  before_hash: Generated<string | null>
  after_hash: Generated<string | null>
  /** Binds this entry to all before it; null in entries older than the chain. */
  hash: Generated<string | null>
}

/** What a change is about. */
export type ChangeKind =
  | 'conversation'
  | 'message'
  | 'line'
  | 'settings'
  | 'operators'
  | 'assistant'
  | 'reports'
  | 'appointments'
  | 'citizens'
  | 'consents'
  | 'privacy'
  | 'broadcasts'

type ChangeRow = {
  seq: Generated<number>
  at: number
  kind: ChangeKind
  conversation_id: string | null
  object_id: string | null
  inbound: number
}

type SettingRow = { key: string; value_json: string; updated_at: number }

type CannedReplyRow = { id: string; shortcut: string; title: string; text: string; updated_at: number }

/** The far side of the practice channel: the phones of the invented town. */
type PracticePhoneRow = { phone: string; name: string; script: string | null; step: number; next_at: number | null }

/** What those phones sent and received; `id` is the provider id, a repeated one is dropped as WhatsApp does. */
type PracticeMessageRow = {
  seq: Generated<number>
  id: string
  phone: string
  direction: 'sent' | 'received'
  kind: string
  text: string
  status: string | null
  /** For `sent`: 0 while it waits on the citizen's side because the connection is down. */
  delivered: number
  payload_json: string | null
  at: number
}
