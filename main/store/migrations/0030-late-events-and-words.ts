import type { Migration } from './migration.ts'

/**
 * Events that overtook their message, the words citizens are found by, and what an undone answer puts back. Each view
 * of the inbox gets an index that alone tells its first page and its count: one with years of resolved conversations
 * behind it reads no other.
 */
export const lateEventsAndWords: Migration = {
  number: 30,
  name: 'late-events-and-words',
  async up({ dialect, int, strict, run }) {
    // Prefixes are looked up by range, which needs the order of code points.
    const word = dialect === 'postgres' ? 'text collate "C"' : 'text'
    await run(`
create table pending_events (
  id text primary key, line_id text not null, provider_id text not null, event_json text not null, at ${int} not null
) ${strict};
create index pending_events_message on pending_events (line_id, provider_id);
create table citizen_words (
  citizen_id text not null references citizens (id) on delete cascade, word ${word} not null,
  primary key (word, citizen_id)
) ${strict};
create index citizen_words_citizen on citizen_words (citizen_id);
alter table outbox add column waiting_before ${int};
drop index conversations_waiting;
create index conversations_waiting on conversations (waiting_since, id, state) where waiting_since is not null;
drop index conversations_assignee;
create index conversations_assignee on conversations (assignee_id, state, last_at, id) where assignee_id is not null;
drop index conversations_unfinished;
create index conversations_unfinished on conversations (unfinished, state, last_at, id);
drop index conversations_snoozed;
create index conversations_snoozed on conversations (state, snoozed_until, id) where snoozed_until is not null;
create index outbox_today on outbox (line_id, created_at);
create index outbox_in_order on outbox (conversation_id, id) where state in ('queued', 'sending');
`)
  },
}
