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

  return async () => {
    const messages = await db.selectFrom('messages').selectAll().where('seq', '>', lastMessage).orderBy('seq').execute()
    const changes = await db.selectFrom('changes').selectAll().where('seq', '>', lastChange).orderBy('seq').execute()
    lastMessage = messages.at(-1)?.seq ?? lastMessage
    lastChange = changes.at(-1)?.seq ?? lastChange
    const ids = [...new Set(messages.map((message) => message.conversation_id))]
    const steps = (await Promise.all(ids.map((id) => rowsOf(store, raw, id, known)))).flat()
    const queued = await db
      .selectFrom('outbox')
      .selectAll()
      .where(
        'message_id',
        'in',
        messages.map(({ id }) => id),
      )
      .execute()
    return [
      ...steps,
      ...messages.flatMap((message) => [raw.insert('messages', message), raw.index(message.seq, message.text)]),
      ...queued.map((row) => raw.insert('outbox', row)),
      ...changes.map((change) => raw.insert('changes', change)),
    ]
  }
}

async function rowsOf(store: Store, raw: RawStore, id: string, known: Set<string>): Promise<Step[]> {
  const db = store.read
  const conversation = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const session = await db.selectFrom('bot_sessions').selectAll().where('conversation_id', '=', id).executeTakeFirst()
  const seen = known.has(id)
  known.add(id)
  if (seen) {
    const { line_id: _line, citizen_id: _citizen, created_at: _made, ...changed } = conversation
    return [
      raw.update('conversations', 'id', changed),
      ...(session ? [raw.update('bot_sessions', 'conversation_id', session)] : []),
    ]
  }
  return [
    ...(await citizenRows(store, raw, conversation.citizen_id)),
    raw.insert('conversations', conversation),
    ...(session ? [raw.insert('bot_sessions', session)] : []),
  ]
}

async function citizenRows(store: Store, raw: RawStore, id: string): Promise<Step[]> {
  const db = store.read
  const citizen = await db.selectFrom('citizens').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const identifiers = await db.selectFrom('citizen_identifiers').selectAll().where('citizen_id', '=', id).execute()
  const words = await db.selectFrom('citizen_words').selectAll().where('citizen_id', '=', id).execute()
  const rows = (table: string, found: readonly Values[]) => found.map((row) => raw.insert(table, row))
  return [raw.insert('citizens', citizen), ...rows('citizen_identifiers', identifiers), ...rows('citizen_words', words)]
}
