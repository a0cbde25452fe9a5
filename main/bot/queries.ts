import { prepared } from '../store/prepared.ts'

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
