import type { Migration } from './migration.ts'

/** What the town starts says for what purpose, as which delivery, or under which exception; an answer has none of them. */
export const townStarted: Migration = {
  number: 90,
  name: 'town-started',
  async up({ run }) {
    await run(`
alter table outbox add column purpose text;
alter table outbox add column delivery_id text;
alter table outbox add column exception_id text;
create index outbox_purpose on outbox (line_id, claimed_at) where purpose is not null;
create index outbox_delivery on outbox (delivery_id) where delivery_id is not null;
`)
  },
}
