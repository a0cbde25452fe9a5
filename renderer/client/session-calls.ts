/** Calls whose answer carries the token of the session that holds from then on. */
const entering: ReadonlySet<string> = new Set([
  'session.signIn',
  'session.switchTo',
  'setup.startPractice',
  'setup.createTown',
])

const leaving: ReadonlySet<string> = new Set(['session.signOut', 'setup.leave'])

/** Whether the connection belongs to somebody else after the call. */
export const changesSession = (name: string): boolean => entering.has(name) || leaving.has(name)

/** The token to hold after `name` was answered with `answer`; null for none. */
export function tokenAfter(name: string, answer: unknown, held: string | null): string | null {
  if (leaving.has(name)) return null
  if (!entering.has(name) || typeof answer !== 'object' || answer === null || !('token' in answer)) return held
  return typeof answer.token === 'string' ? answer.token : held
}
