import type { Migration } from './migration.ts'

/** Reports of the street, with a number per year, their photos and all that became of them. */
export const reports: Migration = {
  number: 76,
  name: 'reports',
  async up({ int, strict, run }) {
    await run(`
create table report_years (year ${int} primary key, last ${int} not null) ${strict};
create table reports (
  id text primary key, year ${int} not null, sequence ${int} not null,
  what text not null, place text not null, latitude ${int}, longitude ${int}, words text not null,
  department text not null, state text not null, notify ${int} not null,
  citizen_id text references citizens (id), conversation_id text references conversations (id),
  created_at ${int} not null, updated_at ${int} not null
) ${strict};
create unique index reports_number on reports (year, sequence);
create index reports_state on reports (state, year, sequence);
create index reports_department on reports (department, year, sequence);
create index reports_citizen on reports (citizen_id, year, sequence) where citizen_id is not null;
create index reports_conversation on reports (conversation_id) where conversation_id is not null;
create table report_photos (
  report_id text not null references reports (id) on delete cascade,
  media_id text not null references media (id) on delete cascade, position ${int} not null,
  primary key (report_id, media_id)
) ${strict};
create index report_photos_media on report_photos (media_id);
create table report_events (
  id text primary key, report_id text not null references reports (id) on delete cascade,
  at ${int} not null, author_kind text not null, author_id text,
  kind text not null, value text, text text not null
) ${strict};
create index report_events_report on report_events (report_id, at, id);
`)
  },
}
