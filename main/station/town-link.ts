import type { Link } from '../../contract/line.ts'
import { Problem } from '../../contract/problems.ts'
import type { Channel } from '../channels/channel.ts'
import type { WebjsChannel } from '../channels/webjs/channel.ts'
import type { LinkState } from '../channels/webjs/link-state.ts'
import { limits } from '../channels/webjs/rules.ts'
import type { LineAct } from '../line/service.ts'
import type { Operator } from '../operators/actor.ts'

/** What a console is told of the link. `here`: this station holds the line. */
export function linkOf(state: LinkState, here: boolean): Link {
  const { failures: _failures, whatsappVersion: _version, restrictions: _restrictions, gaps, ...shown } = state
  return {
    ...shown,
    pairingUntil: state.phase === 'qr' ? state.since + limits.pairing : null,
    gaps: gaps.map(({ person, since, until }) => ({ phone: person.phone ?? null, since, until })),
    here,
  }
}

export type TownLinkNeeds = {
  readonly webjs: WebjsChannel
  /** Tells the consoles that the link changed. */
  readonly note: () => Promise<void>
  /** Writes down who acted; null for the program itself. Never a citizen's data. */
  readonly record: (operator: Operator | null, act: LineAct) => Promise<void>
  readonly failed: (error: unknown) => void
  /** Remembered as the browser to use as soon as the line is held. */
  readonly browser?: string
}

/** The link as the consoles see it: its changes in the feed, and what may be asked only where the line is held. */
export function townLink({ webjs, note, record, failed, browser }: TownLinkNeeds) {
  let here = false
  let again = false
  let telling: Promise<void> | null = null

  /** Changes that come while one is being noted are noted together. */
  const tell = (): void => {
    again = true
    telling ??= noteAll().finally(() => {
      telling = null
    })
  }
  const noteAll = async () => {
    while (again) {
      again = false
      await note().catch(failed)
    }
  }

  const holding = () => {
    if (!here) throw new Problem('LINE_NOT_HERE')
    return webjs
  }

  let compared = webjs.state().reconciliation
  const noteComparison = ({ reconciliation }: LinkState) => {
    if (!here || !reconciliation || reconciliation.at === compared?.at) return
    compared = reconciliation
    const { outcome, chats, recovered } = reconciliation
    const detail = `${outcome}: ${chats} chats, ${recovered} recovered`
    record(null, { action: 'line.compared', result: outcome === 'failed' ? 'failed' : 'ok', detail }).catch(failed)
  }

  const stopWatching = webjs.watch((state) => {
    noteComparison(state)
    tell()
  })

  const channel: Channel = {
    ...webjs.channel,
    async start(sink) {
      await webjs.channel.start(sink)
      compared = webjs.state().reconciliation
      here = true
      if (browser !== undefined) await webjs.useBrowser(browser)
      tell()
    },
    async stop() {
      here = false
      await webjs.channel.stop()
    },
  }

  return {
    channel,
    state: (): Link => linkOf(webjs.state(), here),
    /** Throws `Problem('LINE_NOT_HERE')`. */
    async begin(operator: Operator, options: { readonly visible: boolean }): Promise<void> {
      const held = holding()
      await record(operator, { action: 'line.link' })
      await held.begin(options)
    },
    /** Throws `Problem('LINE_NOT_HERE')`. */
    async unlink(operator: Operator): Promise<void> {
      const held = holding()
      await record(operator, { action: 'line.unlink' })
      await held.unlink()
    },
    /** Whether the browser would do. Throws `Problem('LINE_NOT_HERE')`. */
    checkBrowser: async () => holding().checkBrowser(),
    /** Begins to compare the phone's chats with what is recorded. Throws `Problem('LINE_NOT_HERE' | 'LINE_DOWN')`. */
    async reconcile(operator: Operator): Promise<void> {
      const held = holding()
      if (!held.isUp()) throw new Problem('LINE_DOWN')
      await record(operator, { action: 'line.reconcile' })
      void held.reconcile()
    },
    /** Ends a restriction before its time. Throws `Problem('LINE_NOT_HERE' | 'NOT_FOUND')`, the last when there is none. */
    async lift(operator: Operator, reason: string): Promise<void> {
      const held = holding()
      if (held.state().restrictedUntil === null) throw new Problem('NOT_FOUND')
      await record(operator, { action: 'line.lift_restriction', detail: reason })
      await held.lift()
    },
    /** Nothing more is told once this resolves. */
    async stop(): Promise<void> {
      stopWatching()
      await telling
    },
  }
}
