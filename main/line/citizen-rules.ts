import type { CitizenLimit } from '../../contract/line-safety.ts'
import type { Kind } from './allowance-rules.ts'
import { citizenRules } from './policy.ts'
import type { LinePolicy } from './policy-rules.ts'
import type { SpeakingHours } from './speaking-rules.ts'

/** What a line started with one citizen. */
export type CitizenHistory = {
  /** Whether they ever wrote to this line: nobody is written to first. */
  readonly wroteFirst: boolean
  /** Newest first: of the last month, and of notices as many as silence is judged by. */
  readonly sends: readonly { readonly at: number; readonly kind: Kind; readonly heard: boolean }[]
}

/** `until` is null for what only the citizen ends. */
export type CitizenWord =
  | { readonly ok: true }
  | { readonly ok: false; readonly limit: CitizenLimit; readonly until: number | null }

const yes: CitizenWord = { ok: true }
const no = (limit: CitizenLimit, until: number | null): CitizenWord => ({ ok: false, limit, until })

/** The refusal where `most` of `times` (newest first) fall within the window. */
function tooMany(times: readonly number[], most: number, window: number, now: number): number | null {
  const oldest = times[most - 1]
  return oldest !== undefined && oldest + window > now ? oldest + window : null
}

const today = (times: readonly number[], most: number, hours: SpeakingHours, now: number): number | null => {
  const { start, end } = hours.dayAt(now)
  return times.filter((at) => at >= start).length >= most ? end : null
}

/** As many notices in a row that were neither read nor answered. */
export function isSilent(history: CitizenHistory, policy: Pick<LinePolicy, 'silentAfter'>): boolean {
  const notices = history.sends.filter(({ kind }) => kind === 'notice').slice(0, policy.silentAfter)
  return notices.length >= policy.silentAfter && notices.every(({ heard }) => !heard)
}

function notice(history: CitizenHistory, policy: LinePolicy, hours: SpeakingHours, now: number): CitizenWord {
  if (isSilent(history, policy)) return no('silent', null)
  const times = history.sends.filter(({ kind }) => kind === 'notice').map(({ at }) => Math.min(at, now))
  const found = [
    ['month', tooMany(times, policy.citizenPerMonth, citizenRules.month, now)],
    ['week', tooMany(times, policy.citizenPerWeek, citizenRules.week, now)],
    ['day', today(times, policy.citizenPerDay, hours, now)],
    ['apart', tooMany(times, 1, citizenRules.apart, now)],
  ] as const
  const longest = found.toSorted(([, a], [, b]) => (b ?? 0) - (a ?? 0))[0]
  return longest && longest[1] !== null ? no(longest[0], longest[1]) : yes
}

const counted: ReadonlySet<Kind> = new Set(['notice', 'urgent'])

/** Whether the town may write to one citizen now. An emergency has no number here: the line's own limits hold it. */
export function citizenAllowance(
  history: CitizenHistory,
  policy: LinePolicy,
  hours: SpeakingHours,
  kind: Kind,
  now: number,
): CitizenWord {
  if (!history.wroteFirst) return no('never_wrote', null)
  if (kind === 'emergency') return yes
  const times = history.sends.filter(({ kind: of }) => counted.has(of)).map(({ at }) => Math.min(at, now))
  const hard = tooMany(times, citizenRules.hardPerMonth, citizenRules.month, now)
  if (hard !== null) return no('month', hard)
  if (kind === 'notice') return notice(history, policy, hours, now)
  const urgent = history.sends.filter((send) => send.kind === 'urgent').map(({ at }) => Math.min(at, now))
  const full = today(urgent, policy.urgentPerDay, hours, now)
  return full === null ? yes : no('day', full)
}
