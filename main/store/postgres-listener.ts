import pg from 'pg'
import type { Clock } from '../station/needs.ts'

/** What a transaction notifies when it noted changes. Channels belong to one database. */
export const CHANNEL = 'ventanilla_changes'

/** How long to wait, in milliseconds, before connecting again. */
const AGAIN = 1_000

type Needs = { readonly connection: pg.ClientConfig; readonly clock: Clock; readonly heard: () => void }

/**
 * Listens on a connection of its own and calls `heard` at every notification. After a broken connection it comes
 * back by itself and calls `heard` once, for what was missed. Returns how to stop.
 */
export function listen({ connection, clock, heard }: Needs): () => void {
  let stopped = false
  let cancel: () => void = ignore
  let close: () => void = ignore

  function start() {
    const client = new pg.Client(connection)
    let over = false
    function again() {
      if (over) return
      over = true
      client.end().catch(ignore)
      if (!stopped) cancel = clock.after(AGAIN, start)
    }
    close = () => {
      client.end().catch(ignore)
    }
    client.on('error', again)
    client.on('end', again)
    client.on('notification', heard)
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .then(() => {
        if (!stopped) heard()
      }, again)
  }

  start()
  return () => {
    stopped = true
    cancel()
    close()
  }
}

function ignore(): void {
  // Nothing is scheduled or open; a connection that cannot even be closed is gone already.
}
