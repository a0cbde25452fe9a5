import type { Reader, Writer } from '../store/store.ts'

type Db = Reader | Writer

const conversations = (db: Db, citizenId: string) =>
  db.selectFrom('conversations').select('id').where('citizen_id', '=', citizenId)

export const sessionsOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('bot_sessions')
    .select(['conversation_id', 'flow', 'state_json', 'updated_at'])
    .where('conversation_id', 'in', conversations(db, citizenId))
    .execute()

export const misunderstoodOf = (db: Db, citizenId: string) =>
  db
    .selectFrom('misunderstood')
    .select(['id', 'message_id', 'at'])
    .where('conversation_id', 'in', conversations(db, citizenId))
    .orderBy('seq')
    .execute()

/** Phrases taught to the assistant, and what the citizen wrote: compared by whoever asks. */
export const taughtPhrases = (db: Db) => db.selectFrom('taught_phrases').select(['id', 'text', 'intent']).execute()

export const wordsWrittenBy = (db: Db, citizenId: string) =>
  db
    .selectFrom('messages')
    .select('text')
    .where('conversation_id', 'in', conversations(db, citizenId))
    .where('direction', '=', 'in')
    .where('text', '!=', '')
    .execute()

export async function deleteBotRowsOf(tx: Writer, citizenId: string): Promise<void> {
  await tx.deleteFrom('bot_sessions').where('conversation_id', 'in', conversations(tx, citizenId)).execute()
  await tx.deleteFrom('misunderstood').where('conversation_id', 'in', conversations(tx, citizenId)).execute()
}

export const deletePhrases = (tx: Writer, ids: readonly string[]) =>
  tx.deleteFrom('taught_phrases').where('id', 'in', ids).execute()
