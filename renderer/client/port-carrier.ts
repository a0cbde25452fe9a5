import { RPCLink } from '@orpc/client/message-port'
import { stationPortMessage } from '../../contract/desktop.ts'
import type { CallContext, Carrier, Connection } from './carrier.ts'
import { ConnectionLost, Disconnected } from './carrier.ts'
import { subject } from './observable.ts'
import { tokenAfter } from './session-calls.ts'

const patienceMs = 15_000

type Port = Pick<MessagePort, 'addEventListener' | 'postMessage'>
type Opened = { readonly link: RPCLink<CallContext>; readonly end: () => void }

/**
 * An Electron window: everything travels over a MessagePort, which holds the session. A new port replaces a
 * dead one and takes the session up again.
 */
export function portCarrier(window: Pick<Window, 'addEventListener'>): Carrier {
  const connection = subject<Connection>('connecting')
  let newest: Opened | undefined
  let current: Opened | undefined
  let token: string | null = null
  let waiting: (() => void)[] = []

  function lose(lost: Opened) {
    lost.end()
    if (current !== lost) return
    current = undefined
    connection.set('reconnecting')
  }

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0]
    if (event.source !== window || event.data !== stationPortMessage || port === undefined) return
    if (current !== undefined) lose(current)
    const opened = open(port)
    port.addEventListener('close', () => lose(opened))
    port.start()
    newest = opened
    void takeUp(opened).then(() => {
      if (newest !== opened) return
      current = opened
      connection.set('open')
      for (const go of waiting) go()
      waiting = []
    })
  })

  /** The session goes on over the new port; one that ended meanwhile is found out by the next call. */
  async function takeUp({ link }: Opened): Promise<void> {
    if (token !== null) await link.call(['session', 'resume'], { token }, { context: {} }).catch(() => undefined)
  }

  const portHasCome = () =>
    new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Disconnected('No port')), patienceMs)
      waiting.push(() => {
        clearTimeout(timeout)
        resolve()
      })
    })

  return {
    connection,
    hurry: () => undefined,
    link: {
      call: async (path, input, options) => {
        if (current === undefined) await portHasCome()
        const used = current
        if (used === undefined) throw new Disconnected('No port')
        try {
          const answer = await used.link.call(path, input, options)
          token = tokenAfter(path.join('.'), answer, token)
          return answer
        } catch (error) {
          if (current !== used && !options.signal?.aborted)
            throw new ConnectionLost('The port closed', { cause: error })
          throw error
        }
      },
    },
  }
}

/** A link over `port` whose calls in flight end with `end`: a port of a process that died may never say that it closed. */
function open(port: MessagePort): Opened {
  const closed = new EventTarget()
  const heard: Port = {
    postMessage: port.postMessage.bind(port),
    addEventListener: (type: string, listener: EventListenerOrEventListenerObject) => {
      const target: EventTarget = type === 'close' ? closed : port
      target.addEventListener(type, listener)
    },
  }
  return {
    link: new RPCLink<CallContext>({ port: heard }),
    end: () => {
      closed.dispatchEvent(new Event('close'))
      port.close()
    },
  }
}
