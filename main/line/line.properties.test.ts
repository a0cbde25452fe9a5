import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, it } from 'vitest'
import { lineHistory, linkedLine, seededChances } from '../../tests/support/line.ts'
import {
  afterSend,
  type Caps,
  capsAt,
  type Kind,
  type LineHistory,
  onDay,
  townStartedAllowance,
} from './allowance-rules.ts'
import { judged, resumed, tripped } from './brake-rules.ts'
import { type CitizenHistory, citizenAllowance } from './citizen-rules.ts'
import { day, hour, minute, second } from './policy.ts'
import { stepAfterRed } from './warm-up-rules.ts'

type Deed =
  | { readonly do: 'send'; readonly for: number; readonly kinds: readonly Kind[] }
  | { readonly do: 'sleep'; readonly for: number }
  | { readonly do: 'jump'; readonly by: number }
  | { readonly do: 'restart' | 'amber' | 'calm' | 'red' | 'resume' | 'reconnect' }

const kinds = fc.constantFrom<Kind[]>('notice', 'urgent', 'emergency')
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      for: fc.integer({ min: 1, max: 20 }),
      kinds: fc.array(kinds, { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sleep' as const), for: fc.integer({ min: 1, max: 90 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      by: fc.constantFrom(-hour, -10 * minute, 10 * minute, hour),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'restart' as const,
        'amber' as const,
        'calm' as const,
        'red' as const,
        'resume' as const,
        'reconnect' as const,
      ),
    }),
  },
)

/** Late March and late October: the clocks change; the days after the new year: feasts. */
const beginnings = [Date.UTC(2026, 2, 23, 7), Date.UTC(2026, 9, 19, 7), Date.UTC(2026, 11, 21, 7)]

type Sent = { readonly elapsed: number; readonly day: string }

/** A clock that may jump, and what has elapsed on it with every jump forward counted. */
type Clock = { wall: number; elapsed: number }

function live(clock: Clock, ms: number) {
  clock.wall += ms
  clock.elapsed += ms
}

function changed(
  history: LineHistory,
  what: Exclude<Deed['do'], 'send' | 'sleep' | 'jump'>,
  now: number,
  policy: ReturnType<typeof linkedLine>['policy'],
): LineHistory {
  const { brake } = history
  const amber = { name: 'angry', level: 'amber', value: 1, sample: 1, least: 1, amberAt: 1, redAt: 1 } as const
  switch (what) {
    case 'restart':
      return JSON.parse(JSON.stringify(history))
    case 'amber':
      return { ...history, brake: judged(brake, [amber], now) }
    case 'calm':
      return { ...history, brake: judged(brake, [], now) }
    case 'red':
      return {
        ...history,
        brake: tripped(brake, 'failed', now),
        day: { ...history.day, step: stepAfterRed(history.day.step, policy), worst: 'red' },
      }
    case 'resume':
      return brake.level === 'red' ? { ...history, brake: resumed(brake, now) } : history
    case 'reconnect':
      return { ...history, connectedAt: now }
  }
}

/** What must hold of every send, whatever came before it: told from the sends alone. */
function watched(timeZone: string, closed: readonly string[]) {
  const sent: Sent[] = []
  const ofDay = new Map<string, number>()
  let latestDay = ''
  /** The first rule that a send breaks. */
  return (clock: Clock, kind: Kind, caps: Caps): string | null => {
    const local = DateTime.fromMillis(clock.wall, { zone: timeZone })
    const today = local.toFormat('yyyy-MM-dd')
    // A day that has ended stays ended, whatever the clock says later.
    if (today > latestDay) latestDay = today
    const before = sent.at(-1)
    sent.push({ elapsed: clock.elapsed, day: latestDay })
    ofDay.set(latestDay, (ofDay.get(latestDay) ?? 0) + 1)
    const within = (ms: number) => sent.slice(-101).filter(({ elapsed }) => elapsed > clock.elapsed - ms).length
    const rules = {
      minute: within(minute) <= caps.perMinute,
      hour: within(hour) <= caps.perHour,
      day: (ofDay.get(latestDay) ?? 0) <= caps.perDay,
      gap: clock.elapsed - (before?.elapsed ?? -minute) >= 12 * second,
      night: kind === 'emergency' || (local.hour >= 9 && local.hour < 21),
      rest: kind !== 'notice' || (local.weekday !== 7 && !closed.includes(today)),
    }
    return Object.entries(rules).find(([, kept]) => !kept)?.[0] ?? null
  }
}

