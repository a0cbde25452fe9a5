import type { Logger } from 'pino'
import type { Exclusion } from '../../contract/broadcast.ts'
import type { Standing } from '../../contract/consents.ts'
import { describeError } from '../station/describe-error.ts'
import type { Reader, Writer } from '../store/store.ts'
import { type Acts, variantsOf } from './acts.ts'
import { consentSeq, personOf } from './audience-queries.ts'
import { exclusionOf, longestPatience, valuesFor } from './audience-rules.ts'
import {
  breakDelivery,
  type DeliveryRow,
  defer,
  exclude,
  firstWait,
  nextPlanned,
  nextWaited,
  release,
  waitingInOutbox,
} from './delivery-queries.ts'
import type { BroadcastNeeds } from './needs.ts'
import { type BroadcastRow, broadcastById, countRelease, fileById, holdsFence, moveBroadcast } from './queries.ts'
import { lookNow } from './rules.ts'
import { emptyIn, filled } from './text-rules.ts'

/** What became of one try: somebody was dealt with, nobody can be before, nobody is left, or it is not ours to do. */
export type Released =
  | { readonly did: 'one' }
  | { readonly did: 'wait'; readonly reason: string; readonly until: number }
  | { readonly did: 'all' }
  | { readonly did: 'stop' }

type Refusal = { readonly reason: Exclusion; readonly until: number | null }

/** What is handed over, under which fence, and whether a consent allows it; an exception does otherwise. */
type Sending = { readonly text: string; readonly fence: number; readonly agreed: boolean }

const mostTries = 3

const isStoreTrouble = (error: unknown) => error instanceof Error && error.name === 'StoreError'

/** How soon it is asked again whether there is room in the outbox, in milliseconds; what makes room says so itself. */
const again = 60_000

const undoable = ({ release_from: until }: BroadcastRow, now: number): Released | null =>
  until !== null && until > now ? { did: 'wait', reason: 'undo', until } : null

/**
 * Hands one delivery over to leave. Everything is asked in the transaction that does it: whose the line is, what the
 * look and the line say, what the person agreed to. One person who cannot be written to is a row with its reason.
 */
