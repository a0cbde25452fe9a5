import type { ConsentSettings, ConsentState, Method, Standing } from '../../contract/consents.ts'
import type { LedgerEvent } from '../../contract/ledger.ts'

const hour = 60 * 60_000
const day = 24 * hour

/** How long a question waits for its yes. */
export const requestLife = 48 * hour
/** Once this long has passed without an answer, it is reminded of: one time, inside the day that the channel allows. */
export const reminderAfter = 8 * hour
export const serviceWindow = 24 * hour
/** A number nobody hears of for so long may be somebody else's by now. */
export const silenceLife = 365 * day
/** How far a clock may be corrected backwards before times written earlier mean nothing. */
export const clockSlack = 10 * 60_000
/** The longest civil-emergency exception. */
export const longestException = 48 * hour

/** Purpose of what follows from the citizen's own matter: news of a report, a reminder of their question. */
export const followUp = 'follow_up'

export type Request = {
  readonly state: 'open' | 'accepted' | 'declined' | 'expired' | 'under_age' | 'closed'
  readonly method: Method
  readonly askedInChat: boolean
  /** The version of the notice that was shown. */
  readonly notice: number
  readonly oldEnough: boolean | null
  readonly purposes: readonly string[]
  readonly begunAt: number
  readonly expiresAt: number
}

export type Refusal = 'nothing_pending' | 'expired' | 'no_age' | 'nothing_chosen' | 'notice_changed' | 'under_age'

/** A request that was begun in the future was begun under another clock: nobody knows how long it has been open. */
export const hasExpired = ({ begunAt, expiresAt }: Pick<Request, 'begunAt' | 'expiresAt'>, now: number): boolean =>
  now >= expiresAt || now < begunAt - clockSlack

/** Signed elsewhere or asked in the chat: only then is there something that a yes answers. */
const wasAsked = ({ askedInChat, method }: Request) => askedInChat || (method !== 'import' && method !== 'chat')

/** Why a yes gives nothing; null when it gives what was chosen. `notice`: the version that is current now. */
export function refusalOf(request: Request | null, notice: number | null, now: number): Refusal | null {
  if (!request || request.state === 'accepted' || request.state === 'declined' || request.state === 'closed')
    return 'nothing_pending'
  if (request.state === 'under_age' || request.oldEnough === false) return 'under_age'
  if (request.state === 'expired') return 'expired'
  if (!wasAsked(request)) return 'nothing_pending'
  if (hasExpired(request, now)) return 'expired'
  if (request.notice !== notice) return 'notice_changed'
  if (request.oldEnough === null) return 'no_age'
  return request.purposes.length === 0 ? 'nothing_chosen' : null
}

type Origin<By> = { readonly method: Method; readonly by: By }

/** What a new question keeps of the one before: a form signed at the counter is confirmed by asking in the chat. */
export function renewed<By>(
  before: (Request & { readonly by: By }) | null,
  next: Origin<By> & { readonly notice: number; readonly now: number },
): Origin<By> & Pick<Request, 'oldEnough' | 'purposes'> & { readonly again: boolean } {
  const open = before?.state === 'open' && !hasExpired(before, next.now) ? before : null
  const fresh = { method: next.method, by: next.by, oldEnough: null, purposes: [], again: before !== null }
  if (!open || open.notice !== next.notice) return fresh
  const inChat = next.method === 'chat' || next.method === 'qr'
  const origin = inChat && open.method !== 'import' ? open : next
  return { ...fresh, method: origin.method, by: origin.by, oldEnough: open.oldEnough, purposes: open.purposes }
}

export type Limits = {
  readonly heldAt: number | null
  readonly pausedUntil: number | null
  readonly optedOutAt: number | null
  readonly blockedAt: number | null
}

export const noLimits: Limits = { heldAt: null, pausedUntil: null, optedOutAt: null, blockedAt: null }

export type Given = {
  readonly state: ConsentState
  readonly version: number
  readonly since: number
  readonly expiresAt: number | null
}

export type PurposeInForce = { readonly active: boolean; readonly liveFrom: number }

