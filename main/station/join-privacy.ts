import { appointmentsPersonalData } from '../appointments/personal-data.ts'
import { botPersonalData } from '../bot/personal-data.ts'
import { broadcastPersonalData } from '../broadcast/personal-data.ts'
import { practicePersonalData } from '../channels/practice/personal-data.ts'
import { citizensPersonalData } from '../citizens/personal-data.ts'
import type { Ledger } from '../consent/ledger/ledger.ts'
import { consentPersonalData } from '../consent/personal-data.ts'
import type { Consents } from '../consent/service.ts'
import { inboxPersonalData } from '../inbox/personal-data.ts'
import { linePersonalData } from '../line/personal-data.ts'
import { mediaPersonalData } from '../media/personal-data.ts'
import { auditPersonalData } from '../operators/personal-data.ts'
import type { PrivacyNeeds } from '../privacy/needs.ts'
import type { PersonalData } from '../privacy/personal-data.ts'
import { privacy } from '../privacy/service.ts'
import { reportsPersonalData } from '../reports/personal-data.ts'
import { townSecret } from '../store/town-secret.ts'
import type { Needs } from './needs.ts'

type Ports = Pick<PrivacyNeeds, 'audit' | 'town' | 'renderPdf'> & {
  readonly consents: Pick<Consents, 'custody' | 'settings'>
  readonly ledger: Pick<Ledger, 'entriesOf'>
}

/** Joins the rights of people to every part of the town that holds something about them. */
export function joinPrivacy(needs: Needs, { consents, ledger, ...ports }: Ports) {
  const { custody, settings } = consents
  const files = mediaPersonalData(needs)
  const people = citizensPersonalData(needs)
  /** What is known by other rows goes before them. */
  const parts: readonly PersonalData[] = [
    auditPersonalData(),
    botPersonalData(needs),
    reportsPersonalData(needs),
    appointmentsPersonalData(needs),
    files,
    practicePersonalData(),
    broadcastPersonalData(needs),
    linePersonalData(),
    consentPersonalData({ ledger, custody }),
    inboxPersonalData(needs),
    people,
  ]
  const office = async () => settings.get()
  return privacy({ ...needs, ...ports, consents: custody, office, people, parts, townSecret, isNamed: files.isNamed })
}
