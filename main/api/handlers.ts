import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { ORPCError } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { BodyLimitPlugin } from '@orpc/server/node'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '../../contract/index.ts'
import { Problem } from '../../contract/problems.ts'
import { largestSent } from '../media/sendable-rules.ts'
import type { ApiContext } from './context.ts'
import { toContractError } from './guard.ts'
import { takesFile } from './http-rules.ts'
import { router } from './router.ts'

/** A thousand citizens may write in one request of the practice town; nothing else comes near it. */
export const largestBody = 4 * 1024 * 1024

/** The largest file an operator may send, and its envelope; a little more, so that it is told apart from a flood. */
export const largestUpload = largestSent + 1024 * 1024

/**
 * What fails before a procedure is reached gets a code of the contract too. The guard has put every other error into
 * an `ORPCError`, so anything else here is a body that cannot be read.
 */
const inContractWords = [
  async ({ context, next }: { context: ApiContext; next: () => Promise<unknown> }) => {
    try {
      return (await next()) as never
    } catch (error) {
      throw toContractError(
        error instanceof ORPCError ? error : new Problem('BAD_INPUT', { fields: [] }),
        context.host.log,
      )
    }
  },
]

const restHandler = (maxBodySize: number) =>
  new OpenAPIHandler(router, { plugins: [new BodyLimitPlugin({ maxBodySize })], interceptors: inContractWords })

/** Answers REST; only the route that takes files takes bodies as large as one. */
export function restHandlers() {
  const usual = restHandler(largestBody)
  const files = restHandler(largestUpload)
  return (method: string | undefined, path: string) => (takesFile(method, path) ? files : usual)
}

export const socketHandler = () => new SocketHandler(router, { interceptors: inContractWords })

export const portHandler = () => new PortHandler(router, { interceptors: inContractWords })

/** The OpenAPI 3.1 document of the contract. */
export const openApiDocument = (version: string) =>
  new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: { title: 'Ventanilla', version },
    servers: [{ url: '/api' }],
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    security: [{ session: [] }],
  })
