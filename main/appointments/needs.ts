import type { Town } from '../../contract/settings.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Store } from '../store/store.ts'

export type AppointmentsNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  /** Whether the town hall works on a day, `YYYY-MM-DD`: feasts and closures are the calendar's. */
  readonly isOpenDay: (day: string) => boolean | Promise<boolean>
}
