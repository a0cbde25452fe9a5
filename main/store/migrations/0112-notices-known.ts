import type { Migration } from './migration.ts'

/** Which version of the notice everybody knows who agreed; those who did before are taken to know the one in force. */
export const noticesKnown: Migration = {
  number: 112,
  name: 'notices-known',
  async up({ int, run }) {
    await run(`
alter table consents add column notice ${int} not null default 0;
update consents set notice = coalesce((select max(version) from notices where published_at is not null), 0);
`)
  },
}
