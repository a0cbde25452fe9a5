import type { BreakerName, Rehearsal, RehearsalFaults } from '../../contract/line-safety.ts'
import type { LineHistory } from './allowance-rules.ts'
import { breakers, type Counts, judged, restsUntil, tripped } from './brake-rules.ts'
import type { Random } from './gap-rules.ts'
import { brakeWindows, firstLook } from './policy.ts'
import { imaginedLine, type LineRules } from './simulation-rules.ts'
import { firstPart } from './turn-rules.ts'
import { stepAfterRed } from './warm-up-rules.ts'

type Sent = {
  readonly at: number
  readonly failed: boolean
  readonly notOnWhatsapp: boolean
  readonly optOut: boolean
  readonly angry: boolean
  readonly undelivered: boolean
  readonly replied: boolean
}

function outcome(faults: RehearsalFaults, random: Random, at: number): Sent {
  const notOnWhatsapp = random() < faults.notOnWhatsapp
  const failed = !notOnWhatsapp && random() < faults.failed
  const left = !notOnWhatsapp && !failed
  const happens = (chance: number) => left && random() < chance
  const undelivered = happens(faults.undelivered)
  const read = (chance: number) => !undelivered && happens(chance)
  return {
    ...{ at, failed, notOnWhatsapp, undelivered },
    ...{ optOut: read(faults.optOuts), angry: read(faults.angry), replied: read(faults.replies) },
  }
}

/** Counts within a moving window, each send looked at once as it comes and once as it goes. */
function windowOf<K extends keyof Sent>(sends: readonly Sent[], ofInterest: readonly K[]) {
  let [from, to] = [0, 0]
  const cases = Object.fromEntries(ofInterest.map((name) => [name, 0])) as Record<K, number>
  const add = (sent: Sent | undefined, by: 1 | -1) => {
    for (const name of ofInterest) if (sent?.[name]) cases[name] += by
  }
  return (after: number, until: number) => {
    for (; (sends[to]?.at ?? Number.POSITIVE_INFINITY) <= until; to++) add(sends[to], 1)
    for (; from < to && (sends[from]?.at ?? 0) <= after; from++) add(sends[from], -1)
    return { sends: to - from, ...cases }
  }
}

/** What the breakers would have counted of what was sent so far. */
function counters(sends: readonly Sent[]) {
  const day = windowOf(sends, ['optOut', 'angry'])
  const late = windowOf(sends, ['undelivered'])
  const answered = windowOf(sends, ['replied'])
  return (now: number): Counts => {
    const last = sends.slice(-brakeWindows.lastSends)
    const today = day(now - brakeWindows.optOuts, now)
    const due = now - brakeWindows.delivery
    const undelivered = late(now - brakeWindows.undelivered, due)
    const replies = answered(now - brakeWindows.replies, due)
    return {
      lastSends: {
        sends: last.length,
        failed: last.filter(({ failed }) => failed).length,
        notOnWhatsapp: last.filter(({ notOnWhatsapp }) => notOnWhatsapp).length,
      },
      campaigns: [{ sends: today.sends, optOuts: today.optOut }],
      undelivered,
      angry: today,
      replies: { recipients: replies.sends, repliers: replies.replied },
      disconnects: 0,
    }
  }
}

/**
 * A broadcast to so many on a line that only exists in thoughts, by the very rules of the real one and with what goes
 * wrong as `faults` say. It ends with the last one, or where the brake would call a person.
 */
export function rehearse(
  plan: { readonly recipients: number; readonly startAt: number; readonly faults: RehearsalFaults },
  history: LineHistory,
  rules: LineRules,
  random: Random,
): Rehearsal {
  const line = imaginedLine(rules, history, random)
  const sends: Sent[] = []
  const count = counters(sends)
  const events: Rehearsal['events'] = []
  const perDay = new Map<string, number>()
  const look = firstPart(plan.recipients)
  let readyAt = plan.startAt

  const endedBy = (stopped: BreakerName | null, endsAt: number | null): Rehearsal => ({
    sent: sends.length,
    left: plan.recipients - sends.length,
    startsAt: sends[0]?.at ?? plan.startAt,
    endsAt,
    stopped,
    bindingLimit: line.bindingLimit(),
    events,
    perDay: [...perDay].map(([day, sent]) => ({ day, count: sent })),
  })

  /** Whether the line goes on after this look at it. */
  const lookAt = (now: number): BreakerName | null => {
    const { brake } = line.history()
    const restricted = plan.faults.restrictedAfter > 0 && sends.length >= plan.faults.restrictedAfter
    const after = restricted
      ? tripped(brake, 'restriction', now, restsUntil(now, null))
      : judged(brake, breakers(count(now)), now)
    if (after === brake) return null
    const { day } = line.history()
    const step = after.level === 'red' ? stepAfterRed(day.step, rules.policy) : day.step
    if (after.level !== brake.level) events.push({ at: now, level: after.level, breaker: after.breaker })
    line.change({ brake: after, day: { ...day, step, worst: after.level === 'green' ? day.worst : after.level } })
    return after.level === 'red' ? after.breaker : null
  }

  while (sends.length < plan.recipients) {
    const at = line.leavesAt('notice', readyAt)
    if (at === null) return endedBy(null, null)
    const halted = lookAt(at)
    if (halted) return endedBy(halted, at)
    line.send(at)
    sends.push(outcome(plan.faults, random, at))
    const { key } = line.history().day
    perDay.set(key, (perDay.get(key) ?? 0) + 1)
    readyAt = sends.length === look ? at + firstLook.wait : at
  }
  return endedBy(lookAt(readyAt), readyAt)
}
