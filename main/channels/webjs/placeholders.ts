import type { ChannelEvent } from '../channel.ts'
import type { HeardEvent, HeardMessage } from './protocol.ts'

/** Ids of recorded messages that WhatsApp had not decrypted yet, the oldest first. */
export type Waiting = readonly string[]

const most = 500

const plain = ({ waiting: _waiting, recalled: _recalled, ...message }: HeardMessage): ChannelEvent =>
  message as ChannelEvent

const isSaid = (event: HeardEvent): event is HeardMessage => event.type === 'message' || event.type === 'own_message'

/**
 * A message that WhatsApp cannot read yet is recorded as an unknown one; when it can be read, its text becomes an edit,
 * and anything else a message of its own that answers the unknown one.
 */
export function fillIn(waiting: Waiting, event: HeardEvent): { waiting: Waiting; events: readonly ChannelEvent[] } {
  if (!isSaid(event)) return { waiting, events: [event as ChannelEvent] }
  const known = waiting.includes(event.providerId)
  if (event.waiting) {
    return known
      ? { waiting, events: [] }
      : { waiting: [...waiting, event.providerId].slice(-most), events: [plain(event)] }
  }
  if (!known) return { waiting, events: [plain(event)] }
  const rest = waiting.filter((id) => id !== event.providerId)
  if (event.kind === 'text')
    return { waiting: rest, events: [{ type: 'edit', providerId: event.providerId, text: event.text, at: event.at }] }
  const filled = { ...event, providerId: `${event.providerId}:filled`, replyTo: event.providerId }
  return { waiting: rest, events: [plain(filled)] }
}
