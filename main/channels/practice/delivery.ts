import { setImmediate as breathe } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Faults } from '../../../contract/practice.ts'
import type { Clock } from '../../station/needs.ts'
import type { Reader } from '../../store/store.ts'
import type { ChannelEvent, ChannelSink } from '../channel.ts'
import { type Arranged, arrange, type Parcel } from './faults.ts'
import type { Ledger } from './ledger.ts'
import { eventOf, isMessage } from './mail.ts'
import { markDelivered, waitingMail } from './queries.ts'
import { type Receipt, receipts } from './receipts.ts'

export type DeliveryNeeds = {
  readonly read: Reader
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Logger
  readonly seed: number
  readonly faults: () => Faults
}

/** How many messages the station is handed at once. */
const PAGE = 256
/** Milliseconds that a message waits to be overtaken, and until a failed delivery is tried again. */
const OVERTAKING = 500
const RETRY = 1_000
/** How often, in milliseconds, the rows are looked at for what citizens wrote through another station. */
const LOOK = 1_000

type Post = Parcel<ChannelEvent>
type Aside = {
  readonly events: readonly ChannelEvent[]
  readonly done: () => void
  readonly failed: (error: unknown) => void
}
type Load = {
  readonly asides: readonly Aside[]
  readonly last: number
  readonly count: number
  readonly posts: Arranged<ChannelEvent>
}

/**
 * Hands what waits on the far side to the station, one delivery after the other, in the order it was sent. The rows
 * are the queue: whatever the station had not confirmed before a crash is handed over again.
 */
export function delivery(needs: DeliveryNeeds) {
  const { read, ledger, clock, log, seed, faults } = needs
  const expected = receipts()
  let sink: ChannelSink | null = null
  let running: Promise<void> | null = null
  let unread = false
  let release = false
  let cursor = 0
  let held: Post | null = null
  let echoes: readonly Post[] = []
  const asides: Aside[] = []
  let backlog = 0
  let cancelTimer: (() => void) | null = null
  let cancelLook: (() => void) | null = null

  const gather = async (): Promise<Load> => {
    const taken = asides.splice(0)
    const page = unread ? await nextPage() : []
    const posts = page.map((mail) => ({
      id: mail.id,
      seq: mail.seq,
      isMessage: isMessage(mail.kind),
      event: eventOf(mail, mail.name),
    }))
    const arranged = arrange(seed, faults(), held, posts)
    const freed = release && arranged.held ? [arranged.held] : []
    return {
      asides: taken,
      last: page.at(-1)?.seq ?? cursor,
      count: page.length,
      posts: { ...arranged, now: [...echoes, ...arranged.now, ...freed], held: freed[0] ? null : arranged.held },
    }
  }

  const nextPage = async () => {
    unread = false
    const page = await waitingMail(read, cursor, PAGE)
    if (page.length === PAGE) unread = true
    return page
  }

  const confirm = ({ asides: told, last, count, posts }: Load) => {
    const from = Math.min(cursor, held ? held.seq - 1 : cursor)
    const range = { from, to: last, except: posts.held?.seq ?? -1 }
    if (posts.now.length > 0) ledger.writeLater((tx) => markDelivered(tx, range))
    cursor = last
    held = posts.held
    echoes = posts.later
    release = false
    backlog = Math.max(0, backlog - count)
    for (const { done } of told) done()
    expected.done(posts.now.map(({ id }) => id))
  }

  const handOver = async (to: ChannelSink) => {
    const load = await gather()
    const events = [...load.asides.flatMap((aside) => aside.events), ...load.posts.now.map((post) => post.event)]
    try {
      if (events.length > 0) await to.deliver(events)
    } catch (error) {
      for (const { failed } of load.asides) failed(error)
      const ids = load.posts.now.map(({ id }) => id)
      expected.failed(ids, error)
      unread = true
      throw error
    }
    confirm(load)
  }

  const run = async () => {
    try {
      while (sink && (unread || release || asides.length > 0 || echoes.length > 0)) {
        await handOver(sink)
        await breathe()
      }
      if (sink && held) later(OVERTAKING, () => (release = true))
    } catch (error) {
      log.error(
        { error: error instanceof Error ? error.name : 'unknown' },
        'the station took no delivery; trying again',
      )
      if (sink) later(RETRY, () => (unread = true))
    }
    running = null
  }

  const later = (ms: number, change: () => void) => {
    cancelTimer?.()
    cancelTimer = clock.after(ms, () => {
      change()
      wake()
    })
  }

  function wake(): void {
    if (sink) running ??= run()
  }

  const lookRegularly = () => {
    cancelLook?.()
    cancelLook = clock.after(LOOK, () => {
      unread = true
      wake()
      lookRegularly()
    })
  }

  return {
    /** Begins to deliver, first what waited. */
    open(to: ChannelSink): void {
      sink = to
      unread = true
      release = held !== null
      wake()
      lookRegularly()
    },
    /** Resolves when nothing more will be delivered; what waits stays where it is. */
    async close(): Promise<void> {
      sink = null
      cancelTimer?.()
      cancelLook?.()
      await running
      expected.settle()
      for (const { failed } of asides.splice(0)) failed(new Error('The line was closed'))
    },
    /** After `close`: forgets what is known of the rows, which another station may have moved. */
    reset(): void {
      cursor = 0
      held = null
      echoes = []
      backlog = 0
    },
    /** So many more rows wait. */
    added(count: number): void {
      backlog += count
      unread = true
      wake()
    },
    /** Resolves when the station confirmed these messages, or when they are safe on the far side of a closed line. */
    expect(ids: readonly string[]): Receipt {
      return expected.of(ids)
    },
    /** Delivers what is not in the rows; resolves when the station confirmed it. Refused while the line is closed. */
    tell(events: readonly ChannelEvent[]): Promise<void> {
      if (!sink) return Promise.reject(new Error('The line is closed'))
      return new Promise((done, failed) => {
        asides.push({ events, done, failed })
        wake()
      })
    },
    isOpen: () => sink !== null,
    backlog: () => backlog,
  }
}

export type Delivery = ReturnType<typeof delivery>
