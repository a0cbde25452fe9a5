import type { Forecast, LineCalendarDay } from '../../contract/line-safety.ts'
import type { LineHistory } from './allowance-rules.ts'
import { hour } from './policy.ts'
import { evenChances, imaginedLine, type LineRules } from './simulation-rules.ts'
import { byTurn, type Run, takeTurns } from './turn-rules.ts'

type Around = {
  readonly now: number
  /** What else is planned or under way. */
  readonly others: readonly Run[]
}

/**
 * When a run ends by the rules of the line, with all else that is planned or under way taking its turns; what it waits
 * behind, and which limit makes it wait. Among equals the others go first.
 */
export function forecast(
  run: Run,
  history: LineHistory,
  rules: LineRules,
  { now, others }: Around = { now: run.startAt, others: [] },
): Forecast {
  const startAt = Math.max(now, run.startAt)
  const line = imaginedLine(rules, history, evenChances(), startAt)
  const perDay = new Map<string, number>()
  const behind = new Set<string>()
  let left = run.left
  let beginsAt: number | null = null
  let endsAt = startAt
  if (left > 0)
    takeTurns(line, [...others, run], { now }, (of, at) => {
      if (of !== run) {
        if (at >= startAt && byTurn(of, run) <= 0) behind.add(of.id)
        return true
      }
      count(perDay, line.history().day.key)
      beginsAt ??= at
      endsAt = at
      left -= 1
      return left > 0
    })
  const spare = line.days().flatMap(({ day, left: kept }) => (perDay.has(day) ? [kept] : []))
  return {
    beginsAt,
    endsAt: left > 0 ? null : endsAt,
    bindingLimit: line.bindingLimit(),
    behind: [...behind],
    perDay: [...perDay].map(([day, sent]) => ({ day, count: sent })),
    reserve: spare.length > 0 ? Math.min(...spare) : line.left(startAt),
  }
}

/** What each of the coming days holds: of every run how many, and what stays free. */
export function lineCalendar(
  runs: readonly Run[],
  history: LineHistory,
  rules: LineRules,
  { now, days }: { readonly now: number; readonly days: number },
): readonly LineCalendarDay[] {
  const line = imaginedLine(rules, history, evenChances())
  const planned = new Map<string, Map<string, number>>()
  const allowed = new Map<string, number>()
  const shown = daysOf(rules, now, days)
  takeTurns(line, runs, { now, end: shown.at(-1)?.end ?? now }, (run, at) => {
    const { key } = line.history().day
    const day = planned.get(key) ?? new Map<string, number>()
    planned.set(key, day)
    count(day, run.id)
    allowed.set(key, line.day(at).notices)
    return true
  })
  return shown.map(({ key, start }) => {
    const from = Math.max(start, now)
    const counts = [...(planned.get(key) ?? [])].map(([id, sent]) => ({ id, count: sent }))
    const taken = counts.reduce((sum, one) => sum + one.count, 0)
    const inTime = Math.floor((rules.hours.openFrom(from) / hour) * line.perHour(from))
    const most = Math.max(taken, Math.min(inTime, allowed.get(key) ?? line.day(from).notices))
    const earlier = key === history.day.key ? history.day.sent : 0
    return { day: key, allowed: most, planned: counts, free: Math.max(0, most - taken - earlier) }
  })
}

const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)

function daysOf({ hours }: LineRules, now: number, days: number) {
  const found = [hours.dayAt(now)]
  for (let last = found[0]; last && found.length < days; last = found.at(-1)) found.push(hours.dayAt(last.end))
  return found
}
