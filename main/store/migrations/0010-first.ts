import type { Migration, MigrationTools } from './migration.ts'

/** The first schema: lines, citizens, conversations, messages, outbox, operators, feed, search and the practice town. */
export const first: Migration = {
  number: 10,
  name: 'first',
  async up(tools) {
    for (const part of [people, conversations, messages, outbox, assistant, staff, town]) await tools.run(part(tools))
    await tools.run(tools.dialect === 'sqlite' ? sqliteOnly : postgresOnly)
  },
}

const people = ({ int, strict }: MigrationTools) => `
create table stations (id text primary key, name text not null, started_at ${int} not null, seen_at ${int} not null) ${strict};
create table lines (
  id text primary key, name text not null, channel text not null, phone text,
  state text not null, since ${int} not null, created_at ${int} not null
) ${strict};
create table leases (
  line_id text primary key, station_id text not null, fence ${int} not null, expires_at ${int} not null
) ${strict};
create table citizens (id text primary key, name text not null, language text, created_at ${int} not null) ${strict};
create table citizen_identifiers (
  id text primary key, citizen_id text not null references citizens (id) on delete cascade,
  kind text not null, value text not null, created_at ${int} not null
) ${strict};
create unique index citizen_identifiers_value on citizen_identifiers (value, kind);
create index citizen_identifiers_citizen on citizen_identifiers (citizen_id);
`

/** Every view pages by its sort column and then by id. */
const conversations = ({ int, strict }: MigrationTools) => `
create table conversations (
  id text primary key,
  line_id text not null references lines (id), citizen_id text not null references citizens (id),
  state text not null, assignee_id text, waiting_since ${int}, snoozed_until ${int},
  unfinished ${int} not null, topic text,
  last_seq ${int} not null, last_inbound_seq ${int} not null,
  last_text text not null, last_kind text not null, last_direction text not null, last_at ${int} not null,
  created_at ${int} not null
) ${strict};
create unique index conversations_citizen on conversations (citizen_id, line_id);
create index conversations_waiting on conversations (waiting_since, id) where waiting_since is not null;
create index conversations_last on conversations (last_at, id);
create index conversations_state on conversations (state, last_at, id);
create index conversations_unassigned on conversations (state, last_at, id) where assignee_id is null;
create index conversations_assignee on conversations (assignee_id, last_at, id) where assignee_id is not null;
create index conversations_unfinished on conversations (unfinished, last_at, id);
create index conversations_snoozed on conversations (snoozed_until, id) where snoozed_until is not null;
`

const messages = ({ int, strict, sequence }: MigrationTools) => `
create table messages (
  seq ${sequence}, id text not null,
  line_id text not null, conversation_id text not null references conversations (id),
  direction text not null, author_kind text not null, author_id text, kind text not null, text text not null,
  media_id text, location_json text, reply_to_id text,
  provider_id text, provider_at ${int}, at ${int} not null, edited_at ${int}, deleted_at ${int}
) ${strict};
create unique index messages_id on messages (id);
create unique index messages_provider on messages (provider_id, line_id);
create index messages_thread on messages (conversation_id, seq);
create index messages_at on messages (at);
create index messages_media on messages (media_id) where media_id is not null;
create table message_versions (
  id text primary key, message_id text not null references messages (id) on delete cascade,
  text text not null, at ${int} not null
) ${strict};
create index message_versions_message on message_versions (message_id);
create table reactions (
  message_id text not null references messages (id) on delete cascade,
  author text not null, emoji text not null, at ${int} not null,
  primary key (message_id, author)
) ${strict};
create table media (
  id text primary key, line_id text not null, ref_json text not null, mime text not null, file_name text,
  bytes ${int} not null, state text not null, reason text, blob text,
  attempts ${int} not null, next_attempt_at ${int}, created_at ${int} not null
) ${strict};
create index media_due on media (state, next_attempt_at);
create table changes (
  seq ${sequence}, at ${int} not null, kind text not null, conversation_id text, object_id text, inbound ${int} not null
) ${strict};
`

