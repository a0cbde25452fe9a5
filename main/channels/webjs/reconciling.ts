import type { ChannelIdentity } from '../channel.ts'
import { catchUp } from './catch-up.ts'
import type { Courier } from './courier.ts'
import { readPageMessage } from './inbound.ts'
import { type Library, openPage } from './library.ts'
import type { Listening } from './listening.ts'
import { listChats } from './page.ts'
import type { FromChild, Reconciled } from './protocol.ts'
import { limits } from './rules.ts'
import { within } from './time-limit.ts'

export type ReconcilingNeeds = {
  readonly library: Library
  readonly courier: Courier
  readonly listening: Listening
  readonly identify: (chatId: string) => Promise<ChannelIdentity>
  readonly tell: (message: FromChild) => void
  readonly over: () => boolean
  /** Epoch milliseconds by WhatsApp's clock. */
  readonly mark: number
}

/** Compares the phone's chats with what was heard, after every ready and whenever the station asks. */
export function reconciling(needs: ReconcilingNeeds) {
  const { library, tell } = needs
  let mark = needs.mark
  let wanted: number | null = null
  let underway: Promise<Reconciled | null> | null = null

  const newest = async (chatId: string, limit: number) => {
    const chat = await within(limits.lookUp, 'chat', library.getChatById(chatId))
    const read = await within(limits.lookUp, 'history', chat.fetchMessages({ limit }))
    return read.flatMap((message) => readPageMessage(message._data) ?? [])
  }

  const once = async (from: number): Promise<Reconciled> => {
    const at = Date.now()
    const caught = await catchUp(
      {
        chats: () => within(limits.lookUp, 'chats', openPage(library).evaluate(listChats)),
        newest,
        identify: needs.identify,
        hear: (message) => needs.listening.recall(message, from),
      },
      from,
    )
    await needs.courier.empty()
    const gaps = [...caught.gaps]
    if (gaps.length === 0) mark = Math.max(mark, caught.mark)
    tell({ kind: 'complete', at, mark, gaps })
    return { at, gaps, chats: caught.chats, read: caught.read }
  }

  const untilDone = async () => {
    let last: Reconciled | null = null
    while (wanted !== null && !needs.over()) {
      const from = wanted
      wanted = null
      last = await once(from)
    }
    return last
  }

  return {
    /**
     * Resolves with the last look when all that was asked for is done: asked for while it runs, it runs once more.
     * `from` reads further back than the mark; null when the life ended first.
     */
    run(from: number = mark): Promise<Reconciled | null> {
      wanted = Math.min(wanted ?? mark, from)
      underway ??= untilDone().finally(() => {
        underway = null
      })
      return underway
    },
  }
}
