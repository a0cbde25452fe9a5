import type { Selectable } from 'kysely'
import { followUpPurpose } from '../line/policy.ts'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Letter } from './outgoing-message.ts'

export type OutboxRow = Selectable<Schema['outbox']>

export const insertOutbox = prepared<
  {
    id: string
    lineId: string
    conversationId: string
    citizenId: string
    messageId: string
    lane: number
    providerId: string
    notBefore: number
    waitingBefore: number | null
    purpose: string | null
    deliveryId: string | null
    exceptionId: string | null
    now: number
  },
  never
>((db, param) =>
  db.insertInto('outbox').values({
    id: param('id'),
    line_id: param('lineId'),
    conversation_id: param('conversationId'),
    citizen_id: param('citizenId'),
    message_id: param('messageId'),
    lane: param('lane'),
    state: 'queued',
    provider_id: param('providerId'),
    not_before: param('notBefore'),
    attempts: 0,
    station_id: null,
    fence: null,
    claimed_at: null,
    accepted_at: null,
    failure: null,
    waiting_before: param('waitingBefore'),
    purpose: param('purpose'),
    delivery_id: param('deliveryId'),
    exception_id: param('exceptionId'),
    created_at: param('now'),
  }),
)

export const countAutomatic = prepared<{ citizenId: string; lane: number; since: number }, { n: number }>((db, param) =>
  db
    .selectFrom('outbox')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('citizen_id', '=', param('citizenId'))
    .where('lane', '=', param('lane'))
    .where('created_at', '>', param('since'))
    .where('state', '!=', 'cancelled'),
)

export const outboxByProviderId = prepared<{ lineId: string; providerId: string }, OutboxRow>((db, param) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('line_id', '=', param('lineId'))
    .where('provider_id', '=', param('providerId')),
)

export const outboxByMessage = prepared<{ messageId: string }, OutboxRow>((db, param) =>
  db.selectFrom('outbox').selectAll().where('message_id', '=', param('messageId')),
)

export const setState = prepared<
  { id: string; state: OutboxRow['state']; failure: string | null; notBefore: number; acceptedAt: number | null },
  never
>((db, param) =>
  db
    .updateTable('outbox')
    .set({
      state: param('state'),
      failure: param('failure'),
      not_before: param('notBefore'),
      accepted_at: param('acceptedAt'),
    })
    .where('id', '=', param('id')),
)

export const holdsLease = prepared<{ lineId: string; stationId: string; fence: number }, { line_id: string }>(
  (db, param) =>
    db
      .selectFrom('leases')
      .select('line_id')
      .where('line_id', '=', param('lineId'))
      .where('station_id', '=', param('stationId'))
      .where('fence', '=', param('fence')),
)

/**
 * What may leave now, in the order it must: by lane, and never before an earlier message of the same conversation. What
 * the town starts waits for what was said before, and no answer waits behind it. One that was handed over and waits for its acknowledgement holds nothing up: sends are made one after the other.
 */
export const dueRows = prepared<{ lineId: string; now: number; tooFar: number; limit: number }, OutboxRow>(
  (db, param) =>
    db
      .selectFrom('outbox as o')
      .selectAll('o')
      .where('o.line_id', '=', param('lineId'))
      .where('o.state', '=', 'queued')
      .where((q) => q.or([q('o.not_before', '<=', param('now')), q('o.not_before', '>', param('tooFar'))]))
      .where((q) =>
        q.not(
          q.exists(
            q
              .selectFrom('outbox as earlier')
              .select('earlier.id')
              .whereRef('earlier.conversation_id', '=', 'o.conversation_id')
              .where('earlier.state', '=', 'queued')
              .whereRef('earlier.id', '<', 'o.id')
              .where((either) =>
                either.or([either('earlier.purpose', 'is', null), either('o.purpose', 'is not', null)]),
              ),
          ),
        ),
      )
      .orderBy('o.lane')
      .orderBy('o.not_before')
      .orderBy('o.id')
      .limit(param('limit')),
)

export const markSending = prepared<{ id: string; stationId: string; fence: number; now: number }, never>((db, param) =>
  db
    .updateTable('outbox')
    .set((q) => ({
      state: 'sending' as const,
      station_id: param('stationId'),
      fence: param('fence'),
      claimed_at: param('now'),
      attempts: q('attempts', '+', 1),
      failure: null,
    }))
    .where('id', '=', param('id')),
)

