import type { JoiningDesk } from './joining.ts'
import type { LeavingDesk } from './leaving.ts'
import type { ConsentNeeds } from './needs.ts'
import {
  changeRequest,
  consentsEnding,
  extendConsents,
  overdueRequests,
  requestOf,
  requestsToRemind,
} from './queries.ts'
import { requestFrom } from './records.ts'
import { clockSlack, hasExpired, reminderAfter, silenceLife } from './rules.ts'

type DutyNeeds = Pick<ConsentNeeds, 'store' | 'clock'> & {
  readonly expire: JoiningDesk['expire']
  readonly numberChanged: LeavingDesk['numberChanged']
}

/** How long before a consent ends it is asked whether its number was heard of. */
const soon = 30 * 24 * 60 * 60_000

/** What time does to questions and consents. */
export function consentDuties({ store, clock, expire, numberChanged }: DutyNeeds) {
  const expireOne = (citizenId: string) =>
    store.transaction(async (tx) => {
      const request = await requestOf(tx, citizenId)
      if (request?.state === 'open' && hasExpired(requestFrom(request), clock.now())) await expire(tx, request)
    })

  /** A consent lasts a year from when its number was last heard of; after that the number may be another person's. */
  const renewOrEnd = ({ citizenId, heardAt }: { citizenId: string; heardAt: number | null }) =>
    store.transaction(async (tx) => {
      if (heardAt !== null) await extendConsents(tx, citizenId, heardAt + silenceLife)
      const [ended] = (await consentsEnding(tx, clock.now())).filter((ending) => ending.citizenId === citizenId)
      if (ended) await numberChanged(tx, { citizenId, why: 'silence', by: { kind: 'system', id: null } })
    })

  return {
    async expireRequests(): Promise<void> {
      const now = clock.now()
      for (const citizenId of await overdueRequests(store.read, now, now + clockSlack)) await expireOne(citizenId)
    },

    async watchSilence(): Promise<void> {
      for (const ending of await consentsEnding(store.read, clock.now() + soon)) await renewOrEnd(ending)
    },

    /** Questions to remind of, once each. */
    dueReminders: () => requestsToRemind(store.read, clock.now() - reminderAfter, clock.now()),

    /** Whether this one is still open and not reminded of; from now on it is. */
    takeReminder: async (tx: Parameters<typeof changeRequest>[0], citizenId: string): Promise<boolean> => {
      const request = await requestOf(tx, citizenId)
      if (request?.state !== 'open' || request.reminded_at !== null) return false
      await changeRequest(tx, citizenId, { reminded_at: clock.now() })
      return true
    },
  }
}

export type ConsentDuties = ReturnType<typeof consentDuties>
