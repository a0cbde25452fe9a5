import type { Migration, MigrationTools } from './migration.ts'

/** What people agreed to, under which words, what limits their contact, and what was decided without them. */
export const consents: Migration = {
  number: 92,
  name: 'consents',
  async up(tools) {
    for (const part of [purposes, notices, people, exceptions, live]) await tools.run(part(tools))
    await tools.run(tools.dialect === 'sqlite' ? sqliteKeeps : postgresKeeps)
  },
}

/** A consent of a version before `live_from` is no longer one. */
const purposes = ({ int, strict }: MigrationTools) => `
create table purposes (
  id text primary key, version ${int} not null, live_from ${int} not null, active ${int} not null,
  urgent ${int} not null, basis text not null, texts_json text not null, position ${int} not null,
  updated_at ${int} not null
) ${strict};
create table purpose_versions (
  purpose text not null references purposes (id), version ${int} not null, kind text not null,
  basis text not null, texts_json text not null, at ${int} not null, operator_id text,
  primary key (purpose, version)
) ${strict};
`

const notices = ({ int, strict }: MigrationTools) => `
create table notices (
  version ${int} primary key, kind text, purposes_json text not null, created_at ${int} not null,
  published_at ${int}, published_by text
) ${strict};
create table notice_texts (
  notice ${int} not null references notices (version), language text not null,
  first_layer text not null, second_layer text not null, updated_at ${int} not null,
  approved_at ${int}, approved_by text, primary key (notice, language)
) ${strict};
`

const people = ({ int, strict }: MigrationTools) => `
create table consents (
  citizen_id text not null references citizens (id) on delete cascade, purpose text not null references purposes (id),
  state text not null, version ${int} not null, since ${int} not null, expires_at ${int}, age ${int},
  seq ${int} not null, primary key (citizen_id, purpose)
) ${strict};
create index consents_purpose on consents (purpose, state, citizen_id);
create index consents_expiry on consents (state, expires_at);
create table contact_limits (
  citizen_id text primary key references citizens (id) on delete cascade,
  held_at ${int}, paused_until ${int}, opted_out_at ${int}, blocked_at ${int}
) ${strict};
create table suppressions (hash text primary key, kind text not null, at ${int} not null) ${strict};
create table consent_requests (
  citizen_id text primary key references citizens (id) on delete cascade, conversation_id text,
  state text not null, method text not null, asked_in_chat ${int} not null, by_kind text not null, by_id text,
  notice ${int} not null references notices (version), language text not null, notice_language text not null,
  shown text not null, age ${int} not null, old_enough ${int}, purposes_json text not null,
  begun_at ${int} not null, expires_at ${int} not null, reminded_at ${int}
) ${strict};
create index consent_requests_open on consent_requests (state, expires_at);
`

const exceptions = ({ int, strict }: MigrationTools) => `
create table exceptions (
  id text primary key, purpose text not null references purposes (id), reason text not null,
  asked_by text not null, asked_at ${int} not null, approved_by text, approved_at ${int},
  revoked_by text, revoked_at ${int}, until ${int} not null,
  check (approved_by is null or approved_by <> asked_by)
) ${strict};
`

/** Who may be written to about what, but for the two moments that a reader compares with the clock. */
const live = () => `
create view live_consents as
select c.citizen_id, c.purpose, c.since, c.expires_at, l.paused_until
from consents c
join purposes p on p.id = c.purpose and p.active = 1 and c.version >= p.live_from
left join contact_limits l on l.citizen_id = c.citizen_id
where c.state = 'given' and l.held_at is null and l.opted_out_at is null and l.blocked_at is null;
`

const sqliteKeeps = `
create trigger notices_published before update on notices when old.published_at is not null
begin select raise(abort, 'A published notice stays as it is'); end;
create trigger notices_kept before delete on notices when old.published_at is not null
begin select raise(abort, 'A published notice stays as it is'); end;
create trigger notice_texts_approved before update on notice_texts when old.approved_at is not null
  and exists (select 1 from notices where version = old.notice and published_at is not null)
begin select raise(abort, 'A published text stays as it is'); end;
create trigger notice_texts_kept before delete on notice_texts when old.approved_at is not null
  and exists (select 1 from notices where version = old.notice and published_at is not null)
begin select raise(abort, 'A published text stays as it is'); end;
create trigger purpose_versions_no_update before update on purpose_versions
begin select raise(abort, 'Versions of a purpose stay as they are'); end;
create trigger purpose_versions_no_delete before delete on purpose_versions
begin select raise(abort, 'Versions of a purpose stay as they are'); end;
`

const postgresKeeps = `
create function notice_stays() returns trigger language plpgsql as $$
begin
  if old.published_at is not null then raise exception 'A published notice stays as it is'; end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger notices_published before update or delete on notices
for each row execute function notice_stays();
create function notice_text_stays() returns trigger language plpgsql as $$
begin
  if old.approved_at is not null
    and exists (select 1 from notices where version = old.notice and published_at is not null)
  then raise exception 'A published text stays as it is'; end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger notice_texts_approved before update or delete on notice_texts
for each row execute function notice_text_stays();
create function purpose_version_stays() returns trigger language plpgsql as $$
begin raise exception 'Versions of a purpose stay as they are'; end $$;
create trigger purpose_versions_no_rewrite before update or delete or truncate on purpose_versions
for each statement execute function purpose_version_stays();
`
