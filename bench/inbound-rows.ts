import type { Store } from '../main/store/store.ts'
import type { RawStore, Step, Values } from './raw-store.ts'

/**
 * Tells after every batch, as statements for a raw loop, what rows the station wrote in it. Conversations known
 * before are updates, everything else inserts; texts are already folded into words.
 */
export function writtenSince(store: Store, raw: RawStore): () => Promise<readonly Step[]> {
  const db = store.read
  const known = new Set<string>()
  let lastMessage = 0
  let lastChange = 0

  const inserts = (table: string, found: readonly Values[]) => found.map((row) => raw.insert(table, row))

  const citizenRows = async (ids: readonly string[]): Promise<Step[]> => {
    if (ids.length === 0) return []
    const of = 'citizen_id'
    return [
      ...inserts('citizens', await db.selectFrom('citizens').selectAll().where('id', 'in', ids).execute()),
      ...inserts(
        'citizen_identifiers',
        await db.selectFrom('citizen_identifiers').selectAll().where(of, 'in', ids).execute(),
      ),
      ...inserts('citizen_words', await db.selectFrom('citizen_words').selectAll().where(of, 'in', ids).execute()),
    ]
  }

  const conversationRows = async (ids: readonly string[]): Promise<Step[]> => {
    const found = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute()
    const sessions = await db.selectFrom('bot_sessions').selectAll().where('conversation_id', 'in', ids).execute()
    const fresh = found.filter(({ id }) => !known.has(id))
    const steps = [
      ...(await citizenRows(fresh.map((conversation) => conversation.citizen_id))),
      ...inserts('conversations', fresh),
      ...found.filter(({ id }) => known.has(id)).map((row) => raw.update('conversations', 'id', changing(row))),
      ...sessions.map((row) =>
        known.has(row.conversation_id)
          ? raw.update('bot_sessions', 'conversation_id', row)
          : raw.insert('bot_sessions', row),
      ),
    ]
    for (const { id } of fresh) known.add(id)
    return steps
  }

  return async () => {
    const messages = await db.selectFrom('messages').selectAll().where('seq', '>', lastMessage).orderBy('seq').execute()
    const changes = await db.selectFrom('changes').selectAll().where('seq', '>', lastChange).orderBy('seq').execute()
    lastMessage = messages.at(-1)?.seq ?? lastMessage
    lastChange = changes.at(-1)?.seq ?? lastChange
    const ids = messages.map(({ id }) => id)
    const queued = await db.selectFrom('outbox').selectAll().where('message_id', 'in', ids).execute()
    return [
      ...(await conversationRows([...new Set(messages.map((message) => message.conversation_id))])),
      ...messages.flatMap((message) => [raw.insert('messages', message), raw.index(message.seq, message.text)]),
      ...inserts('outbox', queued),
      ...inserts('changes', changes),
    ]
  }
}

/** What a message changes in a conversation. */
function changing<T extends { line_id: unknown; citizen_id: unknown; created_at: unknown }>(row: T) {
  const { line_id: _line, citizen_id: _citizen, created_at: _made, ...changed } = row
  return changed
}
