import type { Account } from './account.ts'
import type { AnswersOfWhatsApp, Asked, AutoAck } from './answers.ts'
import { type Draft, makeMessage, phoneMessageId } from './drafts.ts'
import type { Link } from './link.ts'
import type { MediaServer } from './media.ts'
import { lidId, type People, phoneId } from './people.ts'
import type { Crossing, Received, Recipients } from './recipients.ts'
import type { Attributes } from './wire.ts'

type Needs = {
  readonly account: Account
  readonly answers: AnswersOfWhatsApp
  readonly link: Link
  readonly media: MediaServer
  readonly people: People
  readonly recipients: Recipients
  readonly unreadable: Map<string, Attributes>
  now(): number
}

/** Everybody who holds a telephone: the town hall's own and those of the citizens. */
export function makePhone({ account, answers, link, media, people, recipients, unreadable, now }: Needs) {
  const isOf = (phone: string | undefined) => (one: { readonly to: string }) =>
    phone === undefined || one.to === phoneId(phone) || one.to === lidId(phone)
  let resends = false

  function fill(id: string): void {
    const readable = unreadable.get(id)
    if (!readable) throw new Error(`message ${id} is readable`)
    unreadable.delete(id)
    link.push({ kind: 'change', key: account.key(id), set: readable })
  }

  return {
    /** The town hall scans the code of the page that shows one, or of the first that will. */
    scan: (): Promise<void> => link.scan(),

    /** The code on screen is replaced by another, as it is every twenty seconds. */
    rotateCode: (): void => link.rotate(),

    /** The town hall removes the linked device on its telephone. */
    unlink: (): void => link.unlink(),

    /** Resolves with the message's id once WhatsApp has it, whether or not a page is there. */
    async send(draft: Draft): Promise<string> {
      const { message, readable } = makeMessage(draft, { media, me: account.me.phone, now })
      if (draft.undecryptable) unreadable.set(message.key.id, readable)
      link.push({ kind: 'message', message })
      return message.key.id
    },

    /** A message that could not be read becomes readable. */
    fill: async (id: string): Promise<void> => fill(id),
    /** Whether the citizens' telephones send such a message again when the page asks for it. */
    answersResends(does: boolean): void {
      resends = does
    },
    resendWanted(ids: readonly string[]): void {
      if (!resends) return
      for (const { id } of ids.map(account.key)) if (unreadable.has(id)) fill(id)
    },

    async edit(id: string, text: string): Promise<void> {
      const set = { body: text, latestEditSenderTimestampMs: now(), latestEditMsgKey: phoneMessageId() }
      link.push({ kind: 'change', key: account.key(id), set })
    },

    /** Deleted for everyone. */
    async delete(id: string): Promise<void> {
      const key = account.key(id)
      const set = { type: 'revoked', subtype: 'sender', body: null, caption: null, directPath: null }
      link.push({ kind: 'change', key, set: { ...set, protocolMessageKey: { ...key } } })
    },

    /** An empty text takes the reaction back. */
    async react(id: string, emoji: string, by: { readonly from: string; readonly lid?: boolean }): Promise<void> {
      const author = by.lid ? lidId(by.from) : phoneId(by.from)
      const parent = account.key(id)
      const key = { fromMe: false, remote: parent.remote, id: phoneMessageId() }
      link.push({ kind: 'reaction', reaction: { key, parent, text: emoji, author, at: now() } })
    },

    call(from: string): void {
      link.say({ type: 'call', id: phoneMessageId(), from: phoneId(from) })
    },

    /** What citizens' telephones show; one citizen's when a phone is given. */
    received: (phone?: string): readonly Received[] => recipients.received.filter(isOf(phone)),
    /** Every crossing of the wire, also of messages that a telephone knew already. */
    crossings: (phone?: string): readonly Crossing[] => recipients.crossings.filter(isOf(phone)),
    /** What pages have asked WhatsApp for, oldest first. */
    asked: (question?: Asked['question']): readonly Asked[] =>
      answers.asked.filter((one) => question === undefined || one.question === question),

    /** -1 refused, 1 on the server, 2 on the telephone, 3 read, 4 played. */
    ack: (id: string, level: number): void => answers.ack(account.key(id), level),
    /** How far each sent message gets by itself; `none`: it crosses, and no acknowledgement ever comes. */
    setAutoAck: (how: AutoAck): void => answers.setAutoAck(how),

    notOnWhatsApp: (phone: string): unknown => people.notOnWhatsApp(phone),
    hidesNumber: (phone: string): unknown => people.hidesNumber(phone),
    called: (phone: string, name: string): unknown => people.called(phone, name),

    archive: (chat: string): void => account.disk.archive(chat),

    /** Resolves when the page has taken everything that waited for it. */
    settled: (): Promise<void> => link.settled(),
    isPagePresent: (): boolean => link.isPresent(),
  }
}

export type Phone = ReturnType<typeof makePhone>
