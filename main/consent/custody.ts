import type { Writer } from '../store/store.ts'
import type { By } from './desk.ts'
import type { LeavingDesk } from './leaving.ts'
import type { ConsentNeeds } from './needs.ts'
import { changeRequest, consentsOf, removeConsents, requestOf } from './queries.ts'
import type { Records } from './records.ts'
import { type Limits, separated, stricter } from './rules.ts'
import type { Suppression } from './suppression.ts'

type CustodyNeeds = Pick<ConsentNeeds, 'clock' | 'outbox'> & {
  readonly records: Records
  readonly suppression: Suppression
  readonly numberChanged: LeavingDesk['numberChanged']
}

type Unmerging = {
  readonly kept: string
  readonly absorbed: string
  /** What `merge` returned. */
  readonly before: Limits
  /** Epoch milliseconds. */
  readonly mergedAt: number
}

/** What becomes of consents when the record of a person does: blocked, put together with another, or erased. */
export function custody({ clock, outbox, records, suppression, numberChanged }: CustodyNeeds) {
  return {
    /** Nothing that the town starts reaches somebody whose data are blocked. */
    async block(tx: Writer, citizenId: string, by: By): Promise<void> {
      const limits = await records.limits(tx, citizenId)
      if (limits.blockedAt !== null) return
      await records.setLimits(tx, citizenId, { ...limits, blockedAt: clock.now() })
      await records.append(tx, { event: 'blocked', citizenId, method: 'counter', by })
      await outbox.stopTownStarted(tx, citizenId, 'all')
      await records.note(tx, citizenId)
    },

    async unblock(tx: Writer, citizenId: string): Promise<void> {
      const limits = await records.limits(tx, citizenId)
      await records.setLimits(tx, citizenId, { ...limits, blockedAt: null })
      await records.note(tx, citizenId)
    },

    /**
     * Two records turn out to be one person. Nobody agreed from both phones: what the kept one agreed to goes on, what
     * the other did ends, and what stands against writing to either stands against both. Returns the limits that the
     * kept one had.
     */
    async merge(tx: Writer, { kept, absorbed }: { kept: string; absorbed: string }): Promise<Limits> {
      const before = await records.limits(tx, kept)
      await records.setLimits(tx, kept, stricter(before, await records.limits(tx, absorbed)))
      const request = await requestOf(tx, absorbed)
      if (request?.state === 'open') await changeRequest(tx, absorbed, { state: 'closed' })
      if ((await consentsOf(tx, absorbed)).some(({ state }) => state === 'given'))
        await numberChanged(tx, { citizenId: absorbed, why: 'identity', by: { kind: 'system', id: null } })
      for (const citizenId of [kept, absorbed]) await outbox.stopTownStarted(tx, citizenId, 'all')
      await records.note(tx, kept)
      return before
    },

    /** They are two after all. What was agreed to in between was said by nobody knows which: it is asked for again. */
    async unmerge(tx: Writer, { kept, absorbed, before, mergedAt }: Unmerging): Promise<void> {
      const now = await records.limits(tx, kept)
      await records.setLimits(tx, kept, separated(now, before, await records.limits(tx, absorbed)))
      const since = (await consentsOf(tx, kept)).some(({ state, since }) => state === 'given' && since >= mergedAt)
      if (since) await numberChanged(tx, { citizenId: kept, why: 'identity', by: { kind: 'system', id: null } })
      await records.note(tx, kept)
    },

    /** Erasure: nothing of what they agreed to is left but that they left, as a keyed hash. The ledger keeps its own. */
    async forget(tx: Writer, citizenId: string): Promise<void> {
      const { optedOutAt } = await records.limits(tx, citizenId)
      if (optedOutAt !== null) await suppression.put(tx, citizenId, optedOutAt)
      await outbox.stopTownStarted(tx, citizenId, 'all')
      await removeConsents(tx, citizenId)
      await records.note(tx, citizenId)
    },
  }
}
