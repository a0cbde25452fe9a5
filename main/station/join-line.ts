import type { Town } from '../../contract/settings.ts'
import type { Days, LineSafetyNeeds } from '../line/needs.ts'
import { lineSafety } from '../line/safety.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Outbox } from '../outbox/service.ts'
import type { Needs } from './needs.ts'

type LineParts = {
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  readonly days: () => Promise<Days>
  readonly outbox: Outbox
  /** The broadcast that a delivery is of. Without it what the town starts is counted by purpose. */
  readonly campaignOf?: LineSafetyNeeds['campaignOf']
}

/** What protects a line from the town, told by the outbox what becomes of what the town starts. */
export function joinLine(needs: Needs, { outbox, campaignOf = async () => null, ...parts }: LineParts) {
  const safety = lineSafety({ ...needs, ...parts, campaignOf, random: Math.random })
  outbox.listen(safety)
  return safety
}