/** A line that lives through deeds, by the rules alone. */
function living(start: number, timeZone: string, step: number, seed: number) {
  const closed = ['2026-03-25', '2026-12-25', '2027-01-01', '2027-01-06']
  const { policy, hours } = linkedLine({ timeZone, closed })
  const random = seededChances(seed)
  const watch = watched(timeZone, closed)
  const clock: Clock = { wall: start, elapsed: 0 }
  const broken: string[] = []
  let history = lineHistory(start, { step })

  const send = (kind: Kind) => {
    const word = townStartedAllowance(history, policy, hours, kind, clock.wall)
    if (!word.ok) {
      if (word.until <= clock.wall) broken.push('waits for what is past')
      return live(clock, Math.min(word.until - clock.wall, Math.ceil(random() * hour) + 1))
    }
    if (history.brake.level === 'red') broken.push('brake')
    const fault = watch(clock, kind, capsAt(onDay(history, policy, hours, clock.wall), policy, clock.wall))
    if (fault) broken.push(fault)
    history = afterSend(history, policy, hours, random, clock.wall)
  }

  const liveThrough = (each: Deed) => {
    if (each.do === 'jump') {
      clock.wall += each.by
      clock.elapsed += Math.max(0, each.by)
    } else if (each.do === 'sleep') live(clock, each.for * hour)
    else if (each.do !== 'send') history = changed(history, each.do, clock.wall, policy)
    else {
      const end = clock.elapsed + each.for * hour
      for (let i = 0; clock.elapsed < end; i++) send(each.kinds[i % each.kinds.length] ?? 'notice')
    }
  }
  return { liveThrough, broken }
}

it('passes no limit in any window, over weeks of sends, jumps of the clock, restarts and stops', () => {
  fc.assert(
    fc.property(
      fc.array(deed, { minLength: 5, maxLength: 40 }),
      fc.constantFrom(...beginnings),
      fc.constantFrom('Europe/Madrid', 'Atlantic/Canary'),
      fc.integer({ min: 0, max: 24 }),
      fc.nat(),
      (deeds, start, timeZone, step, seed) => {
        const { liveThrough, broken } = living(start, timeZone, step, seed)
        for (const each of deeds) liveThrough(each)
        expect(broken).toEqual([])
      },
    ),
    { numRuns: 40 },
  )
}, 30_000)

/** Whether the newest of what was sent to one citizen came too often. */
function tooOften(sends: CitizenHistory['sends'], now: number, midnight: number): string | null {
  const newest = sends[0]?.kind
  const of = (...which: Kind[]) => sends.filter(({ kind }) => which.includes(kind))
  const since = (some: CitizenHistory['sends'], from: number) => some.filter(({ at }) => at > from).length
  const notices = of('notice')
  const unheard = notices.slice(1, 9)
  const rules = {
    apart: newest !== 'notice' || since(notices, now - 20 * hour) === 1,
    week: newest !== 'notice' || since(notices, now - 7 * day) <= 2,
    month: newest !== 'notice' || since(notices, now - 30 * day) <= 6,
    silent: newest !== 'notice' || unheard.length < 8 || unheard.some(({ heard }) => heard),
    hard: (newest !== 'notice' && newest !== 'urgent') || since(of('notice', 'urgent'), now - 30 * day) <= 10,
    urgent: newest !== 'urgent' || since(of('urgent'), midnight - 1) <= 3,
  }
  return Object.entries(rules).find(([, kept]) => !kept)?.[0] ?? null
}

it('never writes to one citizen more often than it may, however it is asked', () => {
  const { policy, hours } = linkedLine()
  const asked = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 * hour }), kinds, fc.boolean()), { maxLength: 300 })
  fc.assert(
    fc.property(asked, (asks) => {
      let now = beginnings[0] ?? 0
      let sends: CitizenHistory['sends'] = []
      for (const [wait, kind, heard] of asks) {
        now += wait
        if (!citizenAllowance({ wroteFirst: true, sends }, policy, hours, kind, now).ok) continue
        sends = [{ at: now, kind, heard }, ...sends]
        expect(tooOften(sends, now, hours.dayAt(now).start)).toBeNull()
      }
    }),
    { numRuns: 100 },
  )
})
