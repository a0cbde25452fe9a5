import {
  type Capability,
  type Channel,
  type ChannelIdentity,
  MediaUnavailable,
  NotSent,
  type OutboundMessage,
} from '../channel.ts'
import { type LineLinkNeeds, lineLink } from './line-link.ts'
import { type LineMemory, withSend } from './line-memory.ts'
import { linkCommands } from './link-commands.ts'
import { CallFailed } from './pending-calls.ts'
import { type Call, resolved } from './protocol.ts'
import { limits } from './rules.ts'
import { knownNumber, withNumber } from './verified-numbers.ts'

const capabilities: ReadonlySet<Capability> = new Set([
  'media.receive',
  'own_messages',
  'media.send',
  'contacts.send',
  'reactions',
  'edits',
  'deletions',
  'replies',
  'delivery_receipts',
  'read_receipts',
  'send.preassigned_id',
  'send.lookup',
])

/** WhatsApp through whatsapp-web.js, in a process of its own, seen as any other channel. */
export function webjsChannel(needs: LineLinkNeeds & { readonly memory: LineMemory }) {
  const { memory } = needs
  const link = lineLink(needs)

  const call = async (asked: Call, limitMs: number): Promise<unknown> => {
    try {
      return await link.supervised.call(asked, limitMs)
    } catch (error) {
      throw error instanceof CallFailed ? translated(error) : error
    }
  }

  const translated = (error: CallFailed): Error => {
    const { failure } = error
    if (failure.kind === 'media_unavailable') return new MediaUnavailable({ retry: failure.retry })
    if (failure.kind === 'unknown') return error
    if (failure.failure === 'restricted') link.book.restricted()
    return new NotSent(failure.failure, { retry: failure.retry })
  }

  /** Whoever wrote has a chat; a number that never did is asked for on WhatsApp once in a while, and the answer kept. */
  const chatOf = async (to: ChannelIdentity): Promise<string> => {
    const known = to.phone === undefined ? undefined : knownNumber(memory.get().verified, to.phone, needs.clock.now())
    if (known?.chat === null) throw new NotSent('not_on_whatsapp', { retry: false })
    const asked = { name: 'resolve', to, ...(known && { known: known.chat }) } as const
    try {
      const { chat, checked } = resolved.parse(await call(asked, limits.send))
      if (checked) await rememberNumber(to.phone, chat)
      return chat
    } catch (error) {
      if (error instanceof NotSent && error.failure === 'not_on_whatsapp') await rememberNumber(to.phone, null)
      return beforeTheSend(error)
    }
  }

  const rememberNumber = async (phone: string | undefined, chat: string | null) => {
    if (phone === undefined) return
    await memory.change({ verified: withNumber(memory.get().verified, { phone, chat, at: needs.clock.now() }) })
  }

  const channel: Channel = {
    kind: 'webjs',
    capabilities,
    start: link.hold,
    stop: link.letGo,

    async send({ providerId, to, text, media, card, replyTo }: OutboundMessage) {
      if (link.book.state().phase === 'restricted') throw new NotSent('restricted', { retry: false })
      if (!link.isUp()) throw new NotSent('refused', { retry: true })
      link.daily.active()
      const chat = await chatOf(to)
      await memory.change({ sends: withSend(memory.get().sends, providerId, chat) })
      const content = {
        text,
        ...(media && { media }),
        ...(card && { card }),
        ...(replyTo !== undefined && { replyTo }),
      }
      await call({ name: 'send', providerId, to, ...content }, media ? limits.sendMedia : limits.send)
    },

    async lookUp(providerId) {
      if (!link.isUp()) throw new Error('The line is down: nobody can tell')
      const chat = memory.get().sends.find(([id]) => id === providerId)?.[1]
      // Where a send goes is remembered before it leaves: one without a chat never left.
      if (chat === undefined) return 'absent'
      const found = await call({ name: 'lookUp', providerId, chat }, limits.lookUp)
      if (found !== 'absent' && found !== 'unsent' && found !== 'accepted') throw new Error('No answer')
      return found
    },

    async fetchMedia(ref, maxBytes) {
      if (!link.isUp()) throw new MediaUnavailable({ retry: true })
      const bytes = await call({ name: 'fetchMedia', ref, maxBytes }, limits.media)
      if (!(bytes instanceof Uint8Array)) throw new MediaUnavailable({ retry: true })
      return bytes
    },
  }

  return { channel, ...linkCommands(link, memory, needs.browserArgs ?? []) }
}

export type WebjsChannel = ReturnType<typeof webjsChannel>

/** Nothing has left yet, so any error means that it certainly did not. */
function beforeTheSend(error: unknown): never {
  throw error instanceof NotSent ? error : new NotSent('refused', { retry: true })
}
