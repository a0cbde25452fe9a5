import type { ChannelIdentity } from '../channel.ts'
import { catchUp } from './catch-up.ts'
import type { Courier } from './courier.ts'
import { readPageMessage } from './inbound.ts'
import { type Library, openPage } from './library.ts'
import type { Listening } from './listening.ts'
import { listChats } from './page.ts'
import type { FromChild } from './protocol.ts'
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
  let underway: Promise<void> | null = null
  let again = false

  const newest = async (chatId: string, limit: number) => {
    const chat = await within(limits.lookUp, 'chat', library.getChatById(chatId))
    const read = await within(limits.lookUp, 'history', chat.fetchMessages({ limit }))
    return read.flatMap((message) => readPageMessage(message._data) ?? [])
  }

  const once = async () => {
    const at = Date.now()
    const { gaps, recovered, ...caught } = await catchUp(
      {
        chats: () => within(limits.lookUp, 'chats', openPage(library).evaluate(listChats)),
        newest,
        identify: needs.identify,
        hear: (message) => needs.listening.recall(message, mark),
      },
      mark,
    )
    await needs.courier.empty()
    if (gaps.length === 0) mark = caught.mark
    tell({ kind: 'complete', at, mark, gaps: [...gaps], recovered })
  }

  return {
    /** Resolves when all that was asked for is done: asked for while it runs, it runs once more. `from` sets the mark back. */
    run(from: number = mark): Promise<void> {
      mark = Math.min(mark, from)
      again = true
      underway ??= (async () => {
        while (again && !needs.over()) {
          again = false
          await once()
        }
      })().finally(() => {
        underway = null
      })
      return underway
    },
  }
}
