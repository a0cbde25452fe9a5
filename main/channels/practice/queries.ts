import type { MessageKind } from '../../../contract/inbox.ts'
import { prepared } from '../../store/prepared.ts'
import type { Reader, Writer } from '../../store/store.ts'
import type { OutboundCard } from '../channel.ts'
import type { Mail, MailKind, Payload, PhoneRow, ReceivedFile } from './mail.ts'

/** The SQL of the far side: what the phones of the town, and WhatsApp's servers between, remember. */

const columns = ['id', 'phone', 'direction', 'kind', 'text', 'status', 'delivered', 'payload_json', 'at'] as const
type Values = Record<(typeof columns)[number], string | number | null>

/** Inserts as many rows as it is built for; a repeated id is dropped. Returns the ids that were new. */
function inserter(rows: number) {
  return prepared<Record<string, string | number | null>, { id: string }>((db, param) => {
    const place = (row: number) =>
      Object.fromEntries(columns.map((column) => [column, param(`${column}${row}`)])) as never
    return db
      .insertInto('practice_messages')
      .values(Array.from({ length: rows }, (_, row) => place(row)))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
  })
}

const many = 32
const insertMany = inserter(many)
const insertOne = inserter(1)

/** Writes rows in their order, thirty-two a statement. Returns the ids that were new. */
async function insert(tx: Writer, rows: readonly Values[]): Promise<Set<string>> {
  const fresh = new Set<string>()
  for (let from = 0; from < rows.length; ) {
    const size = rows.length - from >= many ? many : 1
    const values: Record<string, string | number | null> = {}
    for (let row = 0; row < size; row += 1)
      for (const column of columns) values[`${column}${row}`] = rows[from + row]?.[column] ?? null
    for (const { id } of await (size === many ? insertMany : insertOne)(tx, values)) fresh.add(id)
    from += size
  }
  return fresh
}

export function insertSent(tx: Writer, mails: readonly Mail[]): Promise<Set<string>> {
  return insert(
    tx,
    mails.map(({ payload, ...mail }) => ({
      ...mail,
      direction: 'sent',
      status: null,
      delivered: 0,
      payload_json: payload && JSON.stringify(payload),
    })),
  )
}

/** A message of the town hall reaches a phone. False when that phone has it already. */
export async function insertReceived(
  tx: Writer,
  message: {
    readonly id: string
    readonly phone: string
    readonly text: string
    readonly kind: MessageKind
    readonly replyTo?: string
    readonly file?: ReceivedFile
    readonly card?: OutboundCard
    readonly at: number
  },
): Promise<boolean> {
  const { replyTo, file, card, ...row } = message
  const payload: Payload = { ...(replyTo !== undefined && { replyTo }), ...(file && { file }), ...(card && { card }) }
  const fresh = await insert(tx, [
    {
      ...row,
      direction: 'received',
      status: 'accepted',
      delivered: 0,
      payload_json: Object.keys(payload).length === 0 ? null : JSON.stringify(payload),
    },
  ])
  return fresh.size > 0
}

export type WaitingMail = Mail & { readonly seq: number; readonly name: string }

/** What phones sent after `after` and the station has not confirmed, in the order it was sent. */
export async function waitingMail(read: Reader, after: number, limit: number): Promise<WaitingMail[]> {
  const rows = await waiting(read, { after, limit })
  return rows.map(({ payload_json, ...row }) => ({
    ...row,
    kind: row.kind as MailKind,
    name: row.name ?? '',
    payload: payload_json === null ? null : JSON.parse(payload_json),
  }))
}

type WaitingRow = Omit<WaitingMail, 'payload' | 'kind' | 'name'> & {
  readonly kind: string
  readonly payload_json: string | null
  readonly name: string | null
}

const waiting = prepared<{ after: number; limit: number }, WaitingRow>((db, param) =>
  db
    .selectFrom('practice_messages as m')
    .leftJoin('practice_phones as p', 'p.phone', 'm.phone')
    .select(['m.seq', 'm.id', 'm.phone', 'm.kind', 'm.text', 'm.payload_json', 'm.at', 'p.name'])
    .where('m.direction', '=', 'sent')
    .where('m.delivered', '=', 0)
    .where('m.seq', '>', param('after'))
    .orderBy('m.seq')
    .limit(param('limit')),
)

/** The station has everything sent with `from` < seq ≤ `to`, except what is held back. */
export const markDelivered = prepared<{ from: number; to: number; except: number }, unknown>((db, param) =>
  db
    .updateTable('practice_messages')
    .set({ delivered: 1 })
    .where('direction', '=', 'sent')
    .where('delivered', '=', 0)
    .where('seq', '>', param('from'))
    .where('seq', '<=', param('to'))
    .where('seq', '<>', param('except')),
)

