import type { Forecast, LineCalendarDay } from '../../contract/line-safety.ts'
import type { Kind, LineHistory } from './allowance-rules.ts'
import { firstLook } from './policy.ts'
import { evenChances, imaginedLine, type LineRules } from './simulation-rules.ts'

/** What somebody wants to send. */
export type Plan = {
  readonly recipients: number
  /** Epoch milliseconds. */
  readonly startAt: number
  readonly kind?: Kind
  /** The first part leaves alone and is looked at; false for what is under way. */
  readonly firstLook?: boolean
}

/** How many leave before the look at the first part; none where a share of them teaches nothing. */
export const firstPart = (recipients: number): number =>
  recipients <= firstLook.smallest ? 0 : Math.ceil(recipients * firstLook.share)

/** When a plan ends, by the rules of the line and with nothing else under way, and which of them makes it wait. */
export function forecast(plan: Plan, history: LineHistory, rules: LineRules): Forecast {
  const line = imaginedLine(rules, history, evenChances())
  const kind = plan.kind ?? 'notice'
  const look = plan.firstLook === false ? 0 : firstPart(plan.recipients)
  let readyAt = plan.startAt
  let endsAt: number | null = plan.startAt
  for (let sent = 1; sent <= plan.recipients; sent++) {
    endsAt = line.leavesAt(kind, readyAt)
    if (endsAt === null) break
    line.send(endsAt)
    readyAt = sent === look ? endsAt + firstLook.wait : endsAt
  }
  const days = line.days()
  return {
    endsAt,
    bindingLimit: line.bindingLimit(),
    perDay: days.map(({ day, count }) => ({ day, count })),
    reserve: days.reduce((least, { left }) => Math.min(least, left), line.left(plan.startAt)),
  }
}

/** What is planned or under way: how much of it is left, and from when it may go on. */
export type Run = { readonly id: string; readonly left: number; readonly startAt: number }

/** What each of the coming days holds: of every run how many, and what stays free. Who begins first goes first. */
export function lineCalendar(
  runs: readonly Run[],
  history: LineHistory,
  rules: LineRules,
  { now, days }: { readonly now: number; readonly days: number },
): readonly LineCalendarDay[] {
  const line = imaginedLine(rules, history, evenChances())
  const planned = new Map<string, Map<string, number>>()
  const allowed = new Map<string, number>()
  const ends = lastDay(rules, now, days)
  const waiting = runs.map((run) => ({ ...run, startAt: Math.max(now, run.startAt) }))
  let clock = now
  for (;;) {
    const run = next(waiting, clock)
    const at = run && line.leavesAt('notice', Math.max(clock, run.startAt))
    if (!run || at === null || at === undefined || at >= ends) break
    line.send(at)
    run.left -= 1
    clock = at
    const { key } = line.history().day
    const day = planned.get(key) ?? new Map<string, number>()
    planned.set(key, day.set(run.id, (day.get(run.id) ?? 0) + 1))
    allowed.set(key, line.day(at).notices)
  }
  return daysOf(rules, now, days).map(({ key, start }) => {
    const open = opens(rules, start, now)
    const most = allowed.get(key) ?? (open === null ? 0 : line.day(open).notices)
    const counts = [...(planned.get(key) ?? [])].map(([id, count]) => ({ id, count }))
    const taken = counts.reduce((sum, { count }) => sum + count, 0)
    const earlier = key === history.day.key ? history.day.sent : 0
    return { day: key, allowed: most, planned: counts, free: Math.max(0, most - taken - earlier) }
  })
}

/** The run that has waited longest of those that may go on; else the next to begin. */
function next<R extends { left: number; startAt: number }>(runs: readonly R[], now: number): R | undefined {
  const open = runs.filter(({ left }) => left > 0).toSorted((a, b) => a.startAt - b.startAt)
  return open.find(({ startAt }) => startAt <= now) ?? open[0]
}

function daysOf({ hours }: LineRules, now: number, days: number) {
  const found = [hours.dayAt(now)]
  for (let last = found[0]; last && found.length < days; last = found.at(-1)) found.push(hours.dayAt(last.end))
  return found
}

const lastDay = (rules: LineRules, now: number, days: number) => daysOf(rules, now, days).at(-1)?.end ?? now

/** When notices may leave on a day that begins at `start`; null when none may any more. */
function opens({ hours }: LineRules, start: number, now: number): number | null {
  const at = hours.opensAt('notices', Math.max(start, now))
  return at < hours.dayAt(start).end ? at : null
}
