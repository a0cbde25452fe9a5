import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'

export type Session = {
  readonly flow: string
  readonly flow_version: number
  readonly state_json: string
  readonly turn_json: string | null
}

/** Where a conversation with the assistant stands; none before its first turn. */
export const sessionOf = prepared<{ conversationId: string }, Session>((db, param) =>
  db
    .selectFrom('bot_sessions')
    .select(['flow', 'flow_version', 'state_json', 'turn_json'])
    .where('conversation_id', '=', param('conversationId')),
)

export const saveSession = prepared<
  {
    conversationId: string
    flow: string
    version: number
    state: string
    turn: string | null
    remindAt: number | null
    now: number
  },
  unknown
>((db, param) =>
  db
    .insertInto('bot_sessions')
    .values({
      conversation_id: param('conversationId'),
      flow: param('flow'),
      flow_version: param('version'),
      state_json: param('state'),
      turn_json: param('turn'),
      remind_at: param('remindAt'),
      updated_at: param('now'),
    })
    .onConflict((conflict) =>
      conflict.column('conversation_id').doUpdateSet((row) => ({
        flow: row.ref('excluded.flow'),
        flow_version: row.ref('excluded.flow_version'),
        state_json: row.ref('excluded.state_json'),
        turn_json: row.ref('excluded.turn_json'),
        remind_at: row.ref('excluded.remind_at'),
        updated_at: row.ref('excluded.updated_at'),
      })),
    ),
)

export const replaceState = prepared<{ conversationId: string; state: string }, unknown>((db, param) =>
  db
    .updateTable('bot_sessions')
    .set({ state_json: param('state'), turn_json: null, remind_at: null })
    .where('conversation_id', '=', param('conversationId')),
)

export const saveTurn = prepared<{ conversationId: string; turn: string }, unknown>((db, param) =>
  db
    .updateTable('bot_sessions')
    .set({ turn_json: param('turn') })
    .where('conversation_id', '=', param('conversationId')),
)

export const dueReminders = prepared<{ now: number }, { conversation_id: string }>((db, param) =>
  db
    .selectFrom('bot_sessions')
    .select('conversation_id')
    .where('remind_at', 'is not', null)
    .where('remind_at', '<=', param('now'))
    .orderBy('remind_at')
    .limit(50),
)

export const clearReminder = prepared<{ conversationId: string }, never>((db, param) =>
  db.updateTable('bot_sessions').set({ remind_at: null }).where('conversation_id', '=', param('conversationId')),
)

/** The turn that was open cannot be done again: what follows it was said since. */
export const saveReminded = prepared<{ conversationId: string; state: string }, never>((db, param) =>
  db
    .updateTable('bot_sessions')
    .set({ state_json: param('state'), turn_json: null, remind_at: null })
    .where('conversation_id', '=', param('conversationId')),
)

/** Questions left open since before a moment, the oldest first. */
export const oldSessions = (db: Reader, before: number) =>
  db
    .selectFrom('bot_sessions as s')
    .innerJoin('conversations as c', 'c.id', 's.conversation_id')
    .select(['s.conversation_id', 's.flow', 's.flow_version', 's.state_json', 's.turn_json', 's.updated_at'])
    .where('c.unfinished', '=', 1)
    .where('c.state', '=', 'bot')
    .where('s.updated_at', '<', before)
    .orderBy('s.updated_at')
    .limit(500)
    .execute()
