import pino from 'pino'
import type { BroadcastContent } from '../../contract/broadcasts.ts'
import type { Language } from '../../contract/common.ts'
import type { LineWord } from '../../main/broadcast/audience-rules.ts'
import type { LinePassage, LineSense } from '../../main/broadcast/needs.ts'
import { standings } from '../../main/consent/standing.ts'
import { recorder } from '../../main/inbox/recorder.ts'
import type { AuditTrail, Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { securityPolicy } from '../../main/operators/security-policy.ts'
import { type Outbox, outbox } from '../../main/outbox/service.ts'
import { joinBroadcast } from '../../main/station/join-broadcast.ts'
import type { BlobStore } from '../../main/store/blobs.ts'
import { acquireLease } from '../../main/store/lease.ts'
import type { Store } from '../../main/store/store.ts'
import { type ManualClock, manualClock } from './clock.ts'
import { sequentialIds } from './ids.ts'
import { lineRow, phone } from './rows.ts'
import type { OpenStore } from './stores.ts'
import { town } from './town.ts'

const can = (id: string, name: string): Operator => ({ id, name, role: 'officer', permissions: new Set() })
export const eva = can('eva', 'Eva Prueba')
export const leo = can('leo', 'Leo Prueba')

const wording = (text: string) => `Ayuntamiento de Robledillo de Prueba:\n${text}`

/** A notice that nothing is wrong with. */
export const notice = (change: Partial<BroadcastContent> = {}): BroadcastContent => ({
  purpose: 'culture',
  variants: [
    { lang: 'es', text: wording('Hola, {{nombre}}: el viernes a las 19:00 hay teatro en la plaza.') },
    { lang: 'es', text: wording('{{nombre}}, le esperamos el viernes a las 19:00: teatro en la plaza.') },
  ],
  audience: { neighbourhoods: [], languages: [], tags: [] },
  confirmed: [],
  emergency: false,
  reason: '',
  ...change,
})

/** A line that a spec holds in its hand. */
export function testLine() {
  const state = {
    green: true,
    most: Number.POSITIVE_INFINITY,
    passage: { ok: true } as LinePassage,
    words: new Map<string, LineWord>(),
    look: { share: 0.05, waitMs: 3_600_000, smallest: 20 },
  }
  const line: LineSense = {
    get look() {
      return state.look
    },
    inFlight: () => state.most,
    allowance: async () => state.passage,
    wordOn: async () => state.words,
    plan: async ({ run, others }) => ({
      beginsAt: run.restsUntil,
      endsAt: run.restsUntil + run.left * 60_000,
      bindingLimit: 'minute',
      behind: others.map(({ id }) => id),
      perDay: [],
      reserve: 20,
    }),
    isGreen: async () => state.green,
  }
  return { line, state }
}

export type BroadcastDesk = Awaited<ReturnType<typeof broadcastDesk>>

type Parts = Parameters<typeof joinBroadcast>[1]
type DeskNeeds = Parameters<typeof joinBroadcast>[0] & { readonly audit: AuditTrail; readonly outbox: Outbox }

type DeskOptions = {
  /** The store of another station, beside which this is a second one. */
  readonly sharing?: { readonly store: Store; readonly clock: ManualClock }
  /** What is joined as in a station instead of held in the hand. */
  readonly join?: (needs: DeskNeeds) => Promise<Partial<Parts>>
}

/** Broadcasts as the station joins them, on a store of their own or as a second station beside another. */
export async function broadcastDesk(open: OpenStore, { sharing, join }: DeskOptions = {}) {
  const clock = sharing?.clock ?? manualClock()
  const store = await open(sharing ? { clock, sharing: sharing.store } : { clock })
  const newId = sequentialIds(sharing ? 1 : 0)
  const needs = { store, clock, newId, audit: auditTrail({ clock }), town: async () => town }
  const queue = outbox(needs)
  const policy = securityPolicy({ ...needs, asks: false })
  const standing = standings({ appliesTo: async () => false, knowsAny: async () => false })
  const { line, state } = testLine()
  const log = pino({ level: 'silent' })
  const station = { ...needs, log, blobs: memoryBlobs(), keyFor: () => Buffer.alloc(32) }
  if (!sharing) await furnish(store)
  const broadcasts = joinBroadcast(station, {
    policy,
    ledger: { head: async () => ({ entries: 0, head: '' }) },
    audit: needs.audit,
    town: needs.town,
    recorder: recorder(needs),
    outbox: queue,
    line,
    consents: { desk: { standing: standing.of }, purposes: { list: purposesOf }, exceptions: { grant } } as never,
    maySendFiles: () => true,
    renderPdf: async (document) => Buffer.from(JSON.stringify(document)),
    ...(await join?.({ ...station, outbox: queue })),
  })
  /** The town does without a second person from now on. */
  const doWithout = async () => policy.save(eva, { ...(await policy.get()), fourEyes: false })
  const parts = { store, clock, broadcasts, queue, state, doWithout }
  return { ...parts, ...people(store), ...steps(store, clock, broadcasts) }
}

const memoryBlobs = (): BlobStore => {
  const kept = new Map<string, Buffer>()
  return {
    put: async (bytes) => {
      const name = String(kept.size)
      kept.set(name, Buffer.from(bytes))
      return name
    },
    get: async (name) => kept.get(name) ?? Buffer.alloc(0),
    remove: async (name) => void kept.delete(name),
    putBack: async (name, bytes) => void kept.set(name, Buffer.from(bytes)),
    has: async (name) => kept.has(name),
    async *names() {
      yield* kept.keys()
    },
  }
}

const named = (name: string) => ({ es: { name, description: '' } })
const purposesOf = async () => [
  { id: 'culture', texts: named('Cultura y fiestas'), active: true, urgent: false },
  { id: 'service_cuts', texts: named('Cortes y averías'), active: true, urgent: true },
  { id: 'jobs', texts: named('Empleo'), active: false, urgent: false },
]
const grant = async (_: unknown, { askedBy, approvedBy }: { askedBy: string; approvedBy: string }) =>
  `${askedBy} and ${approvedBy}`

/** A line, two people at the desk and the purposes. */
const furnish = (store: Store) =>
  store.transaction(async (tx) => {
    await tx.insertInto('lines').values(lineRow()).execute()
    for (const { id, name } of [eva, leo]) {
      const account = { id, name, username: id, role: 'officer', language: 'es', password_hash: '', pin_hash: null }
      const times = {
        locked_at: null,
        disabled_at: null,
        last_access_at: null,
        previous_access_at: null,
        created_at: 1,
      }
      await tx
        .insertInto('operators')
        .values({ ...account, ...times, failed_tries: 0 })
        .execute()
    }
    for (const [position, id] of ['culture', 'service_cuts', 'jobs'].entries()) {
      const purpose = { version: 1, live_from: 1, active: 1, urgent: id === 'service_cuts' ? 1 : 0, basis: 'consent' }
      await tx
        .insertInto('purposes')
        .values({ id, ...purpose, texts_json: '{}', position, updated_at: 1 })
        .execute()
    }
  })

type Person = {
  readonly language?: Language
  readonly neighbourhood?: string
  readonly name?: string
  readonly tag?: string
  readonly purpose?: string
  readonly state?: 'given' | 'withdrawn'
  readonly heard?: boolean
  readonly limits?: { held_at?: number; paused_until?: number; opted_out_at?: number; blocked_at?: number }
}

function people(store: Store) {
  const add = (n: number, person: Person = {}) =>
    store.transaction(async (tx) => {
      const id = `citizen-${String(n).padStart(6, '0')}`
      const { name = `Rosa Vecina ${n}`, language = null, neighbourhood = '', heard = true } = person
      await tx.insertInto('citizens').values({ id, name, language, neighbourhood, created_at: 1 }).execute()
      const identifier = { id: `identifier-${n}`, citizen_id: id, kind: 'phone', value: phone(n), created_at: 1 }
      await tx.insertInto('citizen_identifiers').values(identifier).execute()
      const thread = { id: `conversation-${n}`, line_id: 'line-1', citizen_id: id, state: 'resolved' as const }
      const empty = { assignee_id: null, waiting_since: null, snoozed_until: null, unfinished: 0, topic: null }
      const last = { last_seq: 1, last_inbound_seq: heard ? 1 : 0, last_text: 'gracias', last_kind: 'text' }
      const times = { last_direction: 'in' as const, last_at: 1, created_at: 1 }
      await tx
        .insertInto('conversations')
        .values({ ...thread, ...empty, ...last, ...times })
        .execute()
      const { purpose = 'culture', state = 'given', tag, limits } = person
      const consent = { citizen_id: id, purpose, state, version: 1, since: 1, expires_at: null, age: 14, seq: n }
      await tx.insertInto('consents').values(consent).execute()
      if (tag) await tx.insertInto('citizen_tags').values({ citizen_id: id, tag }).execute()
      const none = { held_at: null, paused_until: null, opted_out_at: null, blocked_at: null }
      if (limits)
        await tx
          .insertInto('contact_limits')
          .values({ citizen_id: id, ...none, ...limits })
          .execute()
      return id
    })
  return {
    person: add,
    people: async (count: number) => {
      for (let n = 1; n <= count; n++) await add(n)
    },
    withdraw: (n: number, purpose = 'culture') =>
      store.transaction((tx) =>
        tx
          .updateTable('consents')
          .set({ state: 'withdrawn' })
          .where('citizen_id', '=', `citizen-${String(n).padStart(6, '0')}`)
          .where('purpose', '=', purpose)
          .execute(),
      ),
  }
}

function steps(store: Store, clock: ManualClock, broadcasts: ReturnType<typeof joinBroadcast>) {
  return {
    /** This station holds the line from now on. */
    own: async (stationId: string) => {
      const term = { now: clock.now(), ttlMs: 1, hasEnded: () => true }
      await acquireLease(store, { lineId: 'line-1', stationId, ...term })
    },
    /** Written by Eva and approved by Leo. */
    approved: async (content: BroadcastContent = notice()) => {
      const id = await broadcasts.create(eva, content)
      await broadcasts.approve(leo, id, undefined)
      return id
    },
    /** What stands in the outbox of deliveries, in its order. */
    queued: () =>
      store.read
        .selectFrom('outbox as o')
        .innerJoin('messages as m', 'm.id', 'o.message_id')
        .select(['o.citizen_id', 'o.state', 'o.lane', 'o.purpose', 'o.delivery_id', 'o.exception_id', 'm.text'])
        .select(['o.provider_id', 'm.author_kind'])
        .where('o.delivery_id', 'is not', null)
        .orderBy('o.id')
        .execute(),
  }
}
