import type { Broadcasts } from '../broadcast/service.ts'
import type { EvidenceForm, LedgerEvidence } from '../consent/ledger/evidence.ts'
import type { Operator } from '../operators/actor.ts'
import type { Privacy } from '../privacy/service.ts'

type Ports = {
  readonly broadcasts: Pick<Broadcasts, 'sent'>
  readonly evidence: Pick<LedgerEvidence, 'campaign'>
  readonly privacy: Pick<Privacy, 'withheldFrom'>
}

/**
 * What the ledger says of everybody to whom a broadcast left. Of who is blocked it says nothing but that there is one: a
 * file of thousands is no reason to open the record of one, which asks for a reason of its own.
 */
export const broadcastEvidence =
  ({ broadcasts, evidence, privacy }: Ports) =>
  /** Throws `NOT_FOUND`, and `WRONG_STATE` before it was launched. */
  async (operator: Operator, broadcastId: string, form: EvidenceForm): Promise<File> => {
    const withheld = (citizenIds: readonly string[]) => privacy.withheldFrom(operator, citizenIds)
    return evidence.campaign(operator, { ...(await broadcasts.sent(broadcastId)), withheld }, form)
  }
