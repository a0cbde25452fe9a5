import type { Migration } from './migration.ts'

/** Posters with which people join: each has a code that tells where it hangs. */
export const posters: Migration = {
  number: 93,
  name: 'posters',
  async up({ int, strict, run }) {
    await run(`
create table posters (
  id text primary key, code text not null unique, place text not null, created_at ${int} not null
) ${strict};
`)
  },
}
