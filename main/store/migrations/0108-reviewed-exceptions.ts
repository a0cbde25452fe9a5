import type { Migration } from './migration.ts'

/** Who looked back at a civil-emergency exception, and how many messages left under each. */
export const reviewedExceptions: Migration = {
  number: 108,
  name: 'reviewed-exceptions',
  async up({ int, run }) {
    await run(`
alter table exceptions add column reviewed_by text;
alter table exceptions add column reviewed_at ${int};
create index outbox_exception on outbox (exception_id, state) where exception_id is not null;
`)
  },
}
