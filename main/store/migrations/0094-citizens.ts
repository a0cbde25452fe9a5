import type { Migration } from './migration.ts'

/** In SQL because migrations know no program: the letters of the names that Spanish towns have. */
const folded = ['áàâäÁÀÂÄ', 'éèêëÉÈÊË', 'íìîïÍÌÎÏ', 'óòôöÓÒÔÖ', 'úùûüÚÙÛÜ', 'ñÑ', 'çÇ']
  .flatMap((letters, index) => Array.from(letters, (letter) => [letter, 'aeiounc'[index]]))
  .reduce((sql, [from, to]) => `replace(${sql}, '${from}', '${to}')`, 'lower(name)')

/** What is known of citizens, their merges, and lists of them being imported. */
export const citizens: Migration = {
  number: 94,
  name: 'citizens',
  async up({ dialect, int, strict, run }) {
    // Pages and prefixes need the order of code points.
    const key = dialect === 'postgres' ? 'text collate "C"' : 'text'
    await run(`
alter table citizens add column name_key ${key} not null default '~';
alter table citizens add column neighbourhood text not null default '';
alter table citizens add column note text not null default '';
alter table citizens add column revision ${int} not null default 0;
alter table citizens add column merged_into text references citizens (id);
alter table citizens add column hidden_at ${int};
alter table citizens add column last_heard_at ${int};
alter table citizen_identifiers add column heard_at ${int};
alter table citizen_identifiers add column shared ${int} not null default 0;
alter table conversations add column absorbed_by text references conversations (id);
update citizens set name_key = ${folded} where name <> '';
update citizens set last_heard_at = (
  select max(m.at) from messages m join conversations c on c.id = m.conversation_id
  where c.citizen_id = citizens.id and m.direction = 'in'
);
create index citizens_list on citizens (name_key, id) where merged_into is null and hidden_at is null;
create index citizens_neighbourhood on citizens (neighbourhood, name_key, id)
  where merged_into is null and hidden_at is null and neighbourhood <> '';
create index citizens_language on citizens (language, name_key, id) where merged_into is null and hidden_at is null;
create index citizens_merged on citizens (merged_into) where merged_into is not null;
create table citizen_tags (
  citizen_id text not null references citizens (id) on delete cascade, tag text not null,
  primary key (citizen_id, tag)
) ${strict};
create index citizen_tags_tag on citizen_tags (tag, citizen_id);
create table former_identifiers (
  id text primary key, citizen_id text not null references citizens (id) on delete cascade,
  kind text not null, value text not null, created_at ${int} not null, ended_at ${int} not null
) ${strict};
create index former_identifiers_citizen on former_identifiers (citizen_id);
create table citizen_merges (
  id text primary key, kept_id text not null references citizens (id) on delete cascade,
  merged_id text not null references citizens (id) on delete cascade,
  operator_id text not null, at ${int} not null, undone_at ${int}, before_json text
) ${strict};
create index citizen_merges_kept on citizen_merges (kept_id);
create index citizen_merges_merged on citizen_merges (merged_id);
create index citizen_merges_open on citizen_merges (at) where before_json is not null;
create table citizen_merge_rows (
  merge_id text not null references citizen_merges (id) on delete cascade, place text not null, row_id text not null,
  primary key (merge_id, place, row_id)
) ${strict};
create table distinct_citizens (
  one_id text not null references citizens (id) on delete cascade,
  other_id text not null references citizens (id) on delete cascade, at ${int} not null,
  primary key (one_id, other_id)
) ${strict};
create index distinct_citizens_other on distinct_citizens (other_id);
create table citizen_imports (
  id text primary key, file_name text not null, bytes ${int} not null, received ${int} not null, state text not null,
  reading_json text, done_line ${int} not null, counts_json text not null, fault_json text,
  operator_id text not null, created_at ${int} not null, updated_at ${int} not null
) ${strict};
create index citizen_imports_state on citizen_imports (state, updated_at);
create table citizen_import_chunks (
  import_id text not null references citizen_imports (id) on delete cascade, position ${int} not null,
  blob text not null, bytes ${int} not null, primary key (import_id, position)
) ${strict};
create index citizen_import_chunks_blob on citizen_import_chunks (blob);
create table citizen_import_rows (
  import_id text not null references citizen_imports (id) on delete cascade, line ${int} not null,
  phone text, verdict text not null, reason text, row_json text not null, primary key (import_id, line)
) ${strict};
create index citizen_import_rows_phone on citizen_import_rows (import_id, phone) where phone is not null;
create index citizen_import_rows_verdict on citizen_import_rows (import_id, verdict, line);
`)
  },
}