export function releasing(needs: BroadcastNeeds & { readonly log: Logger }, stationId: string, { noted }: Acts) {
  const { store, clock, line, letters, permissions } = needs

  const beginLook = (tx: Writer, row: BroadcastRow, until: number) =>
    moveBroadcast(tx, row.id, ['running'], { look_until: until })

  /** Null when the broadcast may go on now. */
  const look = async (tx: Writer, row: BroadcastRow, now: number): Promise<Released | null> => {
    const word = lookNow(
      {
        recipients: row.recipients,
        emergency: row.emergency === 1,
        released: row.released,
        lookUntil: row.look_until,
        looked: row.looked === 1,
      },
      line.look,
      now,
    )
    switch (word.do) {
      case 'go':
        return null
      case 'begin':
        await beginLook(tx, row, word.until)
        await noted(tx, row.id)
        return { did: 'wait', reason: 'look', until: word.until }
      case 'wait':
        return { did: 'wait', reason: 'look', until: word.until }
      case 'ask':
        if (!(await line.isGreen(row.line_id, now))) return { did: 'wait', reason: 'not_green', until: now + 60_000 }
        await moveBroadcast(tx, row.id, ['running'], { looked: 1 })
        await noted(tx, row.id)
        return null
    }
  }

  /** Why this person gets nothing now, whatever the plan says. */
  const refusal = async (
    tx: Writer,
    row: BroadcastRow,
    { citizen_id: citizenId }: DeliveryRow,
    standing: Standing,
    now: number,
  ): Promise<Refusal | null> => {
    const spared = row.emergency === 1 && standing !== 'opted_out' && standing !== 'blocked'
    if (standing !== 'live' && !spared) return { reason: exclusionOf[standing], until: null }
    const of = { lineId: row.line_id, purpose: row.purpose, citizenIds: [citizenId] }
    const word = (await line.wordOn(tx, of, now)).get(citizenId)
    return word && row.emergency === 0 ? word : null
  }

  const textFor = async (tx: Writer, row: BroadcastRow, delivery: DeliveryRow): Promise<string | null> => {
    const person = await personOf(tx, delivery.citizen_id)
    const text = variantsOf(row)[delivery.variant ?? -1]?.text
    if (!person || person.hidden_at !== null || text === undefined) return null
    const values = valuesFor(person, (await needs.town()).name)
    return emptyIn(text, values).length > 0 ? null : filled(text, values)
  }

  const handOver = async (tx: Writer, row: BroadcastRow, delivery: DeliveryRow, fence: number): Promise<Released> => {
    const now = clock.now()
    const standing = await permissions.standing(tx, delivery.citizen_id, row.purpose, now)
    const refused = await refusal(tx, row, delivery, standing, now)
    if (refused) {
      const { reason, until } = refused
      const waits = until !== null && until <= now + longestPatience && until > now
      if (waits) await defer(tx, { id: delivery.id, reason, until })
      else await exclude(tx, { id: delivery.id, reason })
      return { did: 'one' }
    }
    const text = await textFor(tx, row, delivery)
    if (text === null) {
      await exclude(tx, { id: delivery.id, reason: 'empty_variable' })
      return { did: 'one' }
    }
    if (!(await countRelease(tx, row.id))) return { did: 'stop' }
    await send(tx, row, delivery, { text, fence, agreed: standing === 'live' })
    return { did: 'one' }
  }

  const send = async (tx: Writer, row: BroadcastRow, delivery: DeliveryRow, { text, fence, agreed }: Sending) => {
    const media = row.media_id === null ? null : ((await fileById(tx, row.media_id)) ?? null)
    const messageId = await letters.send(tx, {
      lineId: row.line_id,
      citizenId: delivery.citizen_id,
      purpose: row.purpose,
      emergency: row.emergency === 1,
      broadcastId: row.id,
      deliveryId: delivery.id,
      exceptionId: row.exception_id,
      text,
      media,
    })
    const seq = agreed ? await consentSeq(tx, delivery.citizen_id, row.purpose) : null
    const taken = await release(tx, delivery.id, { messageId, fence, consentSeq: seq, now: clock.now() })
    // All of it is undone with the transaction.
    if (!taken) throw new Error('a delivery was released twice')
  }

  const next = async (tx: Writer, broadcastId: string, now: number) =>
    (await nextPlanned(tx, { broadcastId }))[0] ?? (await nextWaited(tx, { broadcastId, now }))[0]

  const isFull = async (db: Reader | Writer, lineId: string) => (await waitingInOutbox(db, lineId)) >= line.inFlight()

  /** Null when the line takes one more now. */
  const heldByLine = async (tx: Writer, row: BroadcastRow, now: number): Promise<Released | null> => {
    if (await isFull(tx, row.line_id)) return { did: 'wait', reason: 'outbox', until: now + again }
    const passage = await line.allowance(tx, { lineId: row.line_id, emergency: row.emergency === 1 }, now)
    return passage.ok ? null : { did: 'wait', reason: passage.limit, until: passage.until }
  }

  const nobodyNow = async (tx: Writer, id: string): Promise<Released> => {
    const until = await firstWait(tx, id)
    return until === null ? { did: 'all' } : { did: 'wait', reason: 'frequency', until }
  }

  const tryOne = (id: string, fence: number, picked: (delivery: DeliveryRow) => void): Promise<Released> =>
    store.transaction(async (tx): Promise<Released> => {
      const now = clock.now()
      const row = await broadcastById(tx, id)
      if (row?.state !== 'running' || !(await holdsFence(tx, row.line_id, stationId, fence))) return { did: 'stop' }
      const waits = undoable(row, now) ?? (await look(tx, row, now))
      if (waits) return waits
      const delivery = await next(tx, id, now)
      if (!delivery) return nobodyNow(tx, id)
      const held = await heldByLine(tx, row, now)
      if (held) return held
      picked(delivery)
      return handOver(tx, row, delivery, fence)
    })

  /** How often in a row a delivery could not be handed over, in this life of the station. */
  let stuck = { id: '', tries: 0 }

  return {
    /** Deals with the next person of a running broadcast, under this fence of its line. */
    async releaseOne({ id, line_id: lineId }: BroadcastRow, fence: number): Promise<Released> {
      // Asked without a transaction first: most of the time the answer is yes.
      if (await isFull(store.read, lineId)) return { did: 'wait', reason: 'outbox', until: clock.now() + again }
      let picked: DeliveryRow | null = null
      try {
        return await tryOne(id, fence, (delivery) => {
          picked = delivery
        })
      } catch (error) {
        const at: DeliveryRow | null = picked
        if (at === null || isStoreTrouble(error)) throw error
        await giveUpOn(at, error)
        return { did: 'one' }
      }
    },
  }

  /** One that fails again and again must not stand before the others. */
  async function giveUpOn({ id }: DeliveryRow, error: unknown): Promise<void> {
    stuck = { id, tries: stuck.id === id ? stuck.tries + 1 : 1 }
    if (stuck.tries < mostTries) return
    needs.log.error({ error: describeError(error) }, 'a delivery could not be handed over; the next has its turn')
    await store.transaction((tx) => breakDelivery(tx, { id, reason: 'broken' }))
  }
}

export type Releasing = ReturnType<typeof releasing>
