/** How long each category is kept. Days and calendar months are counted in UTC. */
export type Terms = {
  readonly chatMonths: number
  readonly sensitiveMonths: number
  readonly mediaDays: number
  readonly voiceDays: number
  readonly identityDays: number
  readonly botDays: number
}

const DAY_MS = 86_400_000

/** A silence this long ends what was being talked about, in milliseconds: the term of its messages begins. */
export const quiet = 30 * DAY_MS

/** The same moment so many months earlier; the last day of the month where it has no such day. */
export function monthsBefore(now: number, months: number): number {
  const date = new Date(now)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() - months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.getTime()
}

/** What was recorded at one of these moments or before is over its term. */
export type Cutoffs = {
  readonly chat: number
  /** Of a chat that never falls quiet. */
  readonly endlessChat: number
  readonly sensitive: number
  readonly endlessSensitive: number
  readonly media: number
  readonly voice: number
  readonly identity: number
  readonly bot: number
}

export function cutoffs(terms: Terms, now: number): Cutoffs {
  const days = (n: number) => now - n * DAY_MS
  return {
    chat: monthsBefore(now, terms.chatMonths),
    endlessChat: monthsBefore(now, 2 * terms.chatMonths),
    sensitive: monthsBefore(now, terms.sensitiveMonths),
    endlessSensitive: monthsBefore(now, 2 * terms.sensitiveMonths),
    media: days(terms.mediaDays),
    voice: days(terms.voiceDays),
    identity: days(terms.identityDays),
    bot: days(terms.botDays),
  }
}

/** Why a conversation is not touched. */
export type Hold = 'open' | 'on_its_way' | 'report' | 'appointment' | 'rights' | 'by_hand'

export type Case = {
  readonly state: 'bot' | 'open' | 'snoozed' | 'resolved'
  readonly waitingSince: number | null
  readonly unfinished: boolean
  /** A message of it is queued, being sent or of unknown outcome. */
  readonly onItsWay: boolean
  /** A street report of it or of its citizen is not settled. */
  readonly openReport: boolean
  /** An appointment of it or of its citizen is still to come. */
  readonly appointment: boolean
  /** A request of data rights of it or of its citizen is not answered. */
  readonly rightsRequest: boolean
  readonly heldByHand: boolean
}

/** Everything that holds a conversation; empty when its term may run out. */
export function holdsOf(one: Case): readonly Hold[] {
  const isOpen = one.state === 'open' || one.state === 'snoozed' || one.waitingSince !== null || one.unfinished
  const reasons: readonly (readonly [Hold, boolean])[] = [
    ['open', isOpen],
    ['on_its_way', one.onItsWay],
    ['report', one.openReport],
    ['appointment', one.appointment],
    ['rights', one.rightsRequest],
    ['by_hand', one.heldByHand],
  ]
  return reasons.flatMap(([hold, holds]) => (holds ? [hold] : []))
}

export type Moment = { readonly seq: number; readonly at: number }

/**
 * The last `seq` whose term is over, of the oldest messages of a conversation in their order; null when none is. The term
 * begins with the silence that ends what was being talked about, so that nothing of it goes before the rest. `more`:
 * the conversation goes on after these. What is older than `endless` goes even if it never falls quiet.
 */
export function overThrough(
  messages: readonly Moment[],
  limits: { readonly cutoff: number; readonly endless: number; readonly more: boolean },
): number | null {
  let through: number | null = null
  // A clock that was set back must not make a message older than those before it.
  let newest = Number.NEGATIVE_INFINITY
  for (const [i, message] of messages.entries()) {
    newest = Math.max(newest, message.at)
    const next = messages[i + 1]
    const isQuiet = next ? next.at - newest >= quiet : !limits.more
    if (newest <= limits.endless || (isQuiet && newest <= limits.cutoff)) through = message.seq
  }
  return through
}

/** Terms of a stored file; of two the first holds. */
export const fileTerms = ['identity', 'voice', 'media'] as const
export type FileTerm = (typeof fileTerms)[number]

/** Whether a case that is handed over belongs in the reserved folder. */
export function isReserved(
  handed: { readonly department: string | null; readonly topic: string | null },
  folder: { readonly departments: readonly string[]; readonly topics: readonly string[] },
): boolean {
  const { department, topic } = handed
  return (
    (department !== null && folder.departments.includes(department)) ||
    (topic !== null && folder.topics.includes(topic))
  )
}
