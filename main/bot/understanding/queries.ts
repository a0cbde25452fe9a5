import { prepared } from '../../store/prepared.ts'
import type { Reader, Writer } from '../../store/store.ts'

export type TaughtRow = {
  readonly id: string
  readonly intent: string
  readonly text: string
  readonly operator_id: string | null
  readonly operator_name: string | null
  readonly created_at: number
}

/** Every taught phrase, oldest first. */
export const allTaught = (db: Reader): Promise<TaughtRow[]> =>
  db
    .selectFrom('taught_phrases')
    .leftJoin('operators', 'operators.id', 'taught_phrases.operator_id')
    .select([
      'taught_phrases.id',
      'taught_phrases.intent',
      'taught_phrases.text',
      'taught_phrases.operator_id',
      'operators.name as operator_name',
      'taught_phrases.created_at',
    ])
    .orderBy('taught_phrases.created_at')
    .orderBy('taught_phrases.id')
    .execute()

export const insertTaught = (
  tx: Writer,
  phrase: { id: string; intent: string; text: string; operator_id: string; created_at: number },
) => tx.insertInto('taught_phrases').values(phrase).execute()

/** The intent of the phrase that was deleted; undefined when there was none. */
export async function deleteTaught(tx: Writer, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('taught_phrases').where('id', '=', id).returning('intent').executeTakeFirst()
  return row?.intent
}

/** One entry per message, however often it is noted. */
export const insertMisunderstood = prepared<
  { id: string; conversationId: string; messageId: string; guesses: string; now: number },
  unknown
>((db, param) =>
  db
    .insertInto('misunderstood')
    .values({
      id: param('id'),
      conversation_id: param('conversationId'),
      message_id: param('messageId'),
      guesses_json: param('guesses'),
      settled_at: null,
      settled_by: null,
      at: param('now'),
    })
    .onConflict((conflict) => conflict.column('message_id').doNothing()),
)

/** What nobody has looked at yet, newest first; `before` is the `seq` of the last one seen. */
export function openMisunderstood(db: Reader, { before, limit }: { before: number | null; limit: number }) {
  const query = db
    .selectFrom('misunderstood')
    .innerJoin('messages', 'messages.id', 'misunderstood.message_id')
    .innerJoin('conversations', 'conversations.id', 'misunderstood.conversation_id')
    .select([
      'misunderstood.seq',
      'misunderstood.id',
      'misunderstood.conversation_id',
      'misunderstood.message_id',
      'misunderstood.guesses_json',
      'misunderstood.at',
      'messages.text',
    ])
    .where('misunderstood.settled_at', 'is', null)
    .where('messages.deleted_at', 'is', null)
    // What lies in the reserved folder is no material to teach with.
    .where('messages.reserved_at', 'is', null)
    .where('conversations.reserved_at', 'is', null)
    .orderBy('misunderstood.seq', 'desc')
    .limit(limit)
  return (before === null ? query : query.where('misunderstood.seq', '<', before)).execute()
}

/** False when there is no open entry of that id. */
export async function settleMisunderstood(tx: Writer, id: string, by: string, now: number): Promise<boolean> {
  const row = await tx
    .updateTable('misunderstood')
    .set({ settled_at: now, settled_by: by })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
