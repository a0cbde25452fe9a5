import pino from 'pino'
import type { Channel } from '../../main/channels/channel.ts'
import type { Said } from '../../main/consent/desk.ts'
import type { Consents } from '../../main/consent/service.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import { dispatcher } from '../../main/outbox/dispatcher.ts'
import { lanes, longestWait } from '../../main/outbox/rules.ts'
import { outbox } from '../../main/outbox/service.ts'
import type { NewId } from '../../main/station/needs.ts'
import { acquireLease } from '../../main/store/lease.ts'
import type { Store, Writer } from '../../main/store/store.ts'
import type { ManualClock } from './clock.ts'
import { consentsOn } from './consents.ts'
import { noFiles } from './no-files.ts'
import { conversationRow, lineRow, messageRow } from './rows.ts'

const lineId = lineRow().id
const log = pino({ level: 'silent' })

/** A citizen with a phone and a conversation. */
export type Neighbour = { readonly id: string; readonly conversationId: string; readonly phone: string }

export const administrator = (id = 'operator-1'): Operator => ({
  id,
  name: 'Ana Prueba',
  role: 'administrator',
  permissions: permissionsOf('administrator'),
})

/** Words somebody said, under an id of their own. */
export const said = (clock: ManualClock, newId: NewId, text: string): Said => {
  const messageId = newId()
  return { messageId, providerId: `IN-${messageId}`, at: clock.now(), text }
}

/**
 * Consents over a real store, and a real outbox that sends through their gate to a far side that keeps what arrives.
 * `between`: what happens after a message was claimed and before it is handed over.
 */
export async function consentTown(needs: {
  readonly store: Store
  readonly clock: ManualClock
  readonly newId: NewId
}) {
  const { store, clock, newId } = needs
  const queue = outbox(needs)
  const arrived = new Set<string>()
  const wire = { between: null as null | (() => Promise<void>), down: false }
  await store.transaction((tx) => tx.insertInto('lines').values(lineRow()).execute())
  const channel: Channel = {
    kind: 'webjs',
    capabilities: new Set(['send.lookup']),
    start: async (sink) => sink.state('connected'),
    stop: async () => undefined,
    async send({ providerId }) {
      await wire.between?.()
      if (wire.down) throw new Error('the line went down')
      arrived.add(providerId)
    },
    lookUp: async (providerId) => (arrived.has(providerId) ? 'accepted' : 'absent'),
    fetchMedia: () => Promise.reject(new Error('nobody asks')),
  }
  let consents: Consents = await consentsOn(needs)
  let life = 0

  const start = async () => {
    life += 1
    const owner = { stationId: `station-${life}` }
    const lease = await acquireLease(store, { lineId, ...owner, now: clock.now() + life * 1e12, ttlMs: 1 })
    return dispatcher({
      ...{ store, clock, log, outbox: queue, channel, lineId },
      blobs: noFiles,
      gates: [consents.gate],
      owner: { ...owner, fence: lease?.fence ?? 0 },
      pace: { allowance: (now) => ({ count: 4, retryAt: now }), sent: () => undefined },
      onLostLease: () => undefined,
    })
  }
  let sender = await start()

  /** The outbox does all that it can do now. */
  const drain = async () => {
    sender.resume()
    for (let tries = 0; tries < 20_000 && (await isBusy(store, clock.now(), arrived)); tries += 1)
      await new Promise((next) => setImmediate(next))
    await sender.pause()
  }

  return {
    consents: () => consents,
    queue,
    arrived,
    wire,
    drain,

    /** The station ends and begins again: what it held in memory is gone. */
    async restart() {
      await sender.pause()
      consents = await consentsOn(needs)
      sender = await start()
    },

    async neighbour(phone: string): Promise<Neighbour> {
      const [id, conversationId] = [newId(), newId()]
      await store.transaction(async (tx) => {
        const named = { id, name: 'Vecina', language: null, created_at: clock.now() }
        await tx.insertInto('citizens').values(named).execute()
        const identifier = { id: newId(), citizen_id: id, kind: 'phone', value: phone, created_at: clock.now() }
        await tx.insertInto('citizen_identifiers').values(identifier).execute()
        await tx
          .insertInto('conversations')
          .values(conversationRow({ id: conversationId, citizen_id: id }))
          .execute()
      })
      return { id, conversationId, phone }
    },

    /** Queues a message that the town starts; the id by which the far side will know it. */
    async start(to: Neighbour, purpose: string, exceptionId?: string): Promise<string> {
      const id = newId()
      const providerId = `OUT-${id}`
      await store.transaction(async (tx) => {
        const { conversationId } = to
        const row = { id, conversation_id: conversationId, direction: 'out' as const, provider_id: providerId }
        await tx.insertInto('messages').values(messageRow(row)).execute()
        const letter = { lineId, conversationId, citizenId: to.id, messageId: id, providerId, purpose }
        const rest = { lane: lanes.broadcast, notBefore: clock.now(), waitingBefore: null }
        await queue.enqueue(tx, { ...letter, ...rest, ...(exceptionId !== undefined && { exceptionId }) })
      })
      return providerId
    },

    /** All of it or nothing, as a crash would leave it. */
    async crash(work: (tx: Writer) => Promise<unknown>): Promise<void> {
      const crash = new Error('the machine stopped')
      await store
        .transaction(async (tx) => {
          await work(tx)
          throw crash
        })
        .catch((error) => {
          if (error !== crash) throw error
        })
    },

    /** It was refused or taken back: it will never leave. */
    async isOver(providerId: string): Promise<boolean> {
      const rows = store.read.selectFrom('outbox').select('state').where('provider_id', '=', providerId)
      const row = await rows.executeTakeFirst()
      return row?.state === 'failed' || row?.state === 'cancelled'
    },

    failureOf: async (providerId: string) =>
      (await store.read.selectFrom('outbox').selectAll().where('provider_id', '=', providerId).executeTakeFirst())
        ?.failure ?? null,
  }
}

export type ConsentTown = Awaited<ReturnType<typeof consentTown>>

/** Something may leave now, or is on its way and has not arrived. */
async function isBusy(store: Store, now: number, arrived: ReadonlySet<string>): Promise<boolean> {
  const rows = await store.read
    .selectFrom('outbox')
    .select(['state', 'not_before', 'provider_id'])
    .where('state', 'in', ['queued', 'sending'])
    .execute()
  return rows.some(({ state, not_before, provider_id }) =>
    state === 'queued' ? not_before <= now || not_before > now + longestWait : !arrived.has(provider_id),
  )
}