/** What the channel needs to send a row. */
export const envelope = prepared<{ id: string }, Letter>((db, param) =>
  db
    .selectFrom('outbox as o')
    .innerJoin('messages as m', 'm.id', 'o.message_id')
    .leftJoin('messages as r', 'r.id', 'm.reply_to_id')
    .leftJoin('media as d', 'd.id', 'm.media_id')
    .leftJoin('citizen_identifiers as p', (join) =>
      join.onRef('p.citizen_id', '=', 'o.citizen_id').on('p.kind', '=', 'phone'),
    )
    .leftJoin('citizen_identifiers as l', (join) =>
      join.onRef('l.citizen_id', '=', 'o.citizen_id').on('l.kind', '=', 'lid'),
    )
    .select(['m.text', 'm.kind', 'p.value as phone', 'l.value as lid', 'r.provider_id as replyTo'])
    .select(['m.media_id as mediaId', 'd.blob', 'd.mime', 'd.file_name as fileName'])
    .where('o.id', '=', param('id'))
    .orderBy((q) => q.fn.coalesce('p.heard_at', 'p.created_at'), 'desc')
    .orderBy((q) => q.fn.coalesce('l.heard_at', 'l.created_at'), 'desc')
    .limit(1),
)

/** What was claimed before `claimedBefore` and is still on its way, or claimed after `tooLate`: by id, after `after`. */
export const sendingRows = (
  db: Reader,
  { lineId, claimedBefore, tooLate, after }: { lineId: string; claimedBefore: number; tooLate: number; after: string },
) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('line_id', '=', lineId)
    .where('state', '=', 'sending')
    .where((q) => q.or([q('claimed_at', '<', claimedBefore), q('claimed_at', '>', tooLate)]))
    .where('id', '>', after)
    .orderBy('id')
    .limit(200)
    .execute()

/** When the answers of a line since `since` were claimed, oldest first; with them what follows from a request. */
export const claimedSince = (db: Reader, lineId: string, since: number) =>
  db
    .selectFrom('outbox')
    .select('claimed_at')
    .where('line_id', '=', lineId)
    .where('claimed_at', '>', since)
    .where((q) => q.or([q('purpose', 'is', null), q('purpose', '=', followUpPurpose)]))
    .where('state', 'not in', ['queued', 'cancelled', 'failed'])
    .orderBy('claimed_at')
    .execute()

export const nextDue = (db: Reader, lineId: string, after: number) =>
  db
    .selectFrom('outbox')
    .select('not_before')
    .where('line_id', '=', lineId)
    .where('state', '=', 'queued')
    .where('not_before', '>', after)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst()

const waitingStates: OutboxRow['state'][] = ['queued', 'sending', 'check']

type StateCount = { readonly state: OutboxRow['state']; readonly n: number }

const ofLine = (db: Reader, lineId: string) =>
  db
    .selectFrom('outbox')
    .select(['state', (q) => q.fn.countAll<number>().as('n')])
    .where('line_id', '=', lineId)
    .groupBy('state')

/** Everything that waits, and what ended of what was queued since `since`: two queries, each with an index of its own. */
export async function countByState(db: Reader, lineId: string, since: number): Promise<readonly StateCount[]> {
  const waiting = ofLine(db, lineId).where('state', 'in', waitingStates)
  const ended = ofLine(db, lineId).where('created_at', '>=', since).where('state', 'not in', waitingStates)
  return (await Promise.all([waiting.execute(), ended.execute()])).flat()
}

/** Takes back what is still queued in a lane of a conversation; returns the messages. */
export const cancelQueued = (tx: Writer, conversationId: string, lane: number) =>
  tx
    .updateTable('outbox')
    .set({ state: 'cancelled' })
    .where('conversation_id', '=', conversationId)
    .where('lane', '=', lane)
    .where('state', '=', 'queued')
    .returning('message_id')
    .execute()

/** Takes back what the town started and still waits for one person, of these purposes or of all; returns the messages. */
export const cancelTownStarted = (tx: Writer, citizenId: string, purposes: readonly string[] | 'all') => {
  const waiting = tx
    .updateTable('outbox')
    .set({ state: 'cancelled' })
    .where('citizen_id', '=', citizenId)
    .where('purpose', 'is not', null)
    .where('state', '=', 'queued')
  const those = purposes === 'all' ? waiting : waiting.where('purpose', 'in', purposes)
  return those.returning(['conversation_id', 'message_id']).execute()
}

/** Takes back these messages where they are still queued; returns those that were. */
export const cancelMessages = (tx: Writer, messageIds: readonly string[]) =>
  tx
    .updateTable('outbox')
    .set({ state: 'cancelled' })
    .where('message_id', 'in', messageIds)
    .where('state', '=', 'queued')
    .returning('message_id')
    .execute()

export const countQueued = async (tx: Writer, messageIds: readonly string[]): Promise<number> => {
  const row = await tx
    .selectFrom('outbox')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('message_id', 'in', messageIds)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
