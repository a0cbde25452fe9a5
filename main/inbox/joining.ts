import type { Writer } from '../store/store.ts'
import {
  absorbThread,
  type ConversationRow,
  conversationById,
  lastMessages,
  putBack,
  reserveConversation,
  updateConversation,
} from './queries.ts'
import { threadOf, withThread } from './recorder.ts'
import { joined, preview } from './rules.ts'

/** Two threads of one person on one line, as they were and as the one that goes on was left. Plain data. */
export type JoinedThreads = {
  readonly absorbed: ConversationRow
  readonly before: ConversationRow
  readonly after: ConversationRow
}

const load = async (tx: Writer, id: string): Promise<ConversationRow> => {
  const [row] = await conversationById(tx, { id })
  if (!row) throw new Error('a thread is gone')
  return row
}

/** What a thread says of its last words, from the messages it holds. */
async function recount(tx: Writer, id: string): Promise<void> {
  const row = await load(tx, id)
  const { any, said, heard } = await lastMessages(tx, id)
  await updateConversation(tx, {
    ...row,
    last_seq: said?.seq ?? 0,
    last_inbound_seq: heard?.seq ?? 0,
    last_text: preview(said?.text ?? ''),
    last_kind: said?.kind ?? 'text',
    last_direction: said?.direction ?? 'in',
    last_at: any?.at ?? row.created_at,
    waiting_since: heard === undefined ? null : row.waiting_since,
  })
}

/** What was together in the reserved folder stays in it, in whichever thread it goes on. */
async function reserveWith(tx: Writer, { reserved_at }: ConversationRow, id: string): Promise<void> {
  if (reserved_at !== null) await reserveConversation(tx, id, reserved_at)
}

/** Makes two threads one and takes them apart again. The messages are moved by the caller, in the same transaction. */
export function threadJoining() {
  return {
    /** The first goes on in the second and is in no view any more. */
    async join(tx: Writer, absorbedId: string, intoId: string): Promise<JoinedThreads> {
      const absorbed = await load(tx, absorbedId)
      const before = await load(tx, intoId)
      const newest = absorbed.last_seq > before.last_seq ? absorbed : before
      const after = withThread(
        {
          ...before,
          last_seq: newest.last_seq,
          last_text: newest.last_text,
          last_kind: newest.last_kind,
          last_direction: newest.last_direction,
          last_inbound_seq: Math.max(absorbed.last_inbound_seq, before.last_inbound_seq),
          last_at: Math.max(absorbed.last_at, before.last_at),
        },
        joined(threadOf(before), threadOf(absorbed)),
      )
      await updateConversation(tx, after)
      await absorbThread(tx, absorbedId, intoId)
      await reserveWith(tx, absorbed, intoId)
      return { absorbed, before, after }
    },

    /** Puts both back as they were; of one that went on meanwhile, what happened since is kept. */
    async part(tx: Writer, { absorbed, before, after }: JoinedThreads): Promise<void> {
      const now = await load(tx, before.id)
      await putBack(tx, absorbed)
      await reserveWith(tx, now, absorbed.id)
      const untouched = (Object.keys(after) as (keyof ConversationRow)[]).every((key) => now[key] === after[key])
      if (untouched) await updateConversation(tx, before)
      else await recount(tx, before.id)
    },

    recount,
  }
}

export type ThreadJoining = ReturnType<typeof threadJoining>
