import type { DeliveryStatus } from '../../contract/inbox.ts'

/** First to leave first. */
export const lanes = { emergency: 0, reply: 1, bot: 2, broadcast: 3 } as const
export type Lane = (typeof lanes)[keyof typeof lanes]

/** A WhatsApp-like message id made from one of ours: `3EB0` and 18 hexadecimal digits, of its time and its randomness. */
export function providerIdFrom(id: string): string {
  const digits = id.replaceAll('-', '')
  return `3EB0${digits.slice(4, 12)}${digits.slice(-10)}`.toUpperCase()
}

const retryDelays = [2_000, 10_000, 30_000, 120_000, 600_000]

/** How long to wait before trying again a send that certainly did not leave; `null` when it has been tried enough. */
export const retryDelay = (attempts: number): number | null => retryDelays[attempts - 1] ?? null

/** A send without an acknowledgement after this long is looked up. */
export const acknowledgementDeadline = 60_000

/**
 * No message is queued to wait longer than this, in milliseconds. One that seems to was queued before the clock of the
 * machine was set back, and waits no more.
 */
export const longestWait = 15 * 60_000

/**
 * What the channel found of a send whose outcome nobody knows: `unreachable` when it could not be asked just now,
 * `unanswerable` when it never can.
 */
export type Lookup = 'absent' | 'unsent' | 'accepted' | 'unreachable' | 'unanswerable'

export type Decision =
  | { readonly do: 'send_again'; readonly after: number }
  | { readonly do: 'record' }
  | { readonly do: 'look_later' }
  | { readonly do: 'ask_a_person' }

/** Why nobody knows: the station died, the send broke, or no acknowledgement came in time. */
export type Doubt = 'crash' | 'error' | 'silence'

/** How long a send whose outcome cannot be asked for stays open, in milliseconds. */
const patience = 10 * 60_000

/** A row claimed this often without ever leaving is looked at by a person, even if only crashes were to blame. */
const mostClaims = 200

/**
 * The decision table after a crash or a silence. Sending again is safe only because it keeps the same id, which the
 * recipient's phone drops when it already has it. A claim that a crash cut off is no failed try, so it costs no wait.
 * `age` is how long ago the send was claimed, in milliseconds.
 */
export function decide(doubt: Doubt, lookup: Lookup, { attempts, age }: { attempts: number; age: number }): Decision {
  if (lookup === 'accepted') return { do: 'record' }
  if (lookup === 'unreachable') return { do: age < patience ? 'look_later' : 'ask_a_person' }
  if (lookup === 'unanswerable' || attempts > mostClaims) return { do: 'ask_a_person' }
  if (lookup === 'absent' && doubt === 'crash') return { do: 'send_again', after: 0 }
  const delay = retryDelay(attempts)
  if (delay === null) return { do: 'ask_a_person' }
  return { do: 'send_again', after: lookup === 'unsent' ? Math.max(delay, acknowledgementDeadline) : delay }
}

const forward: readonly DeliveryStatus[] = ['queued', 'sending', 'accepted', 'delivered', 'read']

/** Acknowledgements come late, twice or out of order: a status only moves forward, and any of them settles a doubt. */
export function laterStatus(current: DeliveryStatus, next: 'accepted' | 'delivered' | 'read'): DeliveryStatus {
  if (current === 'failed' || current === 'check' || current === 'cancelled') return next
  return forward.indexOf(next) > forward.indexOf(current) ? next : current
}
