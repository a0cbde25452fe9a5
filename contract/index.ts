import { appointments } from './appointments.ts'
import { assistant } from './assistant.ts'
import { backups } from './backups.ts'
import { broadcasts } from './broadcasts.ts'
import { calendar } from './calendar.ts'
import { citizens } from './citizens.ts'
import { consents } from './consents.ts'
import { events } from './events.ts'
import { inbox } from './inbox.ts'
import { incidents } from './incidents.ts'
import { intents } from './intents.ts'
import { knowledge } from './knowledge.ts'
import { ledger } from './ledger.ts'
import { lines } from './line.ts'
import { notices } from './notices.ts'
import { operators } from './operators.ts'
import { posters } from './poster.ts'
import { practice } from './practice.ts'
import { reports } from './reports.ts'
import { retention } from './retention.ts'
import { rights } from './rights.ts'
import { security } from './security.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'

/** All that a console may ask or hear. */
export const contract = {
  appointments,
  assistant,
  backups,
  broadcasts,
  calendar,
  consents,
  citizens,
  events,
  inbox,
  incidents,
  intents,
  knowledge,
  ledger,
  lines,
  notices,
  operators,
  posters,
  practice,
  reports,
  retention,
  security,
  rights,
  session,
  settings,
  setup,
}
export type Contract = typeof contract
