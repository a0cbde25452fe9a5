import { randomBytes } from 'node:crypto'
import { implement, ORPCError, ValidationError } from '@orpc/server'
import type { Logger } from 'pino'
import type { Access } from '../../contract/base.ts'
import { contract } from '../../contract/index.ts'
import { Problem, problems } from '../../contract/problems.ts'
import { refuseOwing } from '../operators/door.ts'
import type { SignedIn } from '../operators/signed-in.ts'
import { describeError } from '../station/describe-error.ts'
import type { Station } from '../station/station.ts'
import { StoreError } from '../store/store.ts'
import type { ApiContext } from './context.ts'

/**
 * What a console asks by itself when something changes must not keep a session from locking: every read but those a
 * person starts.
 */
const startedByPerson = new Set(['session.me', 'inbox.search'])
const isBackground = (path: string, method: string | undefined) => method === 'GET' && !startedByPerson.has(path)

/** An error in the contract's words; anything unforeseen becomes an incident number, and only the log knows more. */
export function toContractError(error: unknown, log: Logger): unknown {
  if (error instanceof Problem) return orpc(error.code, error.data)
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST') return orpc('BAD_INPUT', { fields: fieldsOf(error) })
    if (error.code === 'PAYLOAD_TOO_LARGE') return orpc('TOO_LARGE', undefined)
    if (error.code in problems) return error
  }
  if (error instanceof StoreError) {
    log.error({ code: error.code }, 'the store refused')
    return orpc('STORE_UNAVAILABLE', { reason: error.code })
  }
  const incident = randomBytes(4).toString('hex')
  log.error({ incident, error: describeError(error) }, 'something unforeseen')
  return orpc('INTERNAL', { incident })
}

const orpc = (code: keyof typeof problems, data: unknown) =>
  new ORPCError(code, { status: problems[code].status, message: code, data })

const fieldsOf = (error: ORPCError<string, unknown>) =>
  error.cause instanceof ValidationError
    ? [
        ...new Set(
          error.cause.issues.map((issue) =>
            (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
          ),
        ),
      ]
    : []

async function authenticate(
  context: ApiContext,
  touch: boolean,
): Promise<{ station: Station; operator: SignedIn } | null> {
  const station = context.host.station()
  const token = context.keeper.token()
  if (!station || !token) return null
  const operator = await station.sessions.authenticate(token, { touch })
  return operator ? { station, operator } : null
}

type Caller = NonNullable<Awaited<ReturnType<typeof authenticate>>>

/**
 * Lets a request through to `access`, or refuses it: nobody signed in, something owed at the door, session locked, role
 * too low. A procedure that
 * declares no access is refused for everybody.
 */
function admit(caller: Caller | null, access: Access | undefined): void {
  if (access === undefined) throw new Problem('NOT_ALLOWED')
  if (access === 'public') return
  if (!caller) throw new Problem('SIGN_IN_REQUIRED')
  if (access === 'entrance') return
  refuseOwing(caller.operator)
  if (access === 'session') return
  if (caller.operator.sessionState === 'locked') throw new Problem('SESSION_LOCKED')
  if (!caller.operator.permissions.has(access)) throw new Problem('NOT_ALLOWED')
}

/** What a request failed of, once it is written down who was not allowed what. */
async function failureOf(error: unknown, { host }: ApiContext, caller: Caller | null, action: string) {
  if (caller && caller.station !== host.station()) return new Problem('SIGN_IN_REQUIRED')
  if (caller && error instanceof Problem && error.code === 'NOT_ALLOWED') {
    await caller.station.acts
      .refused(caller.operator, action)
      .catch((failure) => host.log.error({ error: describeError(failure) }, 'a refusal was not written down'))
  }
  return error
}

/** The contract, to be answered; every procedure passes the guard before its input is even read. */
export const api = implement(contract)
  .$context<ApiContext>()
  .use(async ({ context, procedure, path, next }) => {
    const { meta, route } = procedure['~orpc']
    const action = path.join('.')
    let caller: Caller | null = null
    try {
      caller = await authenticate(context, !isBackground(action, route.method))
      admit(caller, meta.access)
      const station = caller?.station ?? context.host.station()
      return await next({ context: { station, operator: caller?.operator ?? null } })
    } catch (error) {
      throw toContractError(await failureOf(error, context, caller, action), context.host.log)
    }
  })

/** What the guard found out about a request. */
export type Admitted = { readonly station: Station | null; readonly operator: SignedIn | null }

/** The station and operator of a request that needed a session. */
export function signedIn(context: Admitted): { readonly station: Station; readonly operator: SignedIn } {
  const { station, operator } = context
  if (!station || !operator) throw new Problem('SIGN_IN_REQUIRED')
  return { station, operator }
}
