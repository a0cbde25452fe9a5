import { appointmentsPersonalData } from '../appointments/personal-data.ts'
import { botPersonalData } from '../bot/personal-data.ts'
import { practicePersonalData } from '../channels/practice/personal-data.ts'
import { citizensPersonalData } from '../citizens/personal-data.ts'
import { inboxPersonalData } from '../inbox/personal-data.ts'
import { mediaPersonalData } from '../media/personal-data.ts'
import { auditPersonalData } from '../operators/personal-data.ts'
import type { PrivacyNeeds } from '../privacy/needs.ts'
import type { PersonalData } from '../privacy/personal-data.ts'
import { privacy } from '../privacy/service.ts'
import { reportsPersonalData } from '../reports/personal-data.ts'
import { townSecret } from '../store/town-secret.ts'
import type { Needs } from './needs.ts'

type Ports = Pick<PrivacyNeeds, 'audit' | 'town' | 'renderPdf' | 'consents' | 'office'> & {
  /** Of areas that come with ports of their own; erased before the citizen and after everything that was said. */
  readonly more: readonly PersonalData[]
}

/** Joins the rights of people to every part of the town that holds something about them. */
export function joinPrivacy(needs: Needs, { more, ...ports }: Ports) {
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
    inboxPersonalData(needs),
    ...more,
    people,
  ]
  return privacy({ ...needs, ...ports, people, parts, townSecret, isNamed: files.isNamed })
}
