import type { ConsoleEvent } from '../../contract/events.ts'
import { Problem } from '../../contract/problems.ts'
import type { SignedIn } from '../operators/signed-in.ts'
import { appointmentsRouter } from './appointments.ts'
import { assistantRouter } from './assistant.ts'
import { backupsRouter } from './backups.ts'
import { broadcastsRouter } from './broadcasts.ts'
import { calendarRouter } from './calendar.ts'
import { citizensRouter } from './citizens.ts'
import { consentsRouter } from './consents.ts'
import { api, signedIn, toContractError } from './guard.ts'
import { inboxRouter } from './inbox.ts'
import { incidentsRouter } from './incidents.ts'
import { intentsRouter } from './intents.ts'
import { knowledgeRouter } from './knowledge.ts'
import { ledgerRouter } from './ledger.ts'
import { linesRouter } from './lines.ts'
import { noticesRouter } from './notices.ts'
import { operatorsRouter } from './operators.ts'
import { postersRouter } from './posters.ts'
import { practiceRouter } from './practice.ts'
import { reportsRouter } from './reports.ts'
import { retentionRouter } from './retention.ts'
import { rightsRouter } from './rights.ts'
import { securityRouter } from './security.ts'
import { sessionRouter } from './session.ts'
import { settingsRouter } from './settings.ts'
import { setupRouter } from './setup.ts'

/** Why a session that began to listen may not go on. */
function refusalOf(session: SignedIn | null): Problem | null {
  if (session?.sessionState === 'locked') return new Problem('SESSION_LOCKED')
  return session?.permissions.has('inbox.read') ? null : new Problem('SIGN_IN_REQUIRED')
}

const eventsRouter = api.events.router({
  subscribe: api.events.subscribe.handler(async function* ({
    input,
    context,
    signal,
  }): AsyncGenerator<ConsoleEvent, void> {
    const { station } = signedIn(context)
    const token = context.keeper.token()
    for await (const event of station.events(input.since, signal)) {
      const still = token === null ? null : await station.sessions.authenticate(token, { touch: false })
      const refusal = refusalOf(still)
      if (refusal) throw toContractError(refusal, context.host.log)
      yield event
    }
  }),
})

/** Answers the whole contract; a procedure left out is a compile error. */
export const router = api.router({
  appointments: appointmentsRouter,
  backups: backupsRouter,
  broadcasts: broadcastsRouter,
  calendar: calendarRouter,
  citizens: citizensRouter,
  assistant: assistantRouter,
  consents: consentsRouter,
  events: eventsRouter,
  inbox: inboxRouter,
  incidents: incidentsRouter,
  intents: intentsRouter,
  knowledge: knowledgeRouter,
  ledger: ledgerRouter,
  lines: linesRouter,
  notices: noticesRouter,
  operators: operatorsRouter,
  posters: postersRouter,
  practice: practiceRouter,
  reports: reportsRouter,
  retention: retentionRouter,
  security: securityRouter,
  rights: rightsRouter,
  session: sessionRouter,
  settings: settingsRouter,
  setup: setupRouter,
})
