import type { Migration } from './migration.ts'

/**
 * Requests of data rights and what became of them, the sealed records of people who were blocked, and what is needed to
 * erase them again from an older copy. No table here points at a citizen: the citizen goes, the account of it stays.
 */
export const rights: Migration = {
  number: 96,
  name: 'rights',
  async up({ int, strict, run }) {
    await run(`
create table rights_years (year ${int} primary key, last ${int} not null) ${strict};
create table rights_requests (
  id text primary key, year ${int} not null, sequence ${int} not null,
  kind text not null, state text not null, channel text not null,
  citizen_id text, conversation_id text, message_id text,
  name text not null, contact text not null, words text not null,
  received_at ${int} not null, due_at ${int} not null, extended_at ${int},
  identity text, identity_by text, identity_at ${int},
  closed_at ${int}, created_at ${int} not null, updated_at ${int} not null
) ${strict};
create unique index rights_requests_number on rights_requests (year, sequence);
create index rights_requests_open on rights_requests (due_at, id) where closed_at is null;
create index rights_requests_state on rights_requests (state, year, sequence);
create index rights_requests_citizen on rights_requests (citizen_id) where citizen_id is not null;
create table rights_events (
  id text primary key, request_id text not null references rights_requests (id) on delete cascade,
  at ${int} not null, actor_kind text not null, actor_id text, kind text not null, value text, text text not null
) ${strict};
create index rights_events_request on rights_events (request_id, at, id);
create table blocked_records (
  id text primary key, request_id text not null, citizen_id text not null,
  wrapped_key text not null, sealed text not null, blobs_json text not null,
  blocked_at ${int} not null, destroy_after ${int} not null
) ${strict};
create index blocked_records_due on blocked_records (destroy_after, id);
create table erasures (
  id text primary key, request_id text not null, hashes_json text not null, report_json text not null,
  at ${int} not null, destroyed_at ${int}
) ${strict};
create index erasures_request on erasures (request_id);
create table erased_messages (
  month text not null, line_id text not null, direction text not null, author_kind text not null, kind text not null,
  n ${int} not null, primary key (month, line_id, direction, author_kind, kind)
) ${strict};
create table forgotten_blobs (blob text primary key, since ${int} not null) ${strict};
`)
  },
}