/** What stands against writing to a person, whatever they agreed to. */
export function barrier(limits: Limits & { readonly suppressed: boolean }, now: number): Standing | null {
  if (limits.blockedAt !== null) return 'blocked'
  if (limits.optedOutAt !== null || limits.suppressed) return 'opted_out'
  if (limits.heldAt !== null) return 'held'
  return limits.pausedUntil !== null && limits.pausedUntil > now ? 'paused' : null
}

/** Whether a consent may be used now. Under a clock that stands before it was given, it may not. */
export function standingOf(
  consent: Given | null,
  purpose: PurposeInForce | null,
  limits: Limits & { readonly suppressed: boolean },
  now: number,
): Standing {
  const barred = barrier(limits, now)
  if (barred) return barred
  if (!consent || !purpose?.active) return 'none'
  if (consent.state === 'expired') return 'expired'
  if (consent.state !== 'given') return 'none'
  const outdated = consent.version < purpose.liveFrom
  const over = consent.expiresAt !== null && now >= consent.expiresAt
  return outdated || over || now < consent.since - clockSlack ? 'expired' : 'live'
}

/** The strictest of what stands against two people who turn out to be one. */
export function stricter(kept: Limits, absorbed: Limits): Limits {
  const latest = (one: number | null, other: number | null) =>
    one === null || other === null ? (one ?? other) : Math.max(one, other)
  return {
    heldAt: latest(kept.heldAt, absorbed.heldAt),
    pausedUntil: latest(kept.pausedUntil, absorbed.pausedUntil),
    optedOutAt: latest(kept.optedOutAt, absorbed.optedOutAt),
    blockedAt: latest(kept.blockedAt, absorbed.blockedAt),
  }
}

export type LedgerLine = { readonly event: LedgerEvent; readonly purpose: string | null }

export type Derived = {
  readonly consents: ReadonlyMap<string, ConsentState>
  readonly optedOut: boolean
}

const outcomes: Partial<Record<LedgerEvent, ConsentState>> = {
  given: 'given',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
  number_changed: 'expired',
}

/** What a person's consents are, from nothing but what the ledger holds of them, oldest first. */
export function derive(lines: readonly LedgerLine[]): Derived {
  const consents = new Map<string, ConsentState>()
  let optedOut = false
  for (const { event, purpose } of lines) {
    const outcome = outcomes[event]
    if (outcome && purpose !== null) consents.set(purpose, outcome)
    if (outcome && purpose === null && event !== 'expired' && event !== 'refused') endGiven(consents, outcome)
    optedOut = event === 'withdrawn' ? optedOut || purpose === null : optedOut && event !== 'given'
  }
  return { consents, optedOut }
}

function endGiven(consents: Map<string, ConsentState>, outcome: ConsentState): void {
  for (const [id, state] of consents) if (state === 'given') consents.set(id, outcome)
}

/** The youngest who can agree alone on a day, `YYYY-MM-DD`. */
export const minimumAgeOn = ({ minimumAge, nextAge }: ConsentSettings, today: string): number =>
  nextAge && nextAge.from <= today ? nextAge.years : minimumAge

export type ExceptionFacts = {
  readonly purpose: string
  readonly askedBy: string
  readonly askedAt: number
  readonly approvedBy: string | null
  readonly approvedAt: number | null
  readonly revokedAt: number | null
  readonly until: number
}

/** What two people opened is looked back at once it is over; what nobody approved opened nothing. */
export const needsReview = (facts: ExceptionFacts, reviewedAt: number | null, now: number): boolean =>
  reviewedAt === null && facts.approvedAt !== null && exceptionState(facts, now) === 'over'

/** Approved by a second person, not revoked, not over. */
export const exceptionState = (
  { askedBy, askedAt, approvedBy, revokedAt, until }: ExceptionFacts,
  now: number,
): 'asked' | 'standing' | 'over' => {
  if (revokedAt !== null || now >= until || now < askedAt - clockSlack) return 'over'
  return approvedBy !== null && approvedBy !== askedBy ? 'standing' : 'asked'
}
