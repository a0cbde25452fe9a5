import { onTestFinished } from 'vitest'
import type { PracticeClock } from '../../contract/practice.ts'
import { putAhead, storedAhead } from '../../main/station/practice-time-queries.ts'
import type { Store } from '../../main/store/store.ts'
import { type Departures, departures } from './departures.ts'
import { type StationProcess, startStation } from './station-process.ts'

export const get = async <T>(station: StationProcess, path: string): Promise<T> =>
  (await station.call('GET', path)).body as T

/** Throws what the station says when it is not done. */
export async function post<T>(station: StationProcess, path: string, body: object = {}, method = 'POST'): Promise<T> {
  const answer = await station.call(method, path, body)
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
  return answer.body as T
}

export const clockOf = (station: StationProcess) => get<PracticeClock>(station, '/api/practice/clock')

/** The clock of a town goes on to `time`, if it is not there yet; says where it is. */
export async function goOnTo(station: StationProcess, time: number): Promise<number> {
  const advance = Math.max(1, Math.floor(time - (await clockOf(station)).now))
  return (await post<PracticeClock>(station, '/api/practice/clock', { advance })).now
}

type RelayOptions = {
  /** One data folder for each station; a second one stands by while the first holds the line. */
  readonly folders: readonly string[]
  readonly args: readonly string[]
  /** The town's own store, looked into beside its stations. */
  readonly open: () => Promise<Store>
  /** What a station is told when it takes the line. */
  readonly prepare: (holder: StationProcess) => Promise<unknown>
  /** The town's time runs on only when another stands by again, so that none of a short broadcast leaves before. */
  readonly unhurried: boolean
}

/** Stations of one town of which one holds the line. It is killed, and the next goes on where the town's time stood. */
export async function stationRelay({ folders, args, open, prepare, unhurried }: RelayOptions) {
  const start = async (data: string | undefined) => {
    const station = await startStation({ data: data ?? '', args: ['--speed', 'manual', ...args] })
    // Of a spec that fails none is left running.
    onTestFinished(() => station.kill())
    return station
  }
  const [first, second] = folders
  let [holds, waits] = [first, second]
  let holder = await start(holds)
  let isReady = false
  const standBy = (data: string | undefined): Promise<StationProcess> | null => {
    isReady = data === undefined
    if (data === undefined) return null
    return start(data).then((station) => {
      isReady = true
      return station
    })
  }
  let standby = standBy(waits)
  if (unhurried) await standby
  let store = await open()
  const left: Departures = departures()
  let kills = 0

  const kill = async (station: StationProcess) => {
    await station.kill()
    kills++
  }

  /** The one that stands by has the line as soon as it sees that its holder is gone. */
  const handOver = async (to: StationProcess) => {
    const begins = await goOnTo(to, (await clockOf(holder)).now)
    await kill(holder)
    await left.look(store)
    left.begins(begins)
    holder = to
    ;[holds, waits] = [waits, holds]
    standby = standBy(waits)
    if (unhurried) await standby
    await prepare(holder)
  }

  /** Nobody has the store open when the next one opens it: what the dead one left there is the next one's to mend. */
  const reopen = async () => {
    await left.look(store)
    const { now: begins } = await post<PracticeClock>(holder, '/api/practice/clock', { advance: 1 })
    await store.close()
    await kill(holder)
    holder = await start(holds)
    store = await open()
    await left.look(store)
    left.begins(begins)
    await prepare(holder)
  }

  return {
    holder: () => holder,
    store: () => store,
    left,
    kills: () => kills,

    /** Somebody is there to go on. */
    mayDie: () => isReady,

    async takeOver(): Promise<void> {
      if (standby) await handOver(await standby)
      else await reopen()
    },

    /** All of them die, and the clock of the town is another when the first comes back: `by` milliseconds. */
    async comeBackAt(by: number): Promise<void> {
      const { now } = await post<PracticeClock>(holder, '/api/practice/clock', { advance: 1 })
      await kill(holder)
      await (await standby)?.kill()
      await left.look(store)
      left.begins(now + by)
      const ahead = (await storedAhead(store.read)) + by
      await store.transaction((tx) => putAhead(tx, ahead, Date.now()))
      await store.close()
      holder = await start(holds)
      standby = standBy(waits)
      store = await open()
      await prepare(holder)
    },

    /** They end as they should; their exit codes. */
    async stop(): Promise<readonly (number | null)[]> {
      await store.close()
      return Promise.all([holder.stop(), ...(standby ? [(await standby).stop()] : [])])
    },
  }
}

export type StationRelay = Awaited<ReturnType<typeof stationRelay>>
