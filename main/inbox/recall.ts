import type { MessageKind } from '../../contract/inbox.ts'
import type { Reader, Writer } from '../store/store.ts'
import { type ConversationRow, conversationById, inboundSince, providerIdOf, saidLately } from './queries.ts'

/** What a citizen wrote, as it is read again. */
export type Written = {
  readonly origin: { readonly id: string; readonly providerId: string | null; readonly at: number }
  readonly kind: MessageKind
  readonly text: string
  readonly location: { readonly latitude: number; readonly longitude: number; readonly label: string | null } | null
}

/** What the citizen wrote from a message on, oldest first: at most the newest 50. */
export async function writtenSince(tx: Writer, conversationId: string, seq: number): Promise<Written[]> {
  const rows = await inboundSince(tx, { conversationId, seq })
  return rows.toReversed().map(({ location_json, id, provider_id: providerId, at, ...row }) => ({
    ...row,
    origin: { id, providerId, at },
    location: location_json ? { label: null, ...JSON.parse(location_json) } : null,
  }))
}

/** Something that was said to a citizen, and how far it came. */
export type SaidToCitizen = {
  readonly messageId: string
  readonly providerId: string | null
  /** Epoch milliseconds. */
  readonly at: number
  readonly text: string
  readonly status: string | null
}

/** The newest first, at most 40; without what was taken back. */
export async function saidToCitizen(db: Reader | Writer, conversationId: string): Promise<SaidToCitizen[]> {
  const rows = await saidLately(db, { conversationId })
  return rows.map(({ id: messageId, provider_id: providerId, ...row }) => ({ messageId, providerId, ...row }))
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
