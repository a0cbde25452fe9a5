import { DateTime } from 'luxon'
import type { Conversation } from '../../../../contract/inbox.ts'

export type SnoozeChoice = 'hour' | 'afternoon' | 'tomorrow' | 'monday'
export type SnoozeOption = { readonly choice: SnoozeChoice; readonly until: number }

/**
 * The moments a desk thinks in, in the town's own time zone, soonest first. "This afternoon" (16:00) is offered
 * only while it is more than half an hour away, and next Monday not when it is tomorrow.
 */
export function snoozeOptions(now: number, timeZone: string): readonly SnoozeOption[] {
  const local = DateTime.fromMillis(now, { zone: timeZone })
  const afternoon = at(local, 16)
  const tomorrow = at(local.plus({ days: 1 }), 9)
  const monday = at(local.plus({ days: 8 - local.weekday }), 9)
  const options: SnoozeOption[] = [{ choice: 'hour', until: local.plus({ hours: 1 }).toMillis() }]
  if (afternoon.diff(local).as('minutes') > 30) options.push({ choice: 'afternoon', until: afternoon.toMillis() })
  options.push({ choice: 'tomorrow', until: tomorrow.toMillis() })
  if (!monday.hasSame(tomorrow, 'day')) options.push({ choice: 'monday', until: monday.toMillis() })
  return options.toSorted((a, b) => a.until - b.until)
}

function at(moment: DateTime, hour: number): DateTime {
  return moment.startOf('day').set({ hour })
}

/** `YYYY-MM-DDTHH:MM` as the town's clock reads it; null when it is not a moment after `now`. */
export function pickedMoment(value: string, now: number, timeZone: string): number | null {
  const moment = DateTime.fromISO(value, { zone: timeZone })
  return moment.isValid && moment.toMillis() > now ? moment.toMillis() : null
}

/** A moment as a `datetime-local` field wants it. */
export function pickerValue(moment: number, timeZone: string): string {
  return DateTime.fromMillis(moment, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm")
}

/** What an operator does with a conversation, beside writing. */
export type Act =
  | { readonly kind: 'claim'; readonly takeOver: boolean }
  | { readonly kind: 'release' }
  | { readonly kind: 'snooze'; readonly until: number }
  | { readonly kind: 'resolve'; readonly reason?: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'bot' }
export type ActKind = Act['kind']

/** What makes sense here, in the order it is offered: nothing while a colleague holds it, but the relief beside their name. */
export function offered(conversation: Conversation, me: string): readonly ActKind[] {
  const { assignee } = conversation
  if (assignee !== null && assignee.id !== me) return []
  switch (conversation.state) {
    case 'resolved':
      return ['reopen']
    case 'snoozed':
      return ['reopen', 'snooze', 'resolve']
    case 'bot':
      return ['claim', 'resolve']
    case 'open':
      return assignee === null ? ['claim', 'snooze', 'resolve', 'bot'] : ['snooze', 'resolve', 'release', 'bot']
  }
}

/** How the conversation will be if the station agrees: shown at once. Resolving waits, it may be refused. */
export function expected(
  conversation: Conversation,
  act: Act,
  me: NonNullable<Conversation['assignee']>,
): Conversation {
  switch (act.kind) {
    case 'claim':
      return { ...conversation, state: conversation.state === 'bot' ? 'open' : conversation.state, assignee: me }
    case 'release':
      return { ...conversation, assignee: null }
    case 'snooze':
      return { ...conversation, state: 'snoozed', snoozedUntil: act.until }
    case 'reopen':
      return { ...conversation, state: 'open', snoozedUntil: null }
    case 'resolve':
    case 'bot':
      return conversation
  }
}
