import { appointments } from './appointments.ts'
import { assistant } from './assistant.ts'
import { broadcasts } from './broadcasts.ts'
import { calendar } from './calendar.ts'
import { citizens } from './citizens.ts'
import { consents } from './consents.ts'
import { events } from './events.ts'
import { inbox } from './inbox.ts'
import { intents } from './intents.ts'
import { knowledge } from './knowledge.ts'
import { ledger } from './ledger.ts'
import { lines } from './line.ts'
import { notices } from './notices.ts'
import { operators } from './operators.ts'
import { practice } from './practice.ts'
import { reports } from './reports.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'

/** All that a console may ask or hear. */
export const contract = {
  appointments,
  assistant,
  broadcasts,
  calendar,
  consents,
  citizens,
  events,
  inbox,
  intents,
  knowledge,
  ledger,
  lines,
  notices,
  operators,
  practice,
  reports,
  session,
  settings,
  setup,
}
export type Contract = typeof contract
