import type { Migration } from './migration.ts'

/**
 * Whether who writes may approve is a matter of the security policy alone. A town whose broadcasts did without a second
 * person goes on without: what it decided moves there, and goes from the rules of broadcasts.
 */
export const oneFourEyes: Migration = {
  number: 106,
  name: 'one-four-eyes',
  up: ({ dialect, run }) => run(dialect === 'sqlite' ? sqlite : postgres),
}

const sqlite = `
insert into settings (key, value_json, updated_at)
select 'security', '{"fourEyes":false}', updated_at from settings
where key = 'broadcasts' and json_extract(value_json, '$.fourEyes') = 0
on conflict (key) do update set
  value_json = json_set(value_json, '$.fourEyes', json('false')), updated_at = excluded.updated_at;
update settings set value_json = json_remove(value_json, '$.fourEyes') where key = 'broadcasts';
`

const postgres = `
insert into settings (key, value_json, updated_at)
select 'security', '{"fourEyes":false}', updated_at from settings
where key = 'broadcasts' and value_json::jsonb ->> 'fourEyes' = 'false'
on conflict (key) do update set
  value_json = jsonb_set(settings.value_json::jsonb, '{fourEyes}', 'false')::text, updated_at = excluded.updated_at;
update settings set value_json = (value_json::jsonb - 'fourEyes')::text where key = 'broadcasts';
`
