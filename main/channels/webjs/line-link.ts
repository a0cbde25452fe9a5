import type { Logger } from 'pino'
import type { Clock } from '../../station/needs.ts'
import type { ChannelSink } from '../channel.ts'
import { findBrowser } from './browser.ts'
import { dailyReconciliation } from './daily-reconciliation.ts'
import { delivery } from './delivery.ts'
import type { LineMemory } from './line-memory.ts'
import type { StartLineProcess } from './line-process.ts'
import { linkBook } from './link-book.ts'
import type { FromChild, HaltCode, StartMessage } from './protocol.ts'
import { limits } from './rules.ts'
import type { SessionKeeper } from './session-backup.ts'
import { type News, supervisor } from './supervisor.ts'

export type LineLinkNeeds = {
  readonly clock: Clock
  readonly log: Logger
  readonly memory: LineMemory
  readonly startProcess: StartLineProcess
  /** Absolute; called `session` or `session-<name>`. */
  readonly sessionFolder: string
  readonly session: SessionKeeper
  readonly chance: () => number
  readonly hour: () => number
  /** More for the browser's command line. */
  readonly browserArgs?: readonly string[]
}

/** The session of a phone that has just paired is copied after this long. */
const copyAfterPairing = 30_000
/** A copy that would cut something off waits this long for a better moment. */
const copyWaits = 2_000

/** The life of the link: what the child says becomes states, memory and deliveries. */
export function lineLink(needs: LineLinkNeeds) {
  const { clock, log, memory, session } = needs
  const book = linkBook(needs)
  const { show, remember, timers } = book
  let visible = false
  let restored = false
  let pairing = false
  const isUp = () => book.state().phase === 'connected' || book.state().phase === 'restricted'

  const startMessage = async (): Promise<StartMessage | null> => {
    const { browserPath, linked, mark } = memory.get()
    const browser = await findBrowser(browserPath)
    if (!browser) {
      onHalt('browser_missing', browserPath ?? '')
      return null
    }
    return {
      kind: 'start',
      sessionFolder: needs.sessionFolder,
      executablePath: browser.path,
      browserName: browser.name,
      browserArgs: [...(needs.browserArgs ?? [])],
      visible: visible && !linked,
      mark: mark ?? clock.now(),
    }
  }

  const onHalt = (code: HaltCode, detail: string) => {
    log.warn({ code, detail }, 'the line stands still')
    if (code === 'logged_out') void remember({ linked: false, phone: null })
    show({ type: 'halted', code, detail })
  }

  /** A session that asks for a QR although a phone is linked is damaged: its copy is tried once. */
  const onQr = (text: string) => {
    if (memory.get().linked && !restored && session.hasCopy()) {
      restored = true
      log.warn('the session is gone; its copy is restored')
      session.restoreAtRest()
      return void supervised.recycle('the copy of the session')
    }
    pairing = true
    if (book.state().phase !== 'qr') timers.set('pairing', limits.pairing, () => void giveUpPairing())
    show({ type: 'qr', text })
  }

  const giveUpPairing = async () => {
    if (book.state().phase !== 'qr') return
    await supervised.stop()
    show({ type: 'unlinked' })
  }

  const onReady = ({ phone, whatsappVersion }: Extract<FromChild, { kind: 'ready' }>) => {
    timers.cancel('pairing')
    restored = false
    void remember({ linked: true, ...(phone !== null && { phone }) })
    show({ type: 'ready', phone, whatsappVersion })
    void book.rememberRestriction()
    if (book.state().phase === 'restricted') book.awaitEndOfRestriction()
    daily.begin()
    if (pairing) timers.set('copy', copyAfterPairing, copySession)
    pairing = false
  }

  /** Only a browser at rest has a whole session on disk. */
  const copySession = () => {
    session.copyAtRest()
    if (!supervised.recycle('a copy of the session') && isUp()) timers.set('copy', copyWaits, copySession)
  }

  const onComplete = ({ mark, at, gaps }: Extract<FromChild, { kind: 'complete' }>) => {
    if (gaps.length > 0) log.info({ gaps: gaps.length }, 'the line caught up, but for some chats')
    const completeUntil = gaps.length === 0 ? at : memory.get().completeUntil
    void remember({ mark, gaps, completeUntil })
    show({ type: 'complete', at: completeUntil, gaps })
  }

  const onNews = (news: News) => {
    switch (news.kind) {
      case 'events':
        daily.active()
        return delivers.add(news)
      case 'qr':
        return onQr(news.text)
      case 'ready':
        return onReady(news)
      case 'complete':
        return onComplete(news)
      case 'offline':
      case 'authenticated':
        return show({ type: news.kind })
      case 'syncing':
        return show({ type: 'syncing', percent: news.percent })
      case 'note':
        return log.info({ what: news.what, detail: news.detail }, 'the line noted')
      case 'alive':
    }
  }

  const supervised = supervisor({
    ...needs,
    startMessage,
    onNews,
    onLost(reason, nextAttemptAt) {
      log.info({ reason }, 'the line starts afresh')
      show({ type: 'lost', nextAttemptAt })
    },
    onHalt,
    onRecycle: () => session.copyAtRest(),
    async atRest() {
      const { linked } = memory.get()
      if (linked) await session.atRest().catch(() => log.error('the session was neither copied nor restored'))
      show({ type: 'starts', linked })
    },
  })
  const delivers = delivery({ ...needs, sink: book.sink, committed: supervised.committed, child: supervised.pid })

  const daily = dailyReconciliation({ ...needs, book, supervised, recovered: delivers.recovered })

  return {
    book,
    supervised,
    session,
    copySession,
    daily,
    isUp,

    async hold(to: ChannelSink): Promise<void> {
      if (await book.open(to)) await supervised.start()
    },

    async letGo(): Promise<void> {
      timers.cancelAll()
      await supervised.stop()
      await delivers.settled()
      book.close()
    },

    /** A visible window serves accounts that ask for a passkey. */
    async begin(window: { readonly visible: boolean }): Promise<void> {
      visible = window.visible
      // Before a phone is linked there is no past: only what comes from now on is heard.
      if (!memory.get().linked) await remember({ mark: clock.now(), linkedAt: clock.now() })
      await supervised.start()
    },
  }
}

export type LineLink = ReturnType<typeof lineLink>
