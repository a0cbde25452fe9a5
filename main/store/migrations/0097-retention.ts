import type { Migration } from './migration.ts'

/**
 * What is kept how long: the nights on which something was removed, conversations held by hand, what lies in the
 * reserved folder, and files with a term of their own.
 */
export const retention: Migration = {
  number: 97,
  name: 'retention',
  async up({ int, strict, run }) {
    await run(`
alter table conversations add column reserved_at ${int};
alter table conversations add column retired_at ${int};
alter table messages add column reserved_at ${int};
alter table media add column identity_at ${int};
alter table media add column kept_at ${int};
create index messages_reserved on messages (reserved_at) where reserved_at is not null;
create index media_age on media (state, created_at, id);
create table retention_runs (
  id text primary key, day text, started_at ${int} not null, finished_at ${int}, operator_id text,
  counts_json text not null
) ${strict};
create unique index retention_runs_day on retention_runs (day) where day is not null;
create index retention_runs_started on retention_runs (started_at);
create table retention_holds (
  id text primary key, conversation_id text not null references conversations (id) on delete cascade,
  reason text not null, operator_id text not null, at ${int} not null
) ${strict};
create index retention_holds_conversation on retention_holds (conversation_id);
`)
  },
}
