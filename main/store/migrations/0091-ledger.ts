import type { Migration, MigrationTools } from './migration.ts'

/**
 * Secrets of the town and the ledger of consents. The ledger, what its entries say sealed, and its signed heads only
 * grow; of a subject's key nothing may change but that it is destroyed.
 */
export const ledger: Migration = {
  number: 91,
  name: 'ledger',
  async up(tools) {
    await tools.run(tables(tools))
    await tools.run(tools.dialect === 'sqlite' ? sqliteGuards : postgresGuards)
  },
}

const tables = ({ int, strict }: MigrationTools) => `
create table town_secrets (name text primary key, secret text not null) ${strict};
create table subject_keys (citizen_id text primary key, key text) ${strict};
create table ledger_entries (
  seq ${int} primary key, citizen_id text not null, entry text not null, hash text not null
) ${strict};
create index ledger_entries_citizen on ledger_entries (citizen_id, seq);
create table ledger_sealed (seq ${int} primary key, sealed text not null) ${strict};
create table ledger_tip (id ${int} primary key, seq ${int} not null, hash text not null) ${strict};
create table ledger_checks (id ${int} primary key, at ${int} not null, result_json text not null) ${strict};
create table ledger_heads (
  day text primary key, seq ${int} not null, statement text not null,
  public_key text not null, signature text not null
) ${strict};
`

const growing = ['ledger_entries', 'ledger_sealed', 'ledger_heads']
const message = 'The ledger only grows'

const sqliteGuards = [
  ...growing.flatMap((table) => [
    `create trigger ${table}_no_update before update on ${table} begin select raise(abort, '${message}'); end;`,
    `create trigger ${table}_no_delete before delete on ${table} begin select raise(abort, '${message}'); end;`,
  ]),
  `create trigger subject_keys_no_delete before delete on subject_keys begin select raise(abort, '${message}'); end;`,
  `create trigger subject_keys_end_once before update on subject_keys
   when new.key is not null or old.key is null or new.citizen_id <> old.citizen_id
   begin select raise(abort, 'A key can only be destroyed'); end;`,
].join('\n')

const postgresGuards = `
create function ledger_only_grows() returns trigger language plpgsql as $$
begin raise exception '${message}'; end $$;
create function subject_key_ends_once() returns trigger language plpgsql as $$
begin
  if new.key is not null or old.key is null or new.citizen_id <> old.citizen_id then
    raise exception 'A key can only be destroyed';
  end if;
  return new;
end $$;
${growing.map((table) => `create trigger ${table}_no_rewrite before update or delete or truncate on ${table} for each statement execute function ledger_only_grows();`).join('\n')}
create trigger subject_keys_no_delete before delete or truncate on subject_keys for each statement execute function ledger_only_grows();
create trigger subject_keys_end_once before update on subject_keys for each row execute function subject_key_ends_once();
`
