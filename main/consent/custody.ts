import type { Writer } from '../store/store.ts'
import type { By } from './desk.ts'
import type { LeavingDesk } from './leaving.ts'
import type { ConsentNeeds } from './needs.ts'
import { changeRequest, consentsOf, removeConsents, requestOf } from './queries.ts'
import type { Records } from './records.ts'
import { stricter } from './rules.ts'
import type { Suppression } from './suppression.ts'

type CustodyNeeds = Pick<ConsentNeeds, 'clock' | 'outbox'> & {
  readonly records: Records
  readonly suppression: Suppression
  readonly leaving: LeavingDesk
  readonly destroyKey: ConsentNeeds['ledger']['destroyKey']
}

const system: By = { kind: 'system', id: null }

/** What becomes of consents when the record of a person does: blocked, put together with another, or erased. */
export function custody({ clock, outbox, records, suppression, leaving, destroyKey }: CustodyNeeds) {
  const { withdraw, numberChanged } = leaving

  /** Nothing of what they agreed to is left but that they left, as a keyed hash. The ledger keeps its own. */
  const forget = async (tx: Writer, citizenId: string): Promise<void> => {
    const { optedOutAt } = await records.limits(tx, citizenId)
    if (optedOutAt !== null) await suppression.put(tx, citizenId, optedOutAt)
    await outbox.stopTownStarted(tx, citizenId, 'all')
    await removeConsents(tx, citizenId)
    await records.note(tx, citizenId)
  }

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
     * Two records are one person from now on. Nobody agreed from both phones: what the kept one agreed to goes on unless
     * the other refused or left it, what the other agreed to ends, and what stands against writing to either stands
     * against both. Undoing it gives nothing back.
     */
    async afterMerge(tx: Writer, kept: string, absorbed: string): Promise<void> {
      const limits = stricter(await records.limits(tx, kept), await records.limits(tx, absorbed))
      await records.setLimits(tx, kept, limits)
      const others = await consentsOf(tx, absorbed)
      const refused = others.filter(({ state }) => state === 'withdrawn' || state === 'refused')
      const purposeIds = refused.map(({ purpose }) => purpose)
      await withdraw(tx, { citizenId: kept, purposeIds, method: 'counter', by: system, said: null })
      if (others.some(({ state }) => state === 'given'))
        await numberChanged(tx, { citizenId: absorbed, why: 'identity', by: system })
      const request = await requestOf(tx, absorbed)
      if (request?.state === 'open') await changeRequest(tx, absorbed, { state: 'closed' })
      for (const citizenId of [kept, absorbed]) await outbox.stopTownStarted(tx, citizenId, 'all')
      await records.note(tx, kept)
    },

    forget,

    /** The same, and the ledger forgets how to read what it says of them. */
    async destroyed(tx: Writer, citizenId: string): Promise<void> {
      await forget(tx, citizenId)
      await records.append(tx, { event: 'destroyed', citizenId, method: 'counter', by: system })
      await destroyKey(tx, citizenId)
    },

    /** Somebody objects, or is to be blocked: as if they had written it. */
    async withdrawAll(tx: Writer, citizenId: string, by: By): Promise<void> {
      await withdraw(tx, { citizenId, purposeIds: 'all', method: 'counter', by, said: null })
    },

    hold: leaving.hold,
  }
}
