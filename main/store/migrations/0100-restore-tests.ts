import type { Migration } from './migration.ts'

/** The dated record of trial restores of backups. */
export const restoreTests: Migration = {
  number: 100,
  name: 'restore-tests',
  async up({ int, strict, run }) {
    await run(`
create table restore_tests (
  id text primary key, backup_id text not null, at ${int} not null, ok ${int} not null,
  result_json text not null, operator_id text
) ${strict};
create index restore_tests_backup on restore_tests (backup_id, at);
`)
  },
}
