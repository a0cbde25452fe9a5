import type { Migration } from './migration.ts'

/** Files that operators send: who brought one to which conversation, and the draft it belongs to. */
export const filesToSend: Migration = {
  number: 66,
  name: 'files-to-send',
  async up({ run }) {
    await run(`
alter table media add column operator_id text;
alter table media add column conversation_id text;
alter table drafts add column media_id text;
create index media_to_send on media (created_at) where operator_id is not null;
create index media_blob on media (blob) where blob is not null;
create index drafts_media on drafts (media_id) where media_id is not null;
`)
  },
}
