import type { Migration } from './migration.ts'

/** What the town knows, and every text it has had. A slug or an intent belongs to one fact that is in use. */
export const knowledge: Migration = {
  number: 70,
  name: 'knowledge',
  async up({ int, strict, run }) {
    await run(`
create table knowledge (
  id text primary key, kind text not null, slug text not null, intent text, body_json text not null,
  version ${int} not null, author_id text, updated_at ${int} not null, retired_at ${int}
) ${strict};
create unique index knowledge_slug on knowledge (kind, slug) where retired_at is null;
create unique index knowledge_intent on knowledge (intent) where retired_at is null and intent is not null;
create table knowledge_versions (
  knowledge_id text not null references knowledge (id) on delete cascade, version ${int} not null,
  body_json text not null, author_id text, at ${int} not null, primary key (knowledge_id, version)
) ${strict};
`)
  },
}
