import type { Migration } from './migration.ts'

/** What protects a line from the town itself: its pace, its days, what it started and how that went, its brake. */
export const lineSafety: Migration = {
  number: 102,
  name: 'line-safety',
  async up({ int, strict, run }) {
    await run(`
create table line_pace (
  line_id text primary key references lines (id), last_at ${int}, gap ${int} not null, rest ${int} not null,
  until_rest ${int} not null, connected_at ${int}
) ${strict};
create table line_days (
  line_id text not null references lines (id), day text not null, step ${int} not null, sent ${int} not null,
  allowed ${int} not null, worst text not null, at ${int} not null,
  primary key (line_id, day)
) ${strict};
create table line_brake (
  line_id text primary key references lines (id), level text not null, since ${int} not null, breaker text,
  not_before ${int}, resumed_at ${int}, red_at ${int}
) ${strict};
create table line_brake_events (
  id text primary key, line_id text not null references lines (id), at ${int} not null, kind text not null,
  breaker text, value_ppm ${int}, sample ${int}, not_before ${int}, operator_id text, cause text, reason text
) ${strict};
create index line_brake_events_line on line_brake_events (line_id, at);
create table line_disconnects (
  id text primary key, line_id text not null references lines (id), at ${int} not null
) ${strict};
create index line_disconnects_line on line_disconnects (line_id, at);
create table line_sends (
  outbox_id text primary key, line_id text not null references lines (id), citizen_id text not null,
  kind text not null, campaign text not null, at ${int} not null, used_to_receive ${int} not null,
  failed_at ${int}, failure text, delivered_at ${int}, read_at ${int},
  replied_at ${int}, angry_at ${int}, opted_out_at ${int}
) ${strict};
create index line_sends_line on line_sends (line_id, at);
create index line_sends_citizen on line_sends (citizen_id, at);
`)
  },
}
