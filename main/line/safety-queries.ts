import { type Selectable, sql } from 'kysely'
import { type LineSettings, lineSettings } from '../../contract/line-safety.ts'
import { prepared } from '../store/prepared.ts'
import type { Schema } from '../store/schema.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Counts } from './brake-rules.ts'
import { brakeWindows } from './policy.ts'

export type PaceRow = Selectable<Schema['line_pace']>
export type DayRow = Selectable<Schema['line_days']>
export type BrakeRow = Selectable<Schema['line_brake']>
export type BrakeEventRow = Selectable<Schema['line_brake_events']>
export type SendRow = Selectable<Schema['line_sends']>

const settingsKey = 'line.settings'

export async function storedSettings(db: Reader | Writer): Promise<LineSettings | null> {
  const json = await readSetting(db, settingsKey)
  return json === null ? null : lineSettings.parse(JSON.parse(json))
}

export async function putSettings(tx: Writer, value: LineSettings, now: number): Promise<void> {
  await writeSetting(tx, settingsKey, value, now)
}

type OfLine = { readonly lineId: string }

export const lineById = prepared<OfLine, Selectable<Schema['lines']>>((db, param) =>
  db.selectFrom('lines').selectAll().where('id', '=', param('lineId')),
)

export const paceOf = prepared<OfLine, PaceRow>((db, param) =>
  db.selectFrom('line_pace').selectAll().where('line_id', '=', param('lineId')),
)

export async function putPace(tx: Writer, { line_id, ...pace }: PaceRow): Promise<void> {
  await tx
    .insertInto('line_pace')
    .values({ line_id, ...pace })
    .onConflict((conflict) => conflict.column('line_id').doUpdateSet(pace))
    .execute()
}

export const newestDay = prepared<OfLine, DayRow>((db, param) =>
  db.selectFrom('line_days').selectAll().where('line_id', '=', param('lineId')).orderBy('day', 'desc').limit(1),
)

export async function putDay(tx: Writer, { line_id, day, ...rest }: DayRow): Promise<void> {
  await tx
    .insertInto('line_days')
    .values({ line_id, day, ...rest })
    .onConflict((conflict) => conflict.columns(['line_id', 'day']).doUpdateSet(rest))
    .execute()
}

/** The newest days, oldest first. */
export const lastDays = async (db: Reader, lineId: string, count: number): Promise<readonly DayRow[]> =>
  (
    await db
      .selectFrom('line_days')
      .selectAll()
      .where('line_id', '=', lineId)
      .orderBy('day', 'desc')
      .limit(count)
      .execute()
  ).toReversed()

export const brakeOf = prepared<OfLine, BrakeRow>((db, param) =>
  db.selectFrom('line_brake').selectAll().where('line_id', '=', param('lineId')),
)

export async function putBrake(tx: Writer, { line_id, ...brake }: BrakeRow): Promise<void> {
  await tx
    .insertInto('line_brake')
    .values({ line_id, ...brake })
    .onConflict((conflict) => conflict.column('line_id').doUpdateSet(brake))
    .execute()
}

export const insertBrakeEvent = (tx: Writer, event: BrakeEventRow) =>
  tx.insertInto('line_brake_events').values(event).execute()

/** Newest first, with the name of who acted. */
export const brakeEvents = (db: Reader, lineId: string, count: number) =>
  db
    .selectFrom('line_brake_events as e')
    .leftJoin('operators as o', 'o.id', 'e.operator_id')
    .selectAll('e')
    .select('o.name as operator')
    .where('e.line_id', '=', lineId)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(count)
    .execute()

export const insertDisconnect = (tx: Writer, row: { id: string; line_id: string; at: number }) =>
  tx.insertInto('line_disconnects').values(row).execute()

/** When what the town started left since a moment, oldest first. What follows from a request has no place in it. */
export const sentSince = prepared<OfLine & { since: number }, { at: number }>((db, param) =>
  db
    .selectFrom('line_sends')
    .select('at')
    .where('line_id', '=', param('lineId'))
    .where('at', '>', param('since'))
    .where('kind', '!=', 'follow_up')
    .orderBy('at'),
)

/** The clock was set back: what seems to leave later has left. */
export const pullBack = (tx: Writer, lineId: string, now: number) =>
  tx.updateTable('line_sends').set({ at: now }).where('line_id', '=', lineId).where('at', '>', now).execute()

/** A send is claimed; tried once more it counts anew. */
export async function putSend(
  tx: Writer,
  send: Pick<SendRow, 'outbox_id' | 'line_id' | 'citizen_id' | 'kind' | 'campaign' | 'at' | 'used_to_receive'>,
): Promise<void> {
  const open = { failed_at: null, failure: null, delivered_at: null, read_at: null }
  await tx
    .insertInto('line_sends')
    .values({ ...send, ...open, replied_at: null, angry_at: null, opted_out_at: null })
    .onConflict((conflict) => conflict.column('outbox_id').doUpdateSet({ at: send.at, failed_at: null, failure: null }))
    .execute()
}

export const changeSend = (tx: Writer, outboxId: string, change: Partial<Omit<SendRow, 'outbox_id'>>) =>
  tx.updateTable('line_sends').set(change).where('outbox_id', '=', outboxId).execute()

