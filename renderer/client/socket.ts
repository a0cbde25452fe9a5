import { RPCLink } from '@orpc/client/websocket'
import type { CallContext, Connection } from './carrier.ts'
import { ConnectionLost, Disconnected } from './carrier.ts'
import { type Observable, subject } from './observable.ts'

const firstDelayMs = 250
const longestDelayMs = 15_000
/** How long a call waits for a socket that is being opened before it is refused. */
const patienceMs = 5_000

/** Exponential back-off with jitter: between half and the whole of the delay. `attempt` starts at 0. */
export function backOff(attempt: number, random: number): number {
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10))
  return delay / 2 + (delay / 2) * random
}

type Live = { readonly socket: WebSocket; readonly link: RPCLink<CallContext> }

/** One WebSocket that is opened at the first call and opened again whenever it is lost. */
export type ReconnectingSocket = {
  readonly connection: Observable<Connection>
  readonly call: RPCLink<CallContext>['call']
  /** Closes it: the next call opens a new one, with the cookie of that moment. */
  readonly reopen: () => void
  readonly hurry: () => void
}

export function reconnectingSocket(needs: { open: () => WebSocket; random: () => number }): ReconnectingSocket {
  const connection = subject<Connection>('idle')
  let live: Live | undefined
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function start(): Live {
    if (timer !== undefined) clearTimeout(timer)
    timer = undefined
    const socket = needs.open()
    socket.binaryType = 'arraybuffer'
    const opened = { socket, link: new RPCLink<CallContext>({ websocket: socket }) }
    live = opened
    if (connection.get() === 'idle') connection.set('connecting')
    socket.addEventListener('open', () => {
      if (live !== opened) return
      attempt = 0
      connection.set('open')
    })
    socket.addEventListener('close', () => {
      if (live !== opened) return
      live = undefined
      connection.set('reconnecting')
      timer = setTimeout(start, backOff(attempt++, needs.random()))
    })
    return opened
  }

  async function call(...[path, input, options]: Parameters<RPCLink<CallContext>['call']>): Promise<unknown> {
    if (live === undefined && timer === undefined) start()
    await whenOpen(connection, options.signal)
    const used = live
    if (used === undefined) throw new Disconnected('No socket')
    const signal = whileOpen(used.socket, options.signal)
    try {
      return await used.link.call(path, input, { ...options, ...(signal && { signal }) })
    } catch (error) {
      if (used.socket.readyState >= WebSocket.CLOSING && !options.signal?.aborted && !isAnswer(error)) {
        throw new ConnectionLost('The socket closed before the answer', { cause: error })
      }
      throw error
    }
  }

  return {
    connection,
    call,
    reopen: () => {
      if (timer !== undefined) clearTimeout(timer)
      timer = undefined
      const old = live
      live = undefined
      attempt = 0
      connection.set('idle')
      old?.socket.close()
    },
    hurry: () => {
      if (timer !== undefined) start()
    },
  }
}

/** A closed socket has ended its calls already; telling it to abort one would fail with nobody to hear it. */
function whileOpen(socket: WebSocket, signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined) return undefined
  const relayed = new AbortController()
  const relay = () => {
    if (socket.readyState === WebSocket.OPEN) relayed.abort(signal.reason)
  }
  if (signal.aborted) relay()
  signal.addEventListener('abort', relay, { once: true })
  return relayed.signal
}

const isAnswer = (error: unknown): boolean => error instanceof Error && 'code' in error && 'status' in error

function whenOpen(connection: Observable<Connection>, signal: AbortSignal | undefined): Promise<void> {
  if (connection.get() === 'open') return Promise.resolve()
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timeout)
      stop()
      signal?.removeEventListener('abort', aborted)
      settle()
    }
    const timeout = setTimeout(() => finish(() => reject(new Disconnected('Not connected'))), patienceMs)
    const aborted = () => finish(() => reject(signal?.reason ?? new Disconnected('Cancelled')))
    const stop = connection.subscribe(() => {
      if (connection.get() === 'open') finish(resolve)
    })
    signal?.addEventListener('abort', aborted, { once: true })
  })
}
