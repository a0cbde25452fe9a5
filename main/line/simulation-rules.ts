import type { LimitName } from '../../contract/line-safety.ts'
import {
  capsAt,
  type Kind,
  type LineHistory,
  leftForEmergencies,
  noticesOf,
  onDay,
  paced,
  townStartedAllowance,
} from './allowance-rules.ts'
import type { Random } from './gap-rules.ts'
import { horizons } from './policy.ts'
import type { LinePolicy } from './policy-rules.ts'
import type { SpeakingHours } from './speaking-rules.ts'

/** What a line goes by. */
export type LineRules = { readonly policy: LinePolicy; readonly hours: SpeakingHours }

/** Even chances in a fixed order: a forecast is the same whenever it is asked for. */
export function evenChances(): Random {
  let chance = 0
  return () => {
    chance = (chance + Math.SQRT1_2) % 1
    return chance
  }
}

/** A line that sends in its thoughts, by the very rules that hold the real one; waits before `since` bind nobody. */
export function imaginedLine({ policy, hours }: LineRules, from: LineHistory, random: Random, since = 0) {
  const sentAt = [...from.sentAt]
  let history: LineHistory = { ...from, sentAt }
  const days: { readonly day: string; count: number; after: LineHistory }[] = []
  const waits = new Map<LimitName, number>()
  let begun: number | null = null

  return {
    history: () => history,
    change(changed: Partial<LineHistory>): void {
      history = { ...history, ...changed, sentAt }
    },
    /**
     * When a message that is ready at `readyAt` leaves: `until`, if it has not left before that and another may; null
     * when that is two years after the first was ready.
     */
    leavesAt(kind: Kind, readyAt: number, until = Number.POSITIVE_INFINITY): number | null {
      begun ??= readyAt
      let now = readyAt
      let first: LimitName | null = null
      for (;;) {
        history = onDay(history, policy, hours, now)
        const word = townStartedAllowance(history, policy, hours, kind, now)
        if (word.ok) break
        first ??= word.limit
        now = word.until
        if (now - begun > horizons.forecast) return null
        if (now >= until) return until
      }
      if (first && now > since) waits.set(first, (waits.get(first) ?? 0) + now - Math.max(readyAt, since))
      return now
    },
    send(now: number): void {
      history = { ...paced(history, policy, hours, random, now), sentAt }
      sentAt.push(now)
      const { key } = history.day
      const today = days.at(-1)
      if (today?.day === key) {
        today.count += 1
        today.after = history
      } else days.push({ day: key, count: 1, after: history })
    },
    /** The days on which something left: how many, and what each left for emergencies. */
    days: () =>
      days.map(({ after, ...rest }) => ({ ...rest, left: leftForEmergencies(after, policy, after.last?.at ?? 0) })),
    /** What of its day a line that sends nothing more leaves free at `now`: for notices, and in all. */
    day(now: number): { readonly notices: number; readonly sent: number } {
      const here = onDay(history, policy, hours, now)
      return { notices: noticesOf(here, policy, now), sent: here.day.sent }
    },
    /** What a line that sends nothing more may start in an hour. */
    perHour: (now: number) => capsAt(onDay(history, policy, hours, now), policy, now).perHour,
    /** What is left for emergencies on the day of `now`. */
    left: (now: number) => leftForEmergencies(onDay(history, policy, hours, now), policy, now),
    /** The limit that made most of the waiting. */
    bindingLimit(): LimitName | null {
      const [longest] = [...waits].toSorted(([, a], [, b]) => b - a)
      return longest && longest[1] > 0 ? longest[0] : null
    },
  }
}

export type ImaginedLine = ReturnType<typeof imaginedLine>
