import type { ChannelIdentity } from '../channel.ts'
import { isPersonChat, type PageMessage } from './inbound.ts'
import type { Gap } from './protocol.ts'

/** Messages this much older than the mark are read again: clocks and orders differ. */
export const overlap = 60_000

const firstLimit = 50
const mostMessages = 25_600

export type CatchUpNeeds = {
  /** Every chat with the time of its last message, epoch seconds. */
  readonly chats: () => Promise<readonly { readonly id: string; readonly t: number }[]>
  /** The newest `limit` messages of a chat, or all if there are fewer. */
  readonly newest: (chatId: string, limit: number) => Promise<readonly PageMessage[]>
  readonly identify: (chatId: string) => Promise<ChannelIdentity>
  /** Hears one message; true when it was news. */
  readonly hear: (message: PageMessage) => Promise<boolean>
}

export type CaughtUp = {
  readonly mark: number
  readonly gaps: readonly Gap[]
  /** How many conversations the phone has, and how many messages of them were read. */
  readonly chats: number
  readonly read: number
}

/**
 * Reads every chat back to a minute before the mark, the last moment up to which everything is known to be recorded.
 * The new mark is by WhatsApp's clock, as the messages carry it, so a wrong clock of the PC cannot open a hole.
 */
export async function catchUp(needs: CatchUpNeeds, mark: number): Promise<CaughtUp> {
  const since = mark - overlap
  const chats = (await needs.chats()).filter((chat) => isPersonChat(chat.id))
  const moved = chats.filter((chat) => chat.t * 1000 >= since)
  const gaps: Gap[] = []
  let messagesRead = 0
  for (const chat of moved) {
    const read = await readBack(needs, chat.id, since)
    messagesRead += read.messages.length
    for (const message of read.messages) await needs.hear(message)
    if (!read.whole)
      gaps.push({ person: await needs.identify(chat.id), since, until: oldest(read.messages) ?? chat.t * 1000 })
  }
  const newest = chats.reduce((latest, chat) => Math.max(latest, chat.t * 1000), mark)
  return { mark: newest, gaps, chats: chats.length, read: messagesRead }
}

/** Twice as many each time, until they reach back to `since` or there are no more. */
async function readBack(needs: CatchUpNeeds, chatId: string, since: number) {
  let messages: readonly PageMessage[] = []
  for (let limit = firstLimit; limit <= mostMessages; limit *= 2) {
    const read = await needs.newest(chatId, limit).catch(() => null)
    if (!read) return { messages: newerThan(messages, since), whole: false }
    messages = read
    const reaches = (oldest(read) ?? 0) < since
    if (reaches || read.length < limit) return { messages: newerThan(messages, since), whole: true }
  }
  return { messages: newerThan(messages, since), whole: false }
}

const newerThan = (messages: readonly PageMessage[], since: number) =>
  messages.filter((message) => message.t * 1000 >= since).sort((a, b) => a.t - b.t)

function oldest(messages: readonly PageMessage[]): number | null {
  return messages.length === 0 ? null : messages.reduce((least, { t }) => Math.min(least, t * 1000), Number.MAX_VALUE)
}
