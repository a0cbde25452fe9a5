import type { Logger } from 'pino'
import type { Clock } from '../../station/needs.ts'
import {
  type Capability,
  type Channel,
  type ChannelEvent,
  type ChannelSink,
  MediaUnavailable,
  NotSent,
  type OutboundMessage,
} from '../channel.ts'
import { findBrowser } from './browser.ts'
import { type LineMemory, withSend } from './line-memory.ts'
import type { StartLineProcess } from './line-process.ts'
import { type LinkEvent, type LinkState, lineStateOf, nextLink, notLinked } from './link-state.ts'
import { fillIn } from './placeholders.ts'
import type { Call, FromChild, HaltCode, StartMessage } from './protocol.ts'
import { limits } from './rules.ts'
import type { SessionKeeper } from './session-backup.ts'
import { CallFailed, type News, supervisor } from './supervisor.ts'

export type WebjsChannelNeeds = {
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

const capabilities: ReadonlySet<Capability> = new Set([
  'media.receive',
  'reactions',
  'edits',
  'deletions',
  'replies',
  'delivery_receipts',
  'read_receipts',
  'send.preassigned_id',
  'send.lookup',
])

const deliverAgain = 1_000
const reconcileEvery = 10 * 60_000
/** A phone has paired: the session is copied after this long without messages. */
const backupAfterPairing = 30_000

/** WhatsApp through whatsapp-web.js, in a process of its own, seen as any other channel. */
export function webjsChannel(needs: WebjsChannelNeeds) {
  const { clock, log, memory, session } = needs
  let sink: ChannelSink | null = null
  let link: LinkState = notLinked(clock.now())
  let visible = false
  let restored = false
  let pairedNow = false
  let copyDue = false
  let delivering: Promise<void> = Promise.resolve()
  const watchers = new Set<(state: LinkState) => void>()
  const timers = new Map<string, () => void>()

  const later = (name: string, ms: number, work: () => void) => {
    timers.get(name)?.()
    timers.set(name, clock.after(ms, work))
  }

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
    const setting = memory.get().browserPath
    const browser = await findBrowser(setting)
    if (!browser) {
      onHalt('browser_missing', setting ?? '')
      return null
    }
    // Before the first phone is linked there is no past: only what comes from now on is heard.
    if (memory.get().mark === null) await remember({ mark: clock.now() })
    return {
      kind: 'start',
      sessionFolder: needs.sessionFolder,
      executablePath: browser.path,
      browserName: browser.name,
      browserArgs: [...(needs.browserArgs ?? [])],
      visible: visible && !memory.get().linked,
      mark: memory.get().mark ?? clock.now(),
    }
  }

  const onHalt = (code: HaltCode, detail: string) => {
    log.warn({ code, detail }, 'the line stands still')
    show({ type: 'halted', code, detail })
    if (code === 'logged_out' && detail === 'LOGOUT') void remember({ linked: false, phone: null })
  }

  /** A session that asks for a QR although a phone is linked is damaged: its copy is tried once. */
  const onQr = (text: string) => {
    if (memory.get().linked && !restored && session.hasCopy()) {
      restored = true
      log.warn('the session is gone; its copy is restored')
      session.restoreAtRest()
      return supervised.recycle('the copy of the session')
    }
    pairedNow = true
    if (link.phase !== 'qr') later('pairing', limits.pairing, () => void giveUpPairing())
    show({ type: 'qr', text })
  }

  const giveUpPairing = async () => {
    if (link.phase !== 'qr') return
    await supervised.stop()
    show({ type: 'unlinked' })
  }

  const onReady = ({ phone, whatsappVersion }: Extract<FromChild, { kind: 'ready' }>) => {
    timers.get('pairing')?.()
    restored = false
    void remember({ linked: true, ...(phone !== null && { phone }) })
    show({ type: 'ready', phone, whatsappVersion })
    if (link.phase === 'restricted') armRestriction()
    later('reconcile', reconcileEvery, () => void reconcile())
    if (pairedNow) later('copy', backupAfterPairing, () => copySession())
    pairedNow = false
  }

  const copySession = () => {
    copyDue = true
    supervised.recycle('a copy of the session')
  }

  const reconcile = async () => {
    later('reconcile', reconcileEvery, () => void reconcile())
    await call({ name: 'reconcile', mark: memory.get().mark ?? clock.now() }, limits.reconcile).catch(() => undefined)
  }

  const onComplete = ({ mark, at, gaps, recovered }: Extract<FromChild, { kind: 'complete' }>) => {
    if (recovered > 0 || gaps.length > 0) log.info({ recovered, gaps: gaps.length }, 'the line caught up')
    void remember({ mark, gaps, ...(gaps.length === 0 && { completeUntil: at }) })
    show({ type: 'complete', at: gaps.length === 0 ? at : (memory.get().completeUntil ?? at), gaps })
  }

  /** What a person reads later is remembered before, what is filled in is forgotten after it is committed. */
  const commit = async ({ batch, events }: Extract<FromChild, { kind: 'events' }>): Promise<void> => {
    const to = sink
    if (!to) return
    let waiting: readonly string[] = memory.get().waiting
    const before = waiting
    const filled: ChannelEvent[] = []
    for (const event of events) {
      const next = fillIn(waiting, event)
      waiting = next.waiting
      filled.push(...next.events)
    }
    if (waiting !== before) await memory.change({ waiting: [...new Set([...before, ...waiting])] })
    await to.deliver(filled)
    if (waiting !== before) await memory.change({ waiting: [...waiting] })
    supervised.committed(batch)
  }

  const deliver = async (events: Extract<FromChild, { kind: 'events' }>): Promise<void> => {
    const pid = supervised.pid()
    while (sink && supervised.pid() === pid) {
      try {
        return await commit(events)
      } catch (error) {
        log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'events were not recorded; tried again')
        await new Promise<void>((resolve) => void clock.after(deliverAgain, resolve))
      }
    }
  }

  const onNews = (news: News) => {
    switch (news.kind) {
      case 'events':
        delivering = delivering.then(() => deliver(news))
        return
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
    async atRest() {
      if (memory.get().linked && copyDue) await session.copy().catch(() => log.error('the session was not copied'))
      copyDue = false
      await session.atRest()
      if (sink) show({ type: 'starts', linked: memory.get().linked })
    },
  })

  const restricted = () => {
    show({ type: 'restricted' })
    void remember({ restrictedUntil: link.restrictedUntil, restrictions: link.restrictions })
    armRestriction()
  }

  const armRestriction = () =>
    later('restriction', Math.max(1_000, (link.restrictedUntil ?? 0) - clock.now()), () => {
      void remember({ restrictedUntil: null })
      show({ type: 'restriction_over' })
    })

  const call = async (asked: Call, limitMs: number): Promise<unknown> => {
    try {
      return await supervised.call(asked, limitMs)
    } catch (error) {
      throw error instanceof CallFailed ? translated(error) : error
    }
  }

  const translated = (error: CallFailed): Error => {
    const { failure } = error
    if (failure.kind === 'media_unavailable') return new MediaUnavailable({ retry: failure.retry })
    if (failure.kind === 'unknown') return error
    if (failure.failure === 'restricted') restricted()
    return new NotSent(failure.failure, { retry: failure.retry })
  }

  const isUp = () => link.phase === 'connected' || link.phase === 'restricted'

  const channel: Channel = {
    kind: 'webjs',
    capabilities,

    async start(to) {
      sink = to
      const { linked, completeUntil, gaps, phone, restrictedUntil, restrictions } = await memory.load()
      link = { ...notLinked(clock.now()), completeUntil, gaps, phone, restrictedUntil, restrictions }
      sink.state(lineStateOf(link))
      if (linked) await supervised.start()
    },

    async stop() {
      for (const cancel of timers.values()) cancel()
      await supervised.stop()
      await delivering
      sink = null
    },

    async send({ providerId, to, text, replyTo }: OutboundMessage) {
      if (link.phase === 'restricted') throw new NotSent('restricted', { retry: false })
      if (!isUp()) throw new NotSent('refused', { retry: true })
      const chat = String(await call({ name: 'resolve', to }, limits.send).catch(beforeTheSend))
      await memory.change({ sends: withSend(memory.get().sends, providerId, chat) })
      await call({ name: 'send', providerId, to, text, ...(replyTo !== undefined && { replyTo }) }, limits.send)
    },

    async lookUp(providerId) {
      if (!isUp()) throw new Error('The line is down: nobody can tell')
      const chat = memory.get().sends.find(([id]) => id === providerId)?.[1]
      // Where a send goes is remembered before it leaves: one without a chat never left.
      if (chat === undefined) return 'absent'
      const found = await call({ name: 'lookUp', providerId, chat }, limits.lookUp)
      if (found !== 'absent' && found !== 'unsent' && found !== 'accepted') throw new Error('No answer')
      return found
    },

    async fetchMedia(ref, maxBytes) {
      if (!isUp()) throw new MediaUnavailable({ retry: true })
      const bytes = await call({ name: 'fetchMedia', ref, maxBytes }, limits.media)
      if (!(bytes instanceof Uint8Array)) throw new MediaUnavailable({ retry: true })
      return bytes
    },
  }

  return {
    channel,

    /** Shows a QR, or tries again after a halt. A visible window serves accounts that ask for a passkey. */
    async begin(options: { readonly visible?: boolean } = {}): Promise<void> {
      if (!sink) throw new Error('The line is not held here')
      visible = options.visible ?? false
      if (!memory.get().linked) await remember({ mark: clock.now() })
      await supervised.start()
    },

    /** Leaves the account on the phone's list, and forgets the session. */
    async unlink(): Promise<void> {
      await call({ name: 'logOut' }, limits.logOut).catch(() => undefined)
      await supervised.stop()
      await session.forget()
      await remember({ linked: false, phone: null, sends: [], waiting: [] })
      show({ type: 'unlinked' })
    },

    /** Which browser to use from the next start on; null finds one. */
    useBrowser: (path: string | null) => memory.change({ browserPath: path }),

    reconcile,
    copySession,
    state: (): LinkState => link,
    /** The child process, for whoever watches it from outside. */
    pid: supervised.pid,
    /** Returns how to stop watching. */
    watch(watcher: (state: LinkState) => void): () => void {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}

export type WebjsChannel = ReturnType<typeof webjsChannel>

/** Nothing has left yet, so any error means that it certainly did not. */
function beforeTheSend(error: unknown): never {
  throw error instanceof NotSent ? error : new NotSent('refused', { retry: true })
}
