import type { Insertable } from 'kysely'
import type { Schema } from '../../main/store/schema.ts'
import type { Writer } from '../../main/store/store.ts'

/** Rows with every column filled with something plain, for specs that care about one or two of them. */

const start = Date.UTC(2026, 2, 2, 8, 0, 0)

export function lineRow(row: Partial<Insertable<Schema['lines']>> = {}): Insertable<Schema['lines']> {
  return {
    id: 'line-1',
    name: 'Ayuntamiento',
    channel: 'practice',
    phone: null,
    state: 'connected',
    since: start,
    created_at: start,
    ...row,
  }
}

export function conversationRow(
  row: Partial<Insertable<Schema['conversations']>> = {},
): Insertable<Schema['conversations']> {
  return {
    id: 'conversation-1',
    line_id: 'line-1',
    citizen_id: 'citizen-1',
    state: 'open',
    assignee_id: null,
    waiting_since: null,
    snoozed_until: null,
    unfinished: 0,
    topic: null,
    last_seq: 0,
    last_inbound_seq: 0,
    last_text: '',
    last_kind: 'text',
    last_direction: 'in',
    last_at: start,
    created_at: start,
    ...row,
  }
}

export function messageRow(
  row: Partial<Insertable<Schema['messages']>> & { id: string },
): Insertable<Schema['messages']> {
  return {
    line_id: 'line-1',
    conversation_id: 'conversation-1',
    direction: 'in',
    author_kind: 'citizen',
    author_id: null,
    kind: 'text',
    text: '',
    media_id: null,
    location_json: null,
    reply_to_id: null,
    provider_id: null,
    provider_at: null,
    at: start,
    edited_at: null,
    deleted_at: null,
    ...row,
  }
}

/** A citizen with a phone and a conversation on `line-1`, which exists. `n` keeps one apart from another. */
export async function addConversation(
  tx: Writer,
  n = 1,
  row: Partial<Insertable<Schema['conversations']>> = {},
): Promise<string> {
  const citizen_id = `citizen-${n}`
  await tx
    .insertInto('citizens')
    .values({ id: citizen_id, name: `Vecina ${n}`, language: null, created_at: start })
    .execute()
  await tx
    .insertInto('citizen_identifiers')
    .values({ id: `identifier-${n}`, citizen_id, kind: 'phone', value: phone(n), created_at: start })
    .execute()
  const conversation = conversationRow({ id: `conversation-${n}`, citizen_id, ...row })
  await tx.insertInto('conversations').values(conversation).execute()
  return conversation.id
}

/** A phone nobody has. */
export function phone(n: number): string {
  return `+34700${String(n).padStart(6, '0')}`
}
