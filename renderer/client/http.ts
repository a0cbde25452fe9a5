import { createORPCErrorFromJson, isORPCErrorJson, ORPCError } from '@orpc/client'
import { ConnectionLost, Disconnected } from './carrier.ts'

type Route = { readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly path: `/${string}` }

/**
 * What a browser asks over HTTP: everything about the session and the first run, because the answer sets or
 * clears the HttpOnly cookie with which the socket is then opened. The rest travels over the socket.
 */
export const httpRoutes: { readonly [procedure: string]: Route } = {
  'session.signIn': { method: 'POST', path: '/session' },
  'session.resume': { method: 'POST', path: '/session/resume' },
  'session.signOut': { method: 'DELETE', path: '/session' },
  'session.me': { method: 'GET', path: '/session' },
  'session.lock': { method: 'POST', path: '/session/lock' },
  'session.unlock': { method: 'POST', path: '/session/unlock' },
  'session.desk': { method: 'GET', path: '/session/desk' },
  'session.switchTo': { method: 'POST', path: '/session/switch' },
  'session.changePassword': { method: 'PUT', path: '/session/password' },
  'session.setPin': { method: 'PUT', path: '/session/pin' },
  'session.setLanguage': { method: 'PUT', path: '/session/language' },
  'setup.status': { method: 'GET', path: '/setup' },
  'setup.startPractice': { method: 'POST', path: '/setup/practice' },
  'setup.leave': { method: 'POST', path: '/setup/leave' },
  'setup.backups': { method: 'POST', path: '/setup/backups' },
  'setup.restore': { method: 'POST', path: '/setup/restore' },
  'setup.createTown': { method: 'POST', path: '/setup/town' },
}

/** Calls a route of the station's REST API with the browser's cookie. Throws `ORPCError` with the contract's code. */
export async function overHttp(route: Route, input: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  const response = await fetch(`/api${route.path}`, {
    method: route.method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(route.method === 'GET' ? {} : { 'content-type': 'application/json' }) },
    body: route.method === 'GET' ? null : JSON.stringify(input ?? {}),
    signal: signal ?? null,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw route.method === 'GET' ? new Disconnected('No answer', { cause }) : new ConnectionLost('No answer', { cause })
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body
  if (isORPCErrorJson(body)) throw createORPCErrorFromJson(body)
  if (response.status === 429) throw new ORPCError('TOO_MANY_REQUESTS', { status: 429 })
  throw new ORPCError('INTERNAL', { status: Math.max(response.status, 500), data: { incident: '' } })
}
