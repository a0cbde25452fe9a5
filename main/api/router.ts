import { Problem } from '../../contract/problems.ts'
import type { ConsoleEvent } from '../../contract/events.ts'
import { api, signedIn } from './guard.ts'
import { inboxRouter } from './inbox.ts'
import { operatorsRouter } from './operators.ts'
import { practiceRouter } from './practice.ts'
import { sessionRouter } from './session.ts'
import { settingsRouter } from './settings.ts'
import { setupRouter } from './setup.ts'

const eventsRouter = api.events.router({
  subscribe: api.events.subscribe.handler(async function* ({ input, context, signal }): AsyncGenerator<ConsoleEvent, void> {
    const { station } = signedIn(context)
    const token = context.keeper.token()
    for await (const event of station.events(input.since, signal)) {
      const still = token === null ? null : await station.sessions.authenticate(token, { touch: false })
      if (still?.sessionState === 'locked') throw new Problem('SESSION_LOCKED')
      if (!still?.permissions.has('inbox.read')) throw new Problem('SIGN_IN_REQUIRED')
      yield event
    }
  }),
})

/** Answers the whole contract; a procedure left out is a compile error. */
export const router = api.router({
  events: eventsRouter,
  inbox: inboxRouter,
  lines: api.lines.router({
    list: api.lines.list.handler(({ context }) => signedIn(context).station.lines()),
  }),
  operators: operatorsRouter,
  practice: practiceRouter,
  session: sessionRouter,
  settings: settingsRouter,
  setup: setupRouter,
})
