import type { MessageKind } from '../../contract/inbox.ts'
import type { Writer } from '../store/store.ts'
import { type ConversationRow, conversationById, inboundSince, providerIdOf } from './queries.ts'

/** What a citizen wrote, as it is read again. */
export type Written = {
  readonly kind: MessageKind
  readonly text: string
  readonly location: { readonly latitude: number; readonly longitude: number; readonly label: string | null } | null
}

/** What the citizen wrote from a message on, oldest first: at most the newest 50. */
export async function writtenSince(tx: Writer, conversationId: string, seq: number): Promise<Written[]> {
  const rows = await inboundSince(tx, { conversationId, seq })
  return rows.toReversed().map(({ location_json, ...row }) => ({
    ...row,
    location: location_json ? { label: null, ...JSON.parse(location_json) } : null,
  }))
}

/** A conversation as it stands; null when there is none of that id. */
export async function conversationNow(tx: Writer, id: string): Promise<ConversationRow | null> {
  const [row] = await conversationById(tx, { id })
  return row ?? null
}

/** What the channel calls a message; null for what never came from or went to it. */
export async function channelIdOf(tx: Writer, messageId: string): Promise<string | null> {
  const [row] = await providerIdOf(tx, { id: messageId })
  return row?.provider_id ?? null
}
