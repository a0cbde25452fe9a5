import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { ProblemCode } from '../../contract/problems.ts'
import { problems } from '../../contract/problems.ts'
import { consolePages } from '../station/console-pages.ts'
import { describeError } from '../station/describe-error.ts'
import type { Host } from '../station/host.ts'
import type { ApiContext, SessionKeeper } from './context.ts'
import { largestUpload, openApiDocument, restHandlers, socketHandler } from './handlers.ts'
import { cookieFor, isOwnHost, isOwnOrigin, tokenOf } from './http-rules.ts'
import { letGoOfStalled } from './stalled.ts'

export type HttpOptions = {
  readonly host: Host
  /** 0 picks a free one. */
  readonly port: number
  /** The folder of the built console. */
  readonly console: string
  readonly version: string
}

/** Milliseconds. */
const lookAtConsolesEvery = 3_000

const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
}

function refuse(response: ServerResponse, code: ProblemCode): void {
  const { status } = problems[code]
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ defined: true, code, status, message: code }))
}

/** A browser page on this machine names its desk by the machine itself. */
const desk = 'local'

/** The path a request asks for; null for a target that is no URL. */
const pathOf = (request: IncomingMessage) => URL.parse(request.url ?? '/', 'http://station')?.pathname ?? null

function keeperOf(request: IncomingMessage, response: ServerResponse | null): SessionKeeper {
  let token = tokenOf(request.headers)
  return {
    token: () => token,
    keep: (next) => {
      token = next
      response?.setHeader('set-cookie', cookieFor(next))
    },
  }
}

/**
 * Serves the console, the REST API and the socket on 127.0.0.1. Answers only its own name (DNS rebinding) and its own
 * pages (cross-origin calls).
 */
export async function listen({ host, port, console: pages, version }: HttpOptions) {
  const rest = restHandlers()
  const socket = socketHandler()
  const consoleAnswers = consolePages(pages)
  let document: ReturnType<typeof openApiDocument> | null = null
  /** Made when it is first asked for: it takes longer than the rest of this. */
  const documented = () => {
    document ??= openApiDocument(version)
    return document
  }

  const servePage = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    const page = await consoleAnswers({ method: request.method ?? 'GET', url: `http://station${path}` })
    if (page.status === 404) return refuse(response, 'NOT_FOUND')
    response.writeHead(page.status, Object.fromEntries(page.headers))
    response.end(Buffer.from(await page.arrayBuffer()))
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = pathOf(request)
    if (path === null) {
      refuse(response, 'NOT_FOUND')
    } else if (path === '/health') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(JSON.stringify({ status: 'ok', version, stage: host.stage() }))
    } else if (path === '/api/openapi.json') {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(await documented()))
    } else if (path.startsWith('/api/')) {
      response.setHeader('cache-control', 'no-store')
      const context: ApiContext = { host, keeper: keeperOf(request, response), desk }
      const { matched } = await rest(request.method, path).handle(request, response, { prefix: '/api', context })
      if (!matched) refuse(response, 'NOT_FOUND')
    } else {
      await servePage(request, response, path)
    }
  }

  const own = (request: IncomingMessage) =>
    isOwnHost(request.headers.host, listening) && isOwnOrigin(request.headers.origin, listening)

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value)
    if (!own(request)) return refuse(response, 'NOT_ALLOWED')
    answer(request, response).catch((error: unknown) => {
      host.log.error({ error: describeError(error) }, 'a request could not be answered')
      if (!response.headersSent) refuse(response, 'INTERNAL')
      else response.destroy()
    })
  })
  server.requestTimeout = 60_000
  server.headersTimeout = 20_000

  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestUpload })
  const stopLooking = letGoOfStalled(sockets.clients, lookAtConsolesEvery)
  server.on('upgrade', (request, stream, head) => {
    // The server has let go of this connection: whoever breaks it off, or keeps it half open, is answered for here.
    stream.on('error', () => stream.destroy())
    if (pathOf(request) !== '/rpc' || !own(request) || request.headers.origin === undefined) {
      stream.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n', () => stream.destroy())
      return
    }
    sockets.handleUpgrade(request, stream, head, (connection) => {
      connection.on('error', () => connection.terminate())
      void socket.upgrade(connection, { context: { host, keeper: keeperOf(request, null), desk } })
    })
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, resolve)
  })
  const listening = (server.address() as AddressInfo).port

  return {
    url: `http://127.0.0.1:${listening}`,
    async close(): Promise<void> {
      stopLooking()
      for (const connection of sockets.clients) connection.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type HttpServer = Awaited<ReturnType<typeof listen>>