const outbox = ({ int, strict }: MigrationTools) => `
create table outbox (
  id text primary key, line_id text not null,
  conversation_id text not null references conversations (id), citizen_id text not null references citizens (id),
  message_id text not null references messages (id),
  lane ${int} not null, state text not null, provider_id text not null, not_before ${int} not null,
  attempts ${int} not null, station_id text, fence ${int}, claimed_at ${int}, accepted_at ${int}, failure text,
  created_at ${int} not null
) ${strict};
create index outbox_claim on outbox (line_id, state, lane, not_before, id);
create unique index outbox_provider on outbox (provider_id, line_id);
create index outbox_message on outbox (message_id);
create index outbox_conversation on outbox (conversation_id, state);
create index outbox_citizen on outbox (citizen_id, created_at);
`

const assistant = ({ int, strict }: MigrationTools) => `
create table bot_sessions (
  conversation_id text primary key references conversations (id) on delete cascade,
  flow text not null, flow_version ${int} not null, state_json text not null, updated_at ${int} not null
) ${strict};
create table drafts (
  operator_id text not null, conversation_id text not null references conversations (id) on delete cascade,
  text text not null, note ${int} not null, seen_seq ${int}, updated_at ${int} not null,
  primary key (operator_id, conversation_id)
) ${strict};
create index drafts_conversation on drafts (conversation_id);
create table settings (key text primary key, value_json text not null, updated_at ${int} not null) ${strict};
create table canned_replies (
  id text primary key, shortcut text not null, title text not null, text text not null, updated_at ${int} not null
) ${strict};
create unique index canned_replies_shortcut on canned_replies (shortcut);
`

const staff = ({ int, strict, sequence }: MigrationTools) => `
create table operators (
  id text primary key, username text not null, name text not null, role text not null, language text not null,
  password_hash text not null, pin_hash text, failed_tries ${int} not null,
  locked_at ${int}, disabled_at ${int}, last_access_at ${int}, previous_access_at ${int}, created_at ${int} not null
) ${strict};
create unique index operators_username on operators (username);
create table sessions (
  token_hash text primary key, operator_id text not null references operators (id) on delete cascade,
  desk text not null, created_at ${int} not null, seen_at ${int} not null, expires_at ${int} not null,
  locked_at ${int}, pin_tries ${int} not null
) ${strict};
create index sessions_operator on sessions (operator_id);
create index sessions_expiry on sessions (expires_at);
create table audit (
  seq ${sequence}, at ${int} not null, actor_kind text not null, actor_id text, action text not null,
  object_kind text, object_id text, result text not null, detail text
) ${strict};
create index audit_at on audit (at);
create index audit_object on audit (object_id) where object_id is not null;
`

const town = ({ int, strict, sequence }: MigrationTools) => `
create table practice_phones (
  phone text primary key, name text not null, script text, step ${int} not null, next_at ${int}
) ${strict};
create index practice_phones_next on practice_phones (next_at) where next_at is not null;
create table practice_messages (
  seq ${sequence}, id text not null, phone text not null, direction text not null, kind text not null,
  text text not null, status text, delivered ${int} not null, payload_json text, at ${int} not null
) ${strict};
create unique index practice_messages_id on practice_messages (id);
create index practice_messages_phone on practice_messages (phone, seq);
create index practice_messages_waiting on practice_messages (direction, delivered, seq);
`

/**
 * The search index holds words already folded by `words.ts`, so the plainest tokenizer reads them. The audit trail
 * refuses to be rewritten even by a slip of our own.
 */
const sqliteOnly = `
create virtual table message_search using fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3'
);
create trigger audit_no_update before update on audit begin select raise(abort, 'The audit trail only grows'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'The audit trail only grows'); end;
`

const postgresOnly = `
create table message_search (seq bigint primary key, words tsvector not null);
create index message_search_words on message_search using gin (words);
create function audit_only_grows() returns trigger language plpgsql as $$
begin raise exception 'The audit trail only grows'; end $$;
create trigger audit_no_rewrite before update or delete or truncate on audit
for each statement execute function audit_only_grows();
`