/** What was started with some citizens and did not fail, newest first. */
export const sendsTo = (db: Reader | Writer, lineId: string, citizenIds: readonly string[]) =>
  db
    .selectFrom('line_sends')
    .select(['outbox_id', 'citizen_id', 'kind', 'at', 'failure', 'delivered_at', 'read_at', 'replied_at'])
    .where('line_id', '=', lineId)
    .where('citizen_id', 'in', citizenIds)
    .orderBy('at', 'desc')
    .execute()

export const newestSendTo = prepared<
  OfLine & { citizenId: string; since: number },
  { outbox_id: string; replied_at: number | null }
>((db, param) =>
  db
    .selectFrom('line_sends')
    .select(['outbox_id', 'replied_at'])
    .where('citizen_id', '=', param('citizenId'))
    .where('line_id', '=', param('lineId'))
    .where('at', '>', param('since'))
    .orderBy('at', 'desc')
    .limit(1),
)

/** The conversation, if its citizen ever wrote in it, and not only from numbers that they no longer have. */
export const wroteIn = prepared<{ conversationId: string }, { id: string }>((db, param) =>
  db
    .selectFrom('conversations as c')
    .select('c.id')
    .where('c.id', '=', param('conversationId'))
    .where('c.last_inbound_seq', '>', 0)
    .where(({ or, not, exists, selectFrom }) =>
      or([
        not(exists(selectFrom('former_identifiers as f').select('f.id').whereRef('f.citizen_id', '=', 'c.citizen_id'))),
        exists(
          selectFrom('citizen_identifiers as i')
            .select('i.id')
            .whereRef('i.citizen_id', '=', 'c.citizen_id')
            .where('i.heard_at', 'is not', null),
        ),
      ]),
    ),
)

/** What is not worth remembering any more. */
export async function forgetBefore(tx: Writer, sends: number, disconnects: number): Promise<void> {
  await tx.deleteFrom('line_sends').where('at', '<', sends).execute()
  await tx.deleteFrom('line_disconnects').where('at', '<', disconnects).execute()
}

/** What the breakers look at; nothing from before `since`. */
export async function countsOf(db: Reader | Writer, lineId: string, since: number, now: number): Promise<Counts> {
  const from = (window: number) => Math.max(since, now - window)
  const sends = () => db.selectFrom('line_sends').where('line_id', '=', lineId)
  const due = now - brakeWindows.delivery
  const last = await sends()
    .select('failure')
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .limit(brakeWindows.lastSends)
    .execute()
  const campaigns = await sends()
    .select([
      'campaign',
      (q) => q.fn.countAll<number>().as('sends'),
      (q) => q.fn.count<number>('opted_out_at').as('outs'),
    ])
    .where('at', '>', from(brakeWindows.optOuts))
    .where('kind', '!=', 'follow_up')
    .groupBy('campaign')
    .execute()
  const [angry] = await sends()
    .select([(q) => q.fn.countAll<number>().as('sends'), (q) => q.fn.count<number>('angry_at').as('angry')])
    .where('at', '>', from(brakeWindows.angry))
    .execute()
  const [late] = await sends()
    .select([(q) => q.fn.countAll<number>().as('sends'), (q) => q.fn.count<number>('delivered_at').as('arrived')])
    .where('at', '>', from(brakeWindows.undelivered))
    .where('at', '<=', due)
    .where('used_to_receive', '=', 1)
    .where('failed_at', 'is', null)
    .execute()
  const [replies] = await sends()
    .select([
      sql<number>`count(distinct citizen_id)`.as('recipients'),
      sql<number>`count(distinct case when replied_at is not null then citizen_id end)`.as('repliers'),
    ])
    .where('at', '>', from(brakeWindows.replies))
    .where('at', '<=', due)
    .where('kind', '!=', 'follow_up')
    .where('failed_at', 'is', null)
    .execute()
  const [down] = await db
    .selectFrom('line_disconnects')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('line_id', '=', lineId)
    .where('at', '>', from(brakeWindows.disconnects))
    .execute()
  const notOnWhatsapp = last.filter(({ failure }) => failure === 'not_on_whatsapp').length
  return {
    lastSends: {
      sends: last.length,
      failed: last.filter(({ failure }) => failure !== null).length - notOnWhatsapp,
      notOnWhatsapp,
    },
    campaigns: campaigns.map((one) => ({ sends: Number(one.sends), optOuts: Number(one.outs) })),
    undelivered: {
      sends: Number(late?.sends ?? 0),
      undelivered: Number(late?.sends ?? 0) - Number(late?.arrived ?? 0),
    },
    angry: { sends: Number(angry?.sends ?? 0), angry: Number(angry?.angry ?? 0) },
    replies: { recipients: Number(replies?.recipients ?? 0), repliers: Number(replies?.repliers ?? 0) },
    disconnects: Number(down?.n ?? 0),
  }
}

/** Whether anything that was sent to a citizen ever arrived. */
export const everReceived = prepared<{ citizenId: string }, { id: string }>((db, param) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where('citizen_id', '=', param('citizenId'))
    .where('state', 'in', ['delivered', 'read'])
    .limit(1),
)

/** How many were forgotten. */
export async function forgetSendsTo(tx: Writer, citizenId: string): Promise<number> {
  const gone = await tx.deleteFrom('line_sends').where('citizen_id', '=', citizenId).returning('outbox_id').execute()
  return gone.length
}
