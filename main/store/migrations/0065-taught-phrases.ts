import type { Migration } from './migration.ts'

/** Phrases the town taught the assistant, and what it did not understand. */
export const taughtPhrases: Migration = {
  number: 65,
  name: 'taught-phrases',
  async up({ int, sequence, strict, run }) {
    await run(`
create table taught_phrases (
  id text primary key, intent text not null, text text not null, operator_id text, created_at ${int} not null
) ${strict};
create table misunderstood (
  seq ${sequence}, id text not null unique, conversation_id text not null,
  message_id text not null unique references messages (id) on delete cascade,
  guesses_json text not null, settled_at ${int}, settled_by text, at ${int} not null
) ${strict};
create index misunderstood_open on misunderstood (seq) where settled_at is null;
`)
  },
}
