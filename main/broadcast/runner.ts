import type { Logger } from 'pino'
import { describeError } from '../station/describe-error.ts'
import type { Acts } from './acts.ts'
import { countDeliveries } from './delivery-queries.ts'
import type { Launching } from './launching.ts'
import type { BroadcastNeeds } from './needs.ts'
import type { Planning } from './planning.ts'
import { type BroadcastRow, broadcastById, fenceOf, nextSchedule, runningOn, setWaiting, theLine } from './queries.ts'
import type { Released, Releasing } from './releasing.ts'

export type RunnerNeeds = Pick<BroadcastNeeds, 'store' | 'clock'> & {
  readonly log: Logger
  readonly stationId: string
  readonly acts: Acts
  readonly planning: Planning
  readonly releasing: Releasing
  readonly launching: Launching
}

/** How long, in milliseconds, it sleeps when nothing wakes it: while something runs, and while nothing does. */
const watchful = 2_000
const restful = 5_000
const longest = 30_000
/** A wait shorter than this, in milliseconds, is only the pace. */
const worthTelling = 60_000
/** Consoles are told of progress at most this often, in milliseconds. */
const tellEvery = 2_000

/**
 * What runs on a line this station holds: what is due begins, what began is planned, what is planned is handed over one
 * by one, what ended is closed. It keeps nothing in memory that a crash could lose.
 */
export function runner(needs: RunnerNeeds) {
  const { store, clock, log, stationId, acts, planning, releasing, launching } = needs
  let open = false
  let again = false
  let running: Promise<void> | null = null
  let active = false
  let toldAt = 0
  let cancelTimer: (() => void) | null = null

  const plan = async (row: BroadcastRow): Promise<BroadcastRow | null> => {
    for (let current: BroadcastRow | undefined = row; open; ) {
      if (current?.state !== 'running') return null
      if (current.planned_at !== null) return current
      await planning.planSlice(current)
      current = await broadcastById(store.read, row.id)
    }
    return null
  }

  const tell = async (id: string) => {
    const now = clock.now()
    if (Math.abs(now - toldAt) < tellEvery) return
    toldAt = now
    await store.transaction((tx) => acts.noted(tx, id))
  }

  /** One after the other until the line, the look or the list says no. */
  const releaseMany = async (row: BroadcastRow, fence: number): Promise<Released> => {
    for (;;) {
      const released = await releasing.releaseOne(row, fence)
      if (released.did !== 'one' || !open) return released
      await tell(row.id)
    }
  }

  const finishIfOver = async (id: string) => {
    const counts = await countDeliveries(store.read, id)
    if (counts.some(({ state }) => state === 'planned' || state === 'released')) return
    await store.transaction((tx) => launching.finish(tx, id))
  }

  /** People are told of a wait that is worth it, and again when it becomes another. */
  const sayWaiting = async (row: BroadcastRow, released: Released) => {
    const long = released.did === 'wait' && released.until > clock.now() + worthTelling
    const waits = long && released.reason !== 'outbox' ? released : null
    const moved = Math.abs((row.waiting_until ?? 0) - (waits?.until ?? 0)) > worthTelling
    if (row.waiting_reason === (waits?.reason ?? null) && !moved) return
    await store.transaction(async (tx) => {
      await setWaiting(tx, row.id, waits)
      await acts.noted(tx, row.id)
    })
  }

  /** When it wants to be looked at again. */
  const work = async (row: BroadcastRow, fence: number): Promise<number> => {
    const planned = await plan(row)
    if (!planned) return clock.now() + watchful
    const released = await releaseMany(planned, fence)
    const current = await broadcastById(store.read, row.id)
    if (current?.state === 'running') await sayWaiting(current, released)
    if (released.did === 'all') await finishIfOver(row.id)
    return released.did === 'wait' ? released.until : clock.now() + watchful
  }

  const round = async (): Promise<number> => {
    const lineId = await theLine(store.read)
    const fence = await fenceOf(store.read, lineId, stationId)
    active = false
    if (fence === null) return clock.now() + watchful
    await launching.startDue(lineId)
    const rows = await runningOn(store.read, lineId)
    active = rows.length > 0
    const times = [clock.now() + (active ? longest : restful)]
    for (const row of rows) times.push(await work(row, fence))
    const next = await nextSchedule(store.read, lineId)
    if (next !== null) times.push(next)
    return Math.min(...times)
  }

  const loop = async () => {
    let wakeAt = clock.now() + watchful
    do {
      again = false
      try {
        wakeAt = await round()
      } catch (error) {
        log.error({ error: describeError(error) }, 'a broadcast stumbled; it tries again')
        wakeAt = clock.now() + watchful
        again = false
      }
    } while (again && open)
    running = null
    cancelTimer?.()
    if (open) cancelTimer = clock.after(Math.max(20, wakeAt - clock.now()), wake)
  }

  function wake(): void {
    if (!open) return
    again = true
    running ??= loop()
  }

  /** Acknowledgements and sends make room: while something runs, every change is worth a look. */
  const stopWatching = store.changes.watch(() => {
    if (active) wake()
  })

  return {
    start(): void {
      open = true
      wake()
    },
    wake,
    async stop(): Promise<void> {
      open = false
      stopWatching()
      cancelTimer?.()
      await running
    },
  }
}

export type Runner = ReturnType<typeof runner>
