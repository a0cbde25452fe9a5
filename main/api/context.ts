import type { Host } from '../station/host.ts'

/** Where the token of a request's session is kept: a cookie, a bearer header, or the memory of a connection. */
export interface SessionKeeper {
  token(): string | null
  /** Keeps a new token for the requests that follow; null forgets it. */
  keep(token: string | null): void
}

/** What every procedure knows of its request. */
export type ApiContext = {
  readonly host: Host
  readonly keeper: SessionKeeper
  /** Names the workstation, for the quick switch of operators. */
  readonly desk: string
}
