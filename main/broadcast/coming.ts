import { day, horizons } from '../line/policy.ts'
import { variantsOf } from './acts.ts'
import type { Audiences } from './audience.ts'
import { countDeliveries } from './delivery-queries.ts'
import type { Coming } from './forecasting.ts'
import { audiencePlanOf } from './launching.ts'
import type { BroadcastNeeds, LineRun } from './needs.ts'
import { type BroadcastRow, comingOn } from './queries.ts'
import { firstBatch, isMissed, type Look } from './rules.ts'
import { occurrencesUntil } from './schedule.ts'
import { titleOf } from './text-rules.ts'

/** How long an estimate of recipients is good enough, in milliseconds: it reads the whole audience. */
const estimateHolds = 10 * 60_000

/** What is left of a broadcast that has begun, seen by the line. */
export function runOf(row: BroadcastRow, left: number, waiting: number, look: Look, now: number): LineRun {
  const first = row.looked === 1 ? null : firstBatch(row.recipients, row.emergency === 1, look)
  const before = first === null ? 0 : Math.max(0, first - row.released) + waiting
  const looksUntil = first !== null && row.released >= first ? (row.look_until ?? now + look.waitMs) : 0
  return {
    id: row.id,
    left,
    startAt: row.launched_at ?? now,
    kind: row.emergency === 1 ? 'emergency' : 'notice',
    look: looksUntil > now ? 0 : before,
    restsUntil: Math.max(now, row.release_from ?? 0, looksUntil),
  }
}

/** What is under way or scheduled on a line: what has its turn there before something new. */
export function comingBroadcasts({ store, clock, town, line }: BroadcastNeeds, audiences: Audiences) {
  const estimates = new Map<string, { readonly of: string; readonly until: number; readonly recipients: number }>()

  /** How many would get it if it began now. */
  const estimate = async (row: BroadcastRow): Promise<number> => {
    const now = clock.now()
    const of = `${row.revision} ${row.state}`
    const known = estimates.get(row.id)
    if (known?.of === of && now < known.until) return known.recipients
    const { recipients } = await audiences.survey(store.read, audiencePlanOf(row))
    estimates.set(row.id, { of, until: now + estimateHolds, recipients })
    return recipients
  }

  const begun = async (row: BroadcastRow): Promise<LineRun> => {
    const counts = await countDeliveries(store.read, row.id)
    const of = (wanted: string) => counts.reduce((sum, { state, n }) => sum + (state === wanted ? n : 0), 0)
    const inOutbox = of('released')
    const left = row.planned_at === null ? await estimate(row) : of('planned') + inOutbox
    return runOf(row, left, inOutbox, line.look, clock.now())
  }

  const scheduled = async (row: BroadcastRow, until: number): Promise<readonly LineRun[]> => {
    const first = row.schedule_at ?? clock.now()
    if (isMissed(first, clock.now())) return []
    const left = await estimate(row)
    const emergency = row.emergency === 1
    const look = firstBatch(left, emergency, line.look) ?? 0
    const series = { at: row.series_at ?? first, rule: row.recurrence, timeZone: (await town()).timeZone }
    return [first, ...occurrencesUntil(series, row.occurrence, until)].map((startAt) => ({
      ...{ id: row.id, left, startAt, look, restsUntil: startAt },
      kind: emergency ? 'emergency' : 'notice',
    }))
  }

  return {
    /** In no order. `until`: how far repetitions are followed, epoch milliseconds; six weeks at least. */
    async on(lineId: string, until = 0): Promise<readonly Coming[]> {
      const furthest = Math.max(until, clock.now() + horizons.calendarDays * day)
      const found: Coming[] = []
      for (const row of await comingOn(store.read, lineId)) {
        const runs = row.state === 'scheduled' ? await scheduled(row, furthest) : [await begun(row)]
        const left = runs.filter((run) => run.left > 0)
        const state = row.state as Coming['state']
        if (left.length > 0) found.push({ id: row.id, title: titleOf(variantsOf(row)), state, runs: left })
      }
      return found
    },
  }
}

export type ComingBroadcasts = ReturnType<typeof comingBroadcasts>
