import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import type { Contract } from '../../contract/index.ts'
import { browserCarrier } from './browser-carrier.ts'
import type { CallContext, Carrier } from './carrier.ts'
import { portCarrier } from './port-carrier.ts'
import { type Typing, typingStore } from './typing.ts'

/** Every procedure of the contract, as a function. */
export type Client = ContractRouterClient<Contract, CallContext>
/** Every procedure of the contract, as options and keys for TanStack Query. */
export type Api = RouterUtils<Client>

/** All that a console holds of its station. */
export type StationClient = {
  readonly carrier: Carrier
  readonly client: Client
  readonly api: Api
  readonly typing: Typing
}

/** Served over HTTP, the console talks to the station that served it; otherwise it waits for Electron's port. */
export function connect(window: Window): StationClient {
  const carrier = window.location.protocol.startsWith('http') ? browserCarrier(window) : portCarrier(window)
  const client: Client = createORPCClient(carrier.link)
  return { carrier, client, api: createTanstackQueryUtils(client), typing: typingStore(Date.now) }
}
