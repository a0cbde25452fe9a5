import type { Logger } from 'pino'
import type { Clock } from '../../station/needs.ts'
import type { ChannelSink } from '../channel.ts'
import type { LineMemory } from './line-memory.ts'
import { type LinkEvent, type LinkState, lineStateOf, nextLink, notLinked } from './link-state.ts'
import { namedTimers } from './timers.ts'

/** Keeps the state of the link: tells the station and whoever watches, and remembers what outlives a restart. */
export function linkBook(needs: { readonly clock: Clock; readonly log: Logger; readonly memory: LineMemory }) {
  const { clock, log, memory } = needs
  const watchers = new Set<(state: LinkState) => void>()
  const timers = namedTimers(clock)
  let link: LinkState = notLinked(clock.now())
  let sink: ChannelSink | null = null

  const show = (event: LinkEvent) => {
    const before = link
    link = nextLink(link, event, clock.now())
    if (link === before) return
    if (lineStateOf(link) !== lineStateOf(before)) sink?.state(lineStateOf(link))
    for (const watcher of watchers) watcher(link)
  }

  const remember = (change: Parameters<LineMemory['change']>[0]) =>
    memory.change(change).catch(() => log.error('the memory of the line was not saved'))

  const rememberRestriction = () => {
    const { restrictedUntil, restrictions, resumedAt } = link
    return remember({ restrictedUntil, restrictions, resumedAt })
  }

  const awaitEndOfRestriction = () =>
    timers.set('restriction', Math.max(1_000, (link.restrictedUntil ?? 0) - clock.now()), () => {
      show({ type: 'restriction_over' })
      void rememberRestriction()
    })

  return {
    show,
    remember,
    timers,
    rememberRestriction,
    awaitEndOfRestriction,
    state: (): LinkState => link,
    sink: (): ChannelSink | null => sink,

    /** From now on `to` hears; begins with what is remembered. Resolves whether a phone is linked. */
    async open(to: ChannelSink): Promise<boolean> {
      sink = to
      const { linked, ...known } = await memory.load()
      const { completeUntil, gaps, phone, restrictedUntil, restrictions, resumedAt, reconciliation } = known
      const remembered = { completeUntil, gaps, phone, restrictedUntil, restrictions, resumedAt, reconciliation }
      link = { ...notLinked(clock.now()), ...remembered }
      sink.state(lineStateOf(link))
      return linked
    },
    close(): void {
      sink = null
    },

    restricted(): void {
      show({ type: 'restricted' })
      void rememberRestriction()
      awaitEndOfRestriction()
    },

    /** A person ends the restriction before its time; the next one lasts longer all the same. */
    async lift(): Promise<void> {
      timers.cancel('restriction')
      show({ type: 'lifted' })
      await rememberRestriction()
    },

    /** Returns how to stop watching. */
    watch(watcher: (state: LinkState) => void): () => void {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}

export type LinkBook = ReturnType<typeof linkBook>
