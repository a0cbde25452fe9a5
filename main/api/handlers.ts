import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { ORPCError } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { BodyLimitPlugin } from '@orpc/server/node'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '../../contract/index.ts'
import { Problem } from '../../contract/problems.ts'
import type { ApiContext } from './context.ts'
import { toContractError } from './guard.ts'
import { router } from './router.ts'

/** A thousand citizens may write in one request of the practice town; nothing else comes near it. */
export const largestBody = 4 * 1024 * 1024

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

export const restHandler = () =>
  new OpenAPIHandler(router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: largestBody })],
    interceptors: inContractWords,
  })

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
