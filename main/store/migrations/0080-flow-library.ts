import type { Migration } from './migration.ts'

/**
 * The flows of the assistant: their versions, drafts and switches, as they are written. `flow_counters` tell whether
 * what is published or switched has changed (`set`), and give every save of a draft its number (`draft`). Which
 * versions conversations are in is told without reading the conversations.
 */
export const flowLibrary: Migration = {
  number: 80,
  name: 'flow-library',
  async up({ int, strict, run }) {
    await run(`
create table flow_versions (
  flow text not null, version ${int} not null, state text not null, flow_json text not null, words_json text not null,
  shipped_version ${int}, restores ${int}, author_id text, note text not null, created_at ${int} not null,
  primary key (flow, version)
) ${strict};
create table flow_drafts (
  flow text primary key, flow_json text not null, words_json text not null, based_on ${int} not null,
  revision ${int} not null, faults ${int} not null, author_id text not null, updated_at ${int} not null
) ${strict};
create table flow_switches (
  flow text primary key, is_on ${int} not null, author_id text not null, updated_at ${int} not null
) ${strict};
create table flow_counters (name text primary key, value ${int} not null) ${strict};
create index bot_sessions_version on bot_sessions (flow, flow_version);
`)
  },
}
