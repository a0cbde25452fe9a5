import { describeError } from './describe-error.ts'
import type { Host } from './host.ts'
import type { Clock } from './needs.ts'
import type { Station } from './station.ts'
import type { FromStation } from './utility-messages.ts'

export type News = Extract<FromStation, { kind: 'unanswered' | 'notify' }>

/** How often the shell hears what is new, in milliseconds. */
const everyMs = 1_000
/** Changes looked at in one go; a busier second is told by its count alone. */
const page = 500
/** Conversations told one by one; more than these are a crowd, which the count tells better. */
const toldOneByOne = 10

export type NewsNeeds = {
  readonly host: Pick<Host, 'station' | 'status' | 'log'>
  readonly clock: Clock
  readonly tell: (news: News) => void
}

/**
 * Tells the desktop shell how many conversations wait and who wrote to a person: not what the assistant is answering.
 * Real citizens stay unnamed, for a notification shows on a screen that may be locked. Returns how to stop.
 */
export function desktopNews({ host, clock, tell }: NewsNeeds): () => void {
  let followed: { readonly station: Station; readonly seq: number } | null = null
  let told: number | null = null
  let cancel: (() => void) | null = null
  let stopped = false

  function tellCount(count: number): void {
    if (count !== told) tell({ kind: 'unanswered', count })
    told = count
  }

  async function tellInbound(station: Station, conversationIds: ReadonlySet<string>): Promise<void> {
    const mayName = (await host.status()).stage === 'practice'
    for (const id of [...conversationIds].slice(0, toldOneByOne)) {
      const { state, citizen } = await station.inbox.get(id)
      if (state === 'open')
        tell({ kind: 'notify', conversationId: id, citizenName: mayName && citizen.name !== '' ? citizen.name : null })
    }
  }

  async function follow(station: Station): Promise<void> {
    const since = followed?.station === station ? followed.seq : station.openedAt
    const changes = await station.changes.after(since, page)
    if (changes?.length === 0) return
    const seq = changes?.at(-1)?.seq ?? (await station.changes.latest())
    followed = { station, seq }
    const wrote = changes?.flatMap(({ kind, inbound, conversationId }) =>
      kind === 'message' && inbound && conversationId ? [conversationId] : [],
    )
    await tellInbound(station, new Set(wrote))
    tellCount((await station.inbox.counts('')).unanswered)
  }

  async function look(): Promise<void> {
    const station = host.station()
    try {
      if (station) await follow(station)
      else tellCount(0)
    } catch (error) {
      // A station that was closed meanwhile is no news; the next look sees its successor.
      if (host.station() === station)
        host.log.warn({ error: describeError(error) }, 'the shell could not be told what is new')
    }
    if (!stopped) cancel = clock.after(everyMs, () => void look())
  }

  void look()
  return () => {
    stopped = true
    cancel?.()
  }
}
