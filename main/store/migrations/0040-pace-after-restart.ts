import type { Migration } from './migration.ts'

/** What left in the last minute is found without reading the outbox, so that a restart does not forget the pace. */
export const paceAfterRestart: Migration = {
  number: 40,
  name: 'pace-after-restart',
  async up({ run }) {
    await run('create index outbox_claimed on outbox (line_id, claimed_at) where claimed_at is not null')
  },
}
