import type { Link } from '../../contract/line.ts'
import { Problem } from '../../contract/problems.ts'
import type { Channel } from '../channels/channel.ts'
import type { WebjsChannel } from '../channels/webjs/channel.ts'
import type { LinkState } from '../channels/webjs/link-state.ts'
import { limits } from '../channels/webjs/rules.ts'
import type { Operator } from '../operators/actor.ts'

/** What a console is told of the link. `here`: this station holds the line. */
export function linkOf(state: LinkState, here: boolean): Link {
  const { phase, since, qr, halt, detail, nextAttemptAt, percent, phone, restrictedUntil, completeUntil } = state
  return {
    ...{ phase, since, qr, halt, detail, nextAttemptAt, percent, phone, restrictedUntil, completeUntil },
    pairingUntil: phase === 'qr' ? since + limits.pairing : null,
    gaps: state.gaps.length,
    here,
  }
}

export type TownLinkNeeds = {
  readonly webjs: WebjsChannel
  /** Tells the consoles that the link changed. */
  readonly note: () => Promise<void>
  /** Writes down who acted. */
  readonly record: (operator: Operator, action: 'line.link' | 'line.unlink') => Promise<void>
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

  const stopWatching = webjs.watch(tell)

  const channel: Channel = {
    ...webjs.channel,
    async start(sink) {
      await webjs.channel.start(sink)
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
      await record(operator, 'line.link')
      await held.begin(options)
    },
    /** Throws `Problem('LINE_NOT_HERE')`. */
    async unlink(operator: Operator): Promise<void> {
      const held = holding()
      await record(operator, 'line.unlink')
      await held.unlink()
    },
    /** Nothing more is told once this resolves. */
    async stop(): Promise<void> {
      stopWatching()
      await telling
    },
  }
}
