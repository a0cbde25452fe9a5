import { join } from 'node:path'
import { consentLedger } from '../../main/consent/ledger/ledger.ts'
import { openConsents } from '../../main/consent/service.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { outbox } from '../../main/outbox/service.ts'
import { emptyTown } from '../../main/settings/rules.ts'
import type { Clock, NewId } from '../../main/station/needs.ts'
import type { OptOutDesk } from '../../main/station/opt-out.ts'
import type { Store } from '../../main/store/store.ts'
import { townSecret } from '../../main/store/town-secret.ts'

/** For specs in which nobody asks to leave. */
export const nobodyLeaves: OptOutDesk = {
  withdraw: () => Promise.reject(new Error('nobody leaves')),
  hold: () => Promise.reject(new Error('nobody leaves')),
  settleDoubt: () => Promise.reject(new Error('nobody leaves')),
}

/** Consents on a store, with the ledger and the queue they belong to; the notice is in force unless `practice` is false. */
export function consentsOn({
  store,
  clock,
  newId,
  practice = true,
}: {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly practice?: boolean
}) {
  return openConsents({
    left: async () => undefined,
    ...{ store, clock, newId, practice, townSecret },
    audit: auditTrail({ clock }),
    town: async () => ({ ...emptyTown, name: 'Villaclara de la Sierra', address: 'Plaza Mayor, 1' }),
    ledger: consentLedger({ clock }),
    outbox: outbox({ store, clock, newId }),
    resources: join(import.meta.dirname, '../../resources/consent'),
  })
}
