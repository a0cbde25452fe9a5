import type { Migration } from './migration.ts'

/**
 * What the assistant needs to do a turn again while its answers have not left, when it reminds of an open question,
 * and which conversations come before all others (`urgency` 0: people may be in danger).
 */
export const turnsAndAlarms: Migration = {
  number: 68,
  name: 'turns-and-alarms',
  async up({ int, run }) {
    await run(`
alter table bot_sessions add column turn_json text;
alter table bot_sessions add column remind_at ${int};
create index bot_sessions_remind on bot_sessions (remind_at) where remind_at is not null;
alter table conversations add column urgency ${int} not null default 1;
drop index conversations_waiting;
create index conversations_waiting on conversations (urgency, waiting_since, id, state) where waiting_since is not null;
`)
  },
}