/** What the station was told about a message it sent; `told` is 1 when there is no more to tell. */
export const markTold = prepared<{ id: string; status: string; told: number }, unknown>((db, param) =>
  db
    .updateTable('practice_messages')
    .set({ status: param('status'), delivered: param('told') })
    .where('id', '=', param('id')),
)

/** Messages whose acknowledgements were not all told. */
export const untold = prepared<{ after: number; limit: number }, { seq: number; id: string }>((db, param) =>
  db
    .selectFrom('practice_messages')
    .select(['seq', 'id'])
    .where('direction', '=', 'received')
    .where('delivered', '=', 0)
    .where('seq', '>', param('after'))
    .orderBy('seq')
    .limit(param('limit')),
)

export const messageById = prepared<{ id: string }, { direction: string; payload_json: string | null }>((db, param) =>
  db.selectFrom('practice_messages').select(['direction', 'payload_json']).where('id', '=', param('id')),
)

export const lastReceived = prepared<{ phone: string }, { id: string }>((db, param) =>
  db
    .selectFrom('practice_messages')
    .select('id')
    .where('phone', '=', param('phone'))
    .where('direction', '=', 'received')
    .orderBy('seq', 'desc')
    .limit(1),
)

/** What the town hall sent to a phone, oldest first. */
export const receivedBy = prepared<
  { phone: string },
  { text: string; at: number; id: string; payload_json: string | null }
>((db, param) =>
  db
    .selectFrom('practice_messages')
    .select(['text', 'at', 'id', 'payload_json'])
    .where('phone', '=', param('phone'))
    .where('direction', '=', 'received')
    .orderBy('seq'),
)

/** Everything on a phone, oldest first; without the files it sent, which may be large and many. */
export function rowsOfPhone(read: Reader, phone: string): Promise<PhoneRow[]> {
  return read
    .selectFrom('practice_messages')
    .select(['id', 'at', 'direction', 'kind', 'text', 'status', 'delivered'])
    .select((q) =>
      q
        .case()
        .when(q.or([q('kind', 'in', ['edit', 'deletion', 'reaction']), q('direction', '=', 'received')]))
        .then(q.ref('payload_json'))
        .else(null)
        .end()
        .as('payload_json'),
    )
    .where('phone', '=', phone)
    .orderBy('seq')
    .execute()
}

export async function countScripted(read: Reader, idsFrom: string): Promise<number> {
  const row = await read
    .selectFrom('practice_messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('direction', '=', 'sent')
    .where('id', 'like', `${idsFrom}%`)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export type PhoneState = { readonly phone: string; readonly step: number; readonly next_at: number | null }

/** Where the scripted citizens are. */
export function scriptedPhones(read: Reader): Promise<PhoneState[]> {
  return read
    .selectFrom('practice_phones')
    .select(['phone', 'step', 'next_at'])
    .where('script', 'is not', null)
    .execute()
}

/** Gives a phone its owner's script. */
export const enlistPhone = prepared<
  { phone: string; name: string; script: string; step: number; next_at: number },
  unknown
>((db, param) =>
  db
    .insertInto('practice_phones')
    .values({
      phone: param('phone'),
      name: param('name'),
      script: param('script'),
      step: param('step'),
      next_at: param('next_at'),
    })
    .onConflict((conflict) =>
      conflict.column('phone').doUpdateSet((eb) => ({
        script: eb.ref('excluded.script'),
        step: eb.ref('excluded.step'),
        next_at: eb.ref('excluded.next_at'),
      })),
    ),
)

export const movePhone = prepared<{ phone: string; step: number; next_at: number }, unknown>((db, param) =>
  db
    .updateTable('practice_phones')
    .set({ step: param('step'), next_at: param('next_at') })
    .where('phone', '=', param('phone')),
)

/** Remembers a phone; an empty name leaves the one it has. */
export const rememberPhone = prepared<{ phone: string; name: string }, unknown>((db, param) =>
  db
    .insertInto('practice_phones')
    .values({ phone: param('phone'), name: param('name'), script: null, step: 0, next_at: null })
    .onConflict((conflict) =>
      conflict
        .column('phone')
        .doUpdateSet((eb) => ({ name: eb.ref('excluded.name') }))
        .where((eb) => eb(eb.ref('excluded.name'), '<>', '')),
    ),
)
