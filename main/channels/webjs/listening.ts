import type { ChannelIdentity } from '../channel.ts'
import type { Courier } from './courier.ts'
import {
  ackEvent,
  deletionEvent,
  editEvent,
  identityOf,
  messageEvent,
  type PageMessage,
  reactionEvent,
  readPageMessage,
} from './inbound.ts'
import type { Library, LibraryMessage } from './library.ts'
import type { HeardEvent } from './protocol.ts'
import { within } from './time-limit.ts'

const identityLimit = 5_000
/** A pair of LID and phone that WhatsApp does not know yet is asked for again after this long. */
const askAgain = 10 * 60_000

/** Who is behind a chat, remembered: a citizen is one by LID and by phone. */
export function directory(library: Library, now: () => number) {
  const known = new Map<string, { identity: ChannelIdentity; until: number }>()

  return async (chatId: string): Promise<ChannelIdentity> => {
    const before = known.get(chatId)
    if (before && before.until > now()) return before.identity
    const pairs = await within(identityLimit, 'identity', library.getContactLidAndPhone([chatId])).catch(() => [])
    const identity = identityOf(chatId, pairs[0] ?? {})
    const whole = identity.phone !== undefined && identity.lid !== undefined
    known.set(chatId, { identity, until: whole ? Number.POSITIVE_INFINITY : now() + askAgain })
    return identity
  }
}

export type ListeningNeeds = {
  readonly library: Library
  readonly courier: Courier
  readonly identify: (chatId: string) => Promise<ChannelIdentity>
  readonly now: () => number
  /** The town's own number, E.164; null while nobody knows it. */
  readonly ownPhone: () => string | null
  /** A model of the page that cannot be read; only its kind is told. */
  readonly unreadable: (what: string) => void
}

/** Hears the library's events, in their order, and hands them to the courier. */
export function listening(needs: ListeningNeeds) {
  const { library, courier, now } = needs
  let turn: Promise<unknown> = Promise.resolve()

  /** Senders are asked for one after the other, so that two messages of one person keep their order. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  /** True for news. What the town's phone notes down for itself is in no citizen's chat. */
  const hearMessage = async (message: PageMessage, recalled = false): Promise<boolean> => {
    const event = messageEvent(message, {})
    if (event === null) return false
    if (event.type !== 'message' && event.type !== 'own_message') return courier.add(event)
    const citizen = await needs.identify(message.id.remote)
    if (citizen.phone !== undefined && citizen.phone === needs.ownPhone()) return false
    const whole = messageEvent(message, citizen)
    return whole ? courier.add(recalled ? ({ ...whole, recalled } as HeardEvent) : whole) : false
  }

  const read = (message: LibraryMessage | undefined, what: string): PageMessage | null => {
    const readable = readPageMessage(message?._data)
    if (!readable) needs.unreadable(what)
    return readable
  }

  const on = (event: string, work: (...said: never[]) => void) =>
    library.on(event, (...said: unknown[]) => {
      try {
        ;(work as (...said: unknown[]) => void)(...said)
      } catch {
        needs.unreadable(event)
      }
    })

  const hear = (event: string) =>
    on(event, (said: LibraryMessage) => {
      const message = read(said, event)
      if (message) inTurn(() => hearMessage(message)).catch(() => needs.unreadable(event))
    })

  const pass = (event: string, work: (message: PageMessage, second: unknown) => ReturnType<typeof ackEvent>) =>
    on(event, (said: LibraryMessage, second: unknown) => {
      const message = read(said, event)
      const news = message && work(message, second)
      if (news) inTurn(async () => courier.add(news)).catch(() => needs.unreadable(event))
    })

  // Also what is written on the town's own phone; `message` tells only of what citizens write.
  hear('message_create')
  hear('message_ciphertext_failed')
  pass('message_edit', (message) => editEvent(message, now()))
  pass('message_revoke_everyone', (message) => deletionEvent(message))
  pass('message_ack', (message, ack) => ackEvent(message, typeof ack === 'number' ? ack : undefined, now()))
  on('message_reaction', (said: unknown) => {
    const event = reactionEvent(said)
    if (event) inTurn(async () => courier.add(event)).catch(() => needs.unreadable('message_reaction'))
  })

  return {
    /** A message found by catching up: what it says, how it was edited and what became of one of ours. True for news. */
    recall: (message: PageMessage, editedSince: number): Promise<boolean> =>
      inTurn(async () => {
        const ack = ackEvent(message, message.ack, now())
        if (ack) courier.add(ack)
        const news = await hearMessage(message, true)
        const edit = (message.latestEditSenderTimestampMs ?? 0) >= editedSince ? editEvent(message, now()) : null
        if (edit && !news) courier.add(edit)
        return news
      }),
  }
}

export type Listening = ReturnType<typeof listening>
