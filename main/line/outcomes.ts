import type { LineState } from '../../contract/line.ts'
import type { Writer } from '../store/store.ts'
import { soundsAngry } from './angry-rules.ts'
import { restsUntil } from './brake-rules.ts'
import type { Braking } from './braking.ts'
import type { LineMemory } from './memory.ts'
import type { LineSafetyNeeds, LinkSigns, Started } from './needs.ts'
import { brakeWindows } from './policy.ts'
import { selectLines } from './queries.ts'
import { changeSend, insertDisconnect, newestSendTo } from './safety-queries.ts'

/** What the outbox says became of a message that the town started. */
export type Became = { readonly state: string; readonly failure: string | null }

/** Halts of the link that are WhatsApp's doing. */
const forced: ReadonlySet<string> = new Set(['logged_out', 'terms_blocked'])

/** What the brake is fed with, in the transactions in which it happens. */
export function outcomes(
  { clock, newId }: Pick<LineSafetyNeeds, 'clock' | 'newId'>,
  memory: LineMemory,
  brake: Braking,
) {
  const failed = async (tx: Writer, { id, line_id }: Started, failure: string) => {
    const now = clock.now()
    await changeSend(tx, id, { failed_at: now, failure })
    if (failure === 'restricted') await brake.trip(tx, line_id, 'restriction', restsUntil(now, null))
    else await brake.look(tx, line_id)
  }

  /** Somebody leaves within a day of what was sent to them. */
  const noteOptOut = async (tx: Writer, who: { lineId: string; citizenId: string }): Promise<void> => {
    const now = clock.now()
    const [send] = await newestSendTo(tx, { ...who, since: now - brakeWindows.optOuts })
    if (!send) return
    await changeSend(tx, send.outbox_id, { opted_out_at: now })
    await brake.look(tx, who.lineId)
  }

  return {
    async became(tx: Writer, row: Started, { state, failure }: Became): Promise<void> {
      const now = clock.now()
      if (state === 'failed') return failed(tx, row, failure ?? 'unknown_outcome')
      if (state === 'accepted') await changeSend(tx, row.id, { failed_at: null, failure: null })
      if (state === 'delivered') await changeSend(tx, row.id, { delivered_at: now, failed_at: null, failure: null })
      if (state === 'read')
        await changeSend(tx, row.id, { delivered_at: now, read_at: now, failed_at: null, failure: null })
    },

    /** A citizen wrote; it is an answer to what the town started with them lately. */
    async heard(tx: Writer, who: { lineId: string; citizenId: string }, texts: readonly string[]): Promise<void> {
      const now = clock.now()
      const [send] = await newestSendTo(tx, { ...who, since: now - brakeWindows.replies })
      if (!send) return
      const angry = texts.some(soundsAngry)
      if (send.replied_at === null) await changeSend(tx, send.outbox_id, { replied_at: now })
      if (!angry) return
      await changeSend(tx, send.outbox_id, { angry_at: now })
      await brake.look(tx, who.lineId)
    },

    noteOptOut,

    /** Somebody leaves, whichever line brought the notices. */
    async left(tx: Writer, citizenId: string): Promise<void> {
      for (const { id } of await selectLines(tx)) await noteOptOut(tx, { lineId: id, citizenId })
    },

    /** The line changed its state: a new connection begins slowly, a lost one is counted, WhatsApp's word stops it. */
    async noteState(
      tx: Writer,
      line: { readonly id: string; readonly state: string },
      state: LineState,
      link: LinkSigns | null,
    ): Promise<void> {
      const now = clock.now()
      if (state === 'connected') await memory.noteConnected(tx, line.id, await memory.recall(tx, line.id, now), now)
      if (line.state === 'connected' && state === 'reconnecting') {
        await insertDisconnect(tx, { id: newId(), line_id: line.id, at: now })
        await brake.look(tx, line.id)
      }
      const until = restsUntil(now, link?.restrictedUntil ?? null)
      if (state === 'restricted') await brake.trip(tx, line.id, 'restriction', until)
      if (link?.halt && forced.has(link.halt)) await brake.trip(tx, line.id, 'logged_out', until)
    },
  }
}

export type Outcomes = ReturnType<typeof outcomes>
