import { RPCLink } from '@orpc/client/message-port'
import { stationPortMessage } from '../../contract/desktop.ts'
import type { CallContext, Carrier, Connection } from './carrier.ts'
import { ConnectionLost, Disconnected } from './carrier.ts'
import { subject } from './observable.ts'

const patienceMs = 15_000

/** An Electron window: everything travels over a MessagePort, which holds the session. A new port replaces a dead one. */
export function portCarrier(window: Window): Carrier {
  const connection = subject<Connection>('connecting')
  let link: RPCLink<CallContext> | undefined
  let waiting: (() => void)[] = []

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0]
    if (event.source !== window || event.data !== stationPortMessage || port === undefined) return
    const opened = new RPCLink<CallContext>({ port })
    link = opened
    port.addEventListener('close', () => {
      if (link !== opened) return
      link = undefined
      connection.set('reconnecting')
    })
    port.start()
    connection.set('open')
    for (const go of waiting) go()
    waiting = []
  })

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
        if (link === undefined) await portHasCome()
        const used = link
        if (used === undefined) throw new Disconnected('No port')
        try {
          return await used.call(path, input, options)
        } catch (error) {
          if (link !== used && !options.signal?.aborted) throw new ConnectionLost('The port closed', { cause: error })
          throw error
        }
      },
    },
  }
}
