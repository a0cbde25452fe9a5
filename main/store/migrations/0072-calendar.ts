import type { Migration } from './migration.ts'

/** The days on which a town does not keep its usual week. */
export const calendar: Migration = {
  number: 72,
  name: 'calendar',
  async up({ int, strict, run }) {
    await run(`
create table calendar_entries (
  id text primary key, kind text not null, from_date text not null, to_date text not null, name text not null,
  hours_json text, author_id text, updated_at ${int} not null
) ${strict};
create index calendar_entries_kind on calendar_entries (kind, from_date);
`)
  },
}
