import type { Carrier } from './carrier.ts'
import { httpRoutes, overHttp } from './http.ts'
import { changesSession } from './session-calls.ts'
import { reconnectingSocket } from './socket.ts'

/** A browser pointed at a station: the session over HTTP (its cookie is HttpOnly), everything else over one WebSocket. */
export function browserCarrier(window: Window): Carrier {
  const url = new URL('/rpc', window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = reconnectingSocket({ open: () => new WebSocket(url), random: Math.random })
  window.addEventListener('online', socket.hurry)
  window.document.addEventListener('visibilitychange', () => {
    if (!window.document.hidden) socket.hurry()
  })
  return {
    connection: socket.connection,
    hurry: socket.hurry,
    link: {
      call: async (path, input, options) => {
        const name = path.join('.')
        const route = httpRoutes[name]
        if (route === undefined) return socket.call(path, input, options)
        const answer = await overHttp(route, input, options.signal)
        if (changesSession(name)) socket.reopen()
        return answer
      },
    },
  }
}
