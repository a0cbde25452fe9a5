import type { QueryKey } from '@tanstack/react-query'
import type { ConsoleEvent } from '../../contract/events.ts'
import { toProblem } from './problems.ts'
import type { Refresher } from './refresher.ts'
import { backOff } from './socket.ts'
import type { Api, Client } from './station.ts'
import type { Typing } from './typing.ts'

/** The queries an event makes stale. `reset` is everything. */
export function staleAfter(api: Api, event: Exclude<ConsoleEvent, { kind: 'typing' }>): readonly QueryKey[] {
  switch (event.kind) {
    case 'conversation':
      return [
        api.inbox.list.key(),
        api.inbox.counts.key(),
        api.inbox.get.key({ input: { id: event.conversationId } }),
        api.inbox.collected.key({ input: { id: event.conversationId } }),
      ]
    case 'message':
      return [
        api.inbox.messages.key({ input: { id: event.conversationId } }),
        api.broadcasts.context.key({ input: { conversationId: event.conversationId } }),
        api.inbox.collected.key({ input: { id: event.conversationId } }),
        api.inbox.get.key({ input: { id: event.conversationId } }),
        api.inbox.message.key({ input: { id: event.messageId } }),
        api.inbox.list.key(),
        api.inbox.counts.key(),
        api.lines.key(),
        api.practice.thread.key(),
      ]
    case 'line':
      return [api.lines.key(), api.practice.status.key()]
    case 'settings':
      return [
        api.settings.key(),
        api.backups.key(),
        api.security.key(),
        api.broadcasts.key(),
        api.calendar.key(),
        api.appointments.slots.key(),
        api.setup.status.key(),
      ]
    case 'operators':
      return [api.security.key(), api.operators.key(), api.session.desk.key(), api.inbox.list.key()]
    case 'assistant':
      return [api.assistant.key(), api.intents.key(), api.knowledge.key()]
    case 'reports':
      return [api.reports.key()]
    case 'appointments':
      return [api.appointments.key()]
    case 'citizens':
      return [api.citizens.key(), api.inbox.list.key(), api.inbox.get.key()]
    case 'consents':
      return [api.consents.key(), api.citizens.key(), api.posters.key()]
    case 'privacy':
      return [
        api.incidents.key(),
        api.ledger.key(),
        api.notices.key(),
        api.retention.key(),
        api.rights.key(),
        api.consents.key(),
      ]
    case 'broadcasts':
      return [api.broadcasts.key(), api.lines.calendar.key()]
    case 'reset':
      return [[]]
  }
}

type Needs = {
  readonly client: Client
  readonly api: Api
  readonly refresh: Refresher
  readonly typing: Typing
  /** The station wants to know who this is (no session, or a locked one): nothing more is heard. */
  readonly refused: () => void
  /** Hears each event after the queries were told; for notices that are not a query. */
  readonly heard?: (event: ConsoleEvent) => void
}

/** Follows the station's changes until `signal` aborts, and catches up after every interruption. */
export async function follow(needs: Needs, signal: AbortSignal): Promise<void> {
  let since: number | undefined
  let failures = 0
  while (!signal.aborted) {
    try {
      const changes = await needs.client.events.subscribe({ since }, { signal })
      failures = 0
      // What was asked for before the subscription stood may have missed a change in between.
      if (since === undefined) needs.refresh([[]])
      for await (const event of changes) {
        if (event.kind === 'typing') needs.typing.heard(event)
        else {
          since = event.seq
          needs.refresh(staleAfter(needs.api, event))
        }
        needs.heard?.(event)
      }
    } catch (error) {
      if (signal.aborted) return
      if (!worthRetrying(error)) return needs.refused()
    }
    await pause(backOff(failures++, Math.random()), signal)
  }
}

/** Without a session there is nothing to follow: signing in or unlocking starts again. */
function worthRetrying(error: unknown): boolean {
  const { code } = toProblem(error)
  return code !== 'SIGN_IN_REQUIRED' && code !== 'SESSION_LOCKED' && code !== 'NOT_ALLOWED'
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    signal.addEventListener('abort', finish, { once: true })
  })
}
