import wwebjs from 'whatsapp-web.js'
import type { Failure } from '../../../contract/inbox.ts'
import { vcardOf } from '../card.ts'
import type { ChannelIdentity } from '../channel.ts'
import { chatIdsOf, phoneOf, readPageMessage } from './inbound.ts'
import { type Library, openPage } from './library.ts'
import { chooseNextId, findMessage, outcomeOf, readsCard, takeOverSends } from './page.ts'
import type { Call, CallFailure, Resolved } from './protocol.ts'
import { limits, saysRestricted } from './rules.ts'
import { reasonOf, within } from './time-limit.ts'

type Send = Extract<Call, { name: 'send' }>
type Found = 'absent' | 'unsent' | 'accepted'

/** A call that ended in a way the station has to tell apart. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
  readonly failure: CallFailure

  constructor(failure: CallFailure) {
    super(failure.kind)
    this.failure = failure
  }
}

const notSent = (failure: Failure, retry: boolean) => new CallRefused({ kind: 'not_sent', failure, retry })
const historyDepth = 50

const asLibraryMedia = ({ mime, fileName, bytes }: NonNullable<Send['media']>) =>
  new wwebjs.MessageMedia(mime, Buffer.from(bytes).toString('base64'), fileName, bytes.length)

/** Sends, one at a time, under ids chosen before; and finds out what became of a send. */
export function sending(library: Library) {
  const chats = new Map<string, string>()
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  const page = () => openPage(library)

  /** Whoever wrote has a chat; anybody else is looked up on WhatsApp first, unless it is known what it would say. */
  const resolve = async (to: ChannelIdentity, known?: string): Promise<Resolved> => {
    const [first] = chatIdsOf(to)
    if (first === undefined) throw notSent('not_on_whatsapp', false)
    const key = chatIdsOf(to).join(' ')
    const before = chats.get(key)
    if (before !== undefined) return { chat: before, checked: false }
    const here = (await existingChat(to)) ?? known
    const chat = here ?? (to.phone ? await onWhatsApp(to.phone) : first)
    if (chat === null) throw notSent('not_on_whatsapp', false)
    chats.set(key, chat)
    return { chat, checked: here === undefined && to.phone !== undefined }
  }

  const existingChat = async (to: ChannelIdentity): Promise<string | null> => {
    const ids = chatIdsOf(to)
    const listed = await page().evaluate((wanted: readonly string[]) => {
      type Chats = { require(name: string): { Chat: { getModelsArray(): { id: { _serialized: string } }[] } } }
      const models = (globalThis as unknown as Chats).require('WAWebCollections').Chat.getModelsArray()
      return models.map((chat) => String(chat.id?._serialized)).filter((id) => wanted.includes(id))
    }, ids)
    return ids.find((id) => listed.includes(id)) ?? null
  }

  const onWhatsApp = async (phone: string): Promise<string | null> => {
    try {
      const found = await library.getNumberId(phone.replace(/\D/g, ''))
      return found ? found._serialized : null
    } catch (error) {
      // The question itself never leaves a message behind.
      throw notSent(saysRestricted(reasonOf(error)) ? 'restricted' : 'refused', !saysRestricted(reasonOf(error)))
    }
  }

  const find = (id: string, at: readonly string[]) => page().evaluate(findMessage, id, [...at])

  const quoted = async (chat: string, replyTo: string | undefined) => {
    if (replyTo === undefined) return {}
    const found = await find(replyTo.replace(/:filled$/, ''), [chat])
    return found ? { quotedMessageId: found.serialized } : {}
  }

  /** A card the page can read; null for none, and then its words are sent. */
  const readableCard = async (card: Send['card']): Promise<string | null> => {
    if (!card) return null
    const written = vcardOf(card)
    return (await page().evaluate(readsCard, written)) ? written : null
  }

  const deliver = async ({
    providerId,
    to,
    text,
    media,
    card,
    replyTo,
  }: Send): Promise<{ chat: string; ack: number }> => {
    const { chat } = await resolve(to)
    if (!(await page().evaluate(takeOverSends))) throw notSent('refused', true)
    const before = await find(providerId, [chat])
    if (before && before.ack >= 1) return { chat, ack: before.ack }
    const vcard = await readableCard(card)
    const options = {
      ...{ waitUntilMsgSent: true, sendSeen: false, linkPreview: false, extra: { ventanillaId: providerId } },
      parseVCards: vcard !== null,
      ...(media && { caption: text, sendMediaAsDocument: media.kind === 'document', sendAudioAsVoice: false }),
      ...(await quoted(chat, replyTo)),
    }
    await page().evaluate(chooseNextId, providerId)
    const sent = await attempt(
      () => library.sendMessage(chat, media ? asLibraryMedia(media) : (vcard ?? text), options),
      providerId,
    )
    const message = readPageMessage(sent?._data)
    if (message && message.id.id !== providerId) throw new Error('The page chose an id of its own')
    return { chat, ack: message?.ack ?? 0 }
  }

  /** Sends, and reads the server's refusal out of what the page kept of its answer or out of the error. */
  const attempt = async <T>(send: () => Promise<T>, providerId: string): Promise<T> => {
    const sent = await send().then(
      (value) => ({ value, error: null }),
      (error: unknown) => ({ value: null, error }),
    )
    const outcome =
      (await page()
        .evaluate(outcomeOf, providerId)
        .catch(() => null)) ?? ''
    const said = `${outcome} ${sent.error === null ? '' : reasonOf(sent.error)}`
    if (saysRestricted(said)) throw notSent('restricted', false)
    if (sent.error !== null) throw sent.error
    return sent.value as T
  }

  const whatBecameOf = async (providerId: string, chat: string | undefined): Promise<Found> => {
    if (chat !== undefined) await (await library.getChatById(chat)).fetchMessages({ limit: historyDepth })
    const found = await find(providerId, chat === undefined ? [] : [chat])
    if (found) return found.ack >= 1 ? 'accepted' : 'unsent'
    if (chat === undefined) throw new Error('Nobody knows which chat it went to')
    return 'absent'
  }

  return {
    resolve: (to: ChannelIdentity, known?: string) => inTurn(() => within(limits.send, 'resolve', resolve(to, known))),

    /** Resolves when the page says that it left; the acknowledgement comes as an event. */
    send: (call: Send) => inTurn(() => within(call.media ? limits.sendMedia : limits.send, 'send', deliver(call))),

    /** What became of a send: in memory, in the stored history, or nowhere. */
    lookUp: (providerId: string, chat: string | undefined) =>
      within(limits.lookUp, 'lookUp', whatBecameOf(providerId, chat)),

    /** The town's own number, E.164. */
    ownPhone: () => phoneOf(library.info?.wid?._serialized),
  }
}

export type Sending = ReturnType<typeof sending>
