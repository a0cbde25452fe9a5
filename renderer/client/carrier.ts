import type { ClientLink } from '@orpc/client'
import type { Observable } from './observable.ts'

/** `idle`: nothing asked yet; `reconnecting`: it was lost and is being tried again. */
export type Connection = 'idle' | 'connecting' | 'open' | 'reconnecting'

export type CallContext = Record<never, never>

/** How a console reaches its station. */
export interface Carrier {
  readonly link: ClientLink<CallContext>
  readonly connection: Observable<Connection>
  /** Tries at once instead of waiting for the next attempt. */
  hurry(): void
}

/** The call never left: there is no connection. Nothing happened at the station. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected'
}

/** The connection was lost after the call left: nobody here knows whether it was carried out. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}
