import type { WebSocket } from 'ws'

/** Bytes that may wait for a console which takes none of them. */
const tolerated = 1024 * 1024

/**
 * Lets go of consoles that have taken nothing between two looks, `every` milliseconds apart, while more than a
 * mebibyte waits for them: what waits is kept in memory. They come back by themselves and catch up. Returns how to stop.
 */
export function letGoOfStalled(clients: ReadonlySet<WebSocket>, every: number): () => void {
  const before = new WeakMap<WebSocket, number>()
  const look = () => {
    for (const client of clients) {
      const waiting = client.bufferedAmount
      if (waiting > tolerated && waiting >= (before.get(client) ?? Number.POSITIVE_INFINITY)) client.terminate()
      before.set(client, waiting)
    }
  }
  const timer = setInterval(look, every)
  timer.unref()
  return () => clearInterval(timer)
}
