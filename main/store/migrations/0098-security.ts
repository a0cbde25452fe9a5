import type { Migration, MigrationTools } from './migration.ts'

/** Second factors, passwords of before, duties, reviews of rights, incidents, and an audit trail that is chained. */
export const security: Migration = {
  number: 98,
  name: 'security',
  async up(tools) {
    for (const part of [entrance, papers, incidents, trail]) await tools.run(part(tools))
    await tools.run(tools.dialect === 'sqlite' ? sqliteGuards : postgresGuards)
  },
}

const entrance = ({ int, strict }: MigrationTools) => `
alter table operators add column password_set_at ${int} not null default 0;
alter table operators add column password_given ${int} not null default 0;
alter table operators add column role_since ${int} not null default 0;
alter table operators add column factor_asked_at ${int};
update operators set password_set_at = created_at, role_since = created_at;
alter table sessions add column owed text not null default '';
create table second_factors (
  operator_id text primary key references operators (id) on delete cascade,
  secret text, pending text, created_at ${int} not null, confirmed_at ${int}, last_step ${int}
) ${strict};
create table recovery_codes (
  hash text primary key, operator_id text not null references operators (id) on delete cascade,
  created_at ${int} not null, used_at ${int}
) ${strict};
create index recovery_codes_operator on recovery_codes (operator_id);
create table password_history (
  id text primary key, operator_id text not null references operators (id) on delete cascade,
  password_hash text not null, at ${int} not null
) ${strict};
create index password_history_operator on password_history (operator_id, at);
`

const papers = ({ int, strict }: MigrationTools) => `
create table duty_acknowledgements (
  operator_id text not null references operators (id), version text not null, at ${int} not null,
  primary key (operator_id, version)
) ${strict};
create table access_receipts (
  id text primary key, operator_id text not null references operators (id), giver_id text,
  given_at ${int} not null, received_at ${int}
) ${strict};
create index access_receipts_operator on access_receipts (operator_id, given_at);
create table access_reviews (
  id text primary key, at ${int} not null, reviewer_id text not null references operators (id),
  report_json text not null, sha256 text not null, note text not null
) ${strict};
create index access_reviews_at on access_reviews (at);
`

const incidents = ({ int, strict }: MigrationTools) => `
create table incidents (
  id text primary key, year ${int} not null, sequence ${int} not null, kind text not null, title text not null,
  known_at ${int} not null, personal_data ${int} not null, facts_json text not null,
  state text not null, closed_at ${int}, created_by text not null references operators (id),
  created_at ${int} not null, updated_at ${int} not null
) ${strict};
create unique index incidents_number on incidents (year, sequence);
create table incident_entries (
  id text primary key, incident_id text not null references incidents (id), at ${int} not null,
  author_id text not null, kind text not null, text text not null
) ${strict};
create index incident_entries_incident on incident_entries (incident_id, at, id);
`

/** Entries of before have no hash; the first one after them names their digest. */
const trail = () => `
alter table audit add column desk text;
alter table audit add column clock text;
alter table audit add column version text;
alter table audit add column reason text;
alter table audit add column approver_id text;
alter table audit add column before_hash text;
alter table audit add column after_hash text;
alter table audit add column hash text;
create index audit_acts on audit (actor_id, action, object_id, at);
`

const sqliteGuards = `
create trigger incident_entries_no_update before update on incident_entries
begin select raise(abort, 'The timeline of an incident only grows'); end;
create trigger incident_entries_no_delete before delete on incident_entries
begin select raise(abort, 'The timeline of an incident only grows'); end;
create trigger access_reviews_no_update before update on access_reviews
begin select raise(abort, 'A review that was signed off stays as it is'); end;
create trigger access_reviews_no_delete before delete on access_reviews
begin select raise(abort, 'A review that was signed off stays as it is'); end;
`

const postgresGuards = `
create function security_only_grows() returns trigger language plpgsql as $$
begin raise exception 'What was written down stays as it is'; end $$;
create trigger incident_entries_no_rewrite before update or delete or truncate on incident_entries
for each statement execute function security_only_grows();
create trigger access_reviews_no_rewrite before update or delete or truncate on access_reviews
for each statement execute function security_only_grows();
`
