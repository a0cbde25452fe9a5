import type { BrakeLevel, Breaker, BreakerName } from '../../contract/line-safety.ts'
import { halts, paceShares, type Threshold, thresholds } from './policy.ts'

export type Brake = {
  readonly level: BrakeLevel
  readonly since: number
  readonly breaker: BreakerName | null
  /** Before this nobody can let the line speak again. */
  readonly until: number | null
  /** When a person let it speak again. */
  readonly resumedAt: number | null
  /** When it last went red, before this time and now. */
  readonly redAt: number | null
}

export const released = (now: number): Brake => ({
  level: 'green',
  since: now,
  breaker: null,
  until: null,
  resumedAt: null,
  redAt: null,
})

/** What happened on the line, within each breaker's window and since a person last let it speak again. */
export type Counts = {
  readonly lastSends: { readonly sends: number; readonly failed: number; readonly notOnWhatsapp: number }
  /** Of each broadcast of the last day. */
  readonly campaigns: readonly { readonly sends: number; readonly optOuts: number }[]
  /** Among people who used to receive. */
  readonly undelivered: { readonly sends: number; readonly undelivered: number }
  readonly angry: { readonly sends: number; readonly angry: number }
  readonly replies: { readonly recipients: number; readonly repliers: number }
  readonly disconnects: number
}

type Measured = keyof typeof thresholds

const ranks: readonly BrakeLevel[] = ['green', 'amber', 'red']

export const worse = (a: BrakeLevel, b: BrakeLevel): BrakeLevel => (ranks.indexOf(a) >= ranks.indexOf(b) ? a : b)

function levelOf(threshold: Threshold, cases: number, value: number, sample: number): BrakeLevel {
  if (sample < threshold.least) return 'green'
  const beyond = (limit: number) => (threshold.fewIsBad ? value < limit : value >= limit)
  if (beyond(threshold.red) && cases >= threshold.redCases) return 'red'
  return beyond(threshold.amber) ? 'amber' : 'green'
}

function share(name: Measured, cases: number, sample: number): Breaker {
  const threshold: Threshold = thresholds[name]
  const value = sample === 0 ? 0 : cases / sample
  const { least, amber: amberAt, red: redAt } = threshold
  return { name, level: levelOf(threshold, cases, value, sample), value, sample, least, amberAt, redAt }
}

function disconnects(count: number): Breaker {
  const { amber: amberAt, red: redAt, least } = thresholds.disconnects
  const level = levelOf(thresholds.disconnects, count, count, count)
  return { name: 'disconnects', level, value: count, sample: count, least, amberAt, redAt }
}

const byLevel = (a: Breaker, b: Breaker) => ranks.indexOf(b.level) - ranks.indexOf(a.level) || b.value - a.value

/** Every breaker as it stands; of the broadcasts of the day the worst. */
export function breakers(counts: Counts): readonly Breaker[] {
  const { lastSends, undelivered, angry, replies } = counts
  const [worst] = counts.campaigns.map(({ sends, optOuts }) => share('opt_outs', optOuts, sends)).toSorted(byLevel)
  return [
    share('failed', lastSends.failed, lastSends.sends),
    share('not_on_whatsapp', lastSends.notOnWhatsapp, lastSends.sends),
    worst ?? share('opt_outs', 0, 0),
    share('undelivered', undelivered.undelivered, undelivered.sends),
    share('angry', angry.angry, angry.sends),
    share('replies', replies.repliers, replies.recipients),
    disconnects(counts.disconnects),
  ]
}

/** Red: everything the town starts stops, until a person lets it speak again; a second time within a week, for a week. */
export function tripped(brake: Brake, breaker: BreakerName, now: number, notBefore: number | null = null): Brake {
  if (brake.level === 'red') {
    const until = Math.max(brake.until ?? 0, notBefore ?? 0)
    return until > (brake.until ?? 0) ? { ...brake, breaker, until } : brake
  }
  const again = brake.redAt !== null && now - brake.redAt < halts.again.within ? now + halts.again.rest : null
  const until = again === null && notBefore === null ? null : Math.max(again ?? 0, notBefore ?? 0)
  return { ...brake, level: 'red', since: now, breaker, until, redAt: now }
}

/** How long WhatsApp's own word keeps the line still; `endsAt` is when its restriction ends, where that is known. */
export function restsUntil(now: number, endsAt: number | null): number {
  const named = endsAt === null ? 0 : now + (endsAt - now) * halts.beyondServerEnd
  return Math.max(now + halts.signal, Math.ceil(named))
}

/** The brake after a look at the breakers: red stays red, amber comes and goes. */
export function judged(brake: Brake, found: readonly Breaker[], now: number): Brake {
  if (brake.level === 'red') return brake
  const [worst] = found.toSorted(byLevel)
  if (!worst || worst.level === 'green')
    return brake.level === 'green' ? brake : { ...brake, level: 'green', since: now, breaker: null }
  if (worst.level === 'red') return tripped(brake, worst.name, now)
  if (brake.level === 'amber' && brake.breaker === worst.name) return brake
  return { ...brake, level: 'amber', since: brake.level === 'amber' ? brake.since : now, breaker: worst.name }
}

/** Why a person cannot let the line speak now. */
export function resumeRefusal(
  brake: Brake,
  now: number,
): { why: 'not_stopped' } | { why: 'too_soon'; until: number } | null {
  if (brake.level !== 'red') return { why: 'not_stopped' }
  return brake.until !== null && now < brake.until ? { why: 'too_soon', until: brake.until } : null
}

export const resumed = (brake: Brake, now: number): Brake => ({
  ...brake,
  level: 'green',
  since: now,
  breaker: null,
  until: null,
  resumedAt: now,
})

/** Until when a line that a person let speak again speaks slowly; null when it does not. */
export function slowUntil({ resumedAt }: Brake, now: number): number | null {
  // A clock that was set back makes nobody speak faster.
  const until = resumedAt === null ? 0 : Math.min(resumedAt, now) + paceShares.resumedFor
  return resumedAt !== null && until > now ? until : null
}

/** How much of its pace the brake leaves a line. */
export function shareOf(brake: Brake, now: number): number {
  const slow = slowUntil(brake, now) === null ? 1 : paceShares.resumed
  return brake.level === 'amber' ? Math.min(slow, paceShares.amber) : slow
}
