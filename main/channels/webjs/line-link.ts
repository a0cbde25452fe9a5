import type { Logger } from 'pino'
import type { Clock } from '../../station/needs.ts'
import type { ChannelSink } from '../channel.ts'
import { findBrowser } from './browser.ts'
import { delivery } from './delivery.ts'
import type { LineMemory } from './line-memory.ts'
import type { StartLineProcess } from './line-process.ts'
import { type LinkEvent, type LinkState, lineStateOf, nextLink, notLinked } from './link-state.ts'
import type { FromChild, HaltCode, StartMessage } from './protocol.ts'
import { limits } from './rules.ts'
import type { SessionKeeper } from './session-backup.ts'
import { type News, supervisor } from './supervisor.ts'
import { namedTimers } from './timers.ts'

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

const reconcileEvery = 10 * 60_000
/** The session of a phone that has just paired is copied after this long. */
const copyAfterPairing = 30_000

/** The life of the link: what the child says becomes states, memory and deliveries. */
export function lineLink(needs: LineLinkNeeds) {
  const { clock, log, memory, session } = needs
  let sink: ChannelSink | null = null
  let link: LinkState = notLinked(clock.now())
  let visible = false
  let restored = false
  let pairing = false
  const watchers = new Set<(state: LinkState) => void>()
  const timers = namedTimers(clock)

  const show = (event: LinkEvent) => {
    const before = link
    link = nextLink(link, event, clock.now())
    if (link === before) return
    if (lineStateOf(link) !== lineStateOf(before)) sink?.state(lineStateOf(link))
    for (const watcher of watchers) watcher(link)
  }

  const remember = (change: Parameters<LineMemory['change']>[0]) =>
    memory.change(change).catch(() => log.error('the memory of the line was not saved'))

  const startMessage = async (): Promise<StartMessage | null> => {
    const { browserPath, linked } = memory.get()
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
      mark: memory.get().mark ?? clock.now(),
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
      return supervised.recycle('the copy of the session')
    }
    pairing = true
    if (link.phase !== 'qr') timers.set('pairing', limits.pairing, () => void giveUpPairing())
    show({ type: 'qr', text })
  }

  const giveUpPairing = async () => {
    if (link.phase !== 'qr') return
    await supervised.stop()
    show({ type: 'unlinked' })
  }

  const onReady = ({ phone, whatsappVersion }: Extract<FromChild, { kind: 'ready' }>) => {
    timers.cancel('pairing')
    restored = false
    void remember({ linked: true, ...(phone !== null && { phone }) })
    show({ type: 'ready', phone, whatsappVersion })
    if (link.phase === 'restricted') awaitEndOfRestriction()
    timers.set('reconcile', reconcileEvery, reconcile)
    if (pairing) timers.set('copy', copyAfterPairing, copySession)
    pairing = false
  }

  /** Only a browser at rest has a whole session on disk. */
  const copySession = () => {
    session.copyAtRest()
    supervised.recycle('a copy of the session')
  }

  const reconcile = () => {
    timers.set('reconcile', reconcileEvery, reconcile)
    const mark = memory.get().mark ?? clock.now()
    supervised.call({ name: 'reconcile', mark }, limits.reconcile).catch(() => log.info('not reconciled this time'))
  }

  const onComplete = ({ mark, at, gaps, recovered }: Extract<FromChild, { kind: 'complete' }>) => {
    if (recovered > 0 || gaps.length > 0) log.info({ recovered, gaps: gaps.length }, 'the line caught up')
    const completeUntil = gaps.length === 0 ? at : memory.get().completeUntil
    void remember({ mark, gaps, completeUntil })
    show({ type: 'complete', at: completeUntil, gaps })
  }

  const awaitEndOfRestriction = () =>
    timers.set('restriction', Math.max(1_000, (link.restrictedUntil ?? 0) - clock.now()), () => {
      void remember({ restrictedUntil: null })
      show({ type: 'restriction_over' })
    })

  const onNews = (news: News) => {
    switch (news.kind) {
      case 'events':
        return delivers.add(news)
      case 'qr':
        return onQr(news.text)
      case 'ready':
        return onReady(news)
      case 'complete':
        return onComplete(news)
      case 'offline':
        return show({ type: 'offline' })
      case 'authenticated':
        return show({ type: 'authenticated' })
      case 'syncing':
        return show({ type: 'syncing', percent: news.percent })
      case 'note':
        return log.info({ what: news.what, detail: news.detail }, 'the line noted')
      case 'alive':
    }
  }

  const supervised = supervisor({
    startProcess: needs.startProcess,
    clock,
    chance: needs.chance,
    hour: needs.hour,
    startMessage,
    onNews,
    onLost(reason, nextAttemptAt) {
      log.info({ reason }, 'the line starts afresh')
      show({ type: 'lost', nextAttemptAt })
    },
    onHalt,
    onRecycle: () => session.copyAtRest(),
    async atRest() {
      if (memory.get().linked)
        await session.atRest().catch(() => log.error('the session was neither copied nor restored'))
      show({ type: 'starts', linked: memory.get().linked })
    },
  })

  const delivers = delivery({
    clock,
    log,
    memory,
    sink: () => sink,
    committed: supervised.committed,
    child: supervised.pid,
  })

  return {
    call: supervised.call,
    state: (): LinkState => link,
    isUp: () => link.phase === 'connected' || link.phase === 'restricted',

    async hold(to: ChannelSink): Promise<void> {
      sink = to
      const { linked, completeUntil, gaps, phone, restrictedUntil, restrictions } = await memory.load()
      link = { ...notLinked(clock.now()), completeUntil, gaps, phone, restrictedUntil, restrictions }
      sink.state(lineStateOf(link))
      if (linked) await supervised.start()
    },

    async letGo(): Promise<void> {
      timers.cancelAll()
      await supervised.stop()
      await delivers.settled()
      sink = null
    },

    restricted(): void {
      show({ type: 'restricted' })
      void remember({ restrictedUntil: link.restrictedUntil, restrictions: link.restrictions })
      awaitEndOfRestriction()
    },

    /** What a console may ask of the link. */
    asked: {
      /** Shows a QR, or tries again after a halt. A visible window serves accounts that ask for a passkey. */
      async begin(options: { readonly visible?: boolean } = {}): Promise<void> {
        if (!sink) throw new Error('The line is not held here')
        visible = options.visible ?? false
        // Before a phone is linked there is no past: only what comes from now on is heard.
        if (!memory.get().linked) await remember({ mark: clock.now() })
        await supervised.start()
      },

      /** Leaves the account on the phone's list, and forgets the session and its copies. */
      async unlink(): Promise<void> {
        await supervised.call({ name: 'logOut' }, limits.logOut).catch(() => undefined)
        await supervised.stop()
        await session.forget()
        await remember({ linked: false, phone: null, sends: [], waiting: [] })
        show({ type: 'unlinked' })
      },

      /** Which browser to use from the next start on; null finds one. */
      useBrowser: (path: string | null): Promise<void> => memory.change({ browserPath: path }),
      reconcile,
      copySession,
      state: (): LinkState => link,
      /** The child process, for whoever looks at it from outside. */
      pid: supervised.pid,
      /** Returns how to stop watching. */
      watch(watcher: (state: LinkState) => void): () => void {
        watchers.add(watcher)
        return () => watchers.delete(watcher)
      },
    },
  }
}

export type LineLink = ReturnType<typeof lineLink>
