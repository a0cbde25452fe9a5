import { join } from 'node:path'
import type { Ledger } from '../consent/ledger/ledger.ts'
import { openConsents } from '../consent/service.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Outbox } from '../outbox/service.ts'
import type { TownSettings } from '../settings/town.ts'
import type { Writer } from '../store/store.ts'
import { townSecret } from '../store/town-secret.ts'
import type { Needs } from './needs.ts'

type JoinNeeds = Needs & {
  readonly audit: AuditTrail
  readonly outbox: Outbox
  readonly town: TownSettings['get']
  readonly ledger: Pick<Ledger, 'append' | 'destroyKey'>
  /** What protects the line hears of it. */
  readonly left: (tx: Writer, citizenId: string) => Promise<void>
  readonly resources: string
  readonly practice: boolean
}

/** Consents with the ledger that proves them, the queue they stop and the town they speak for. */
export const joinConsents = (needs: JoinNeeds) =>
  openConsents({
    ...needs,
    townSecret,
    resources: join(needs.resources, 'consent'),
  })
