import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { z } from 'zod'
import type { Contract } from '../contract/index.ts'
import type { Account } from './browser.ts'

export type LiveClient = { readonly client: ContractRouterClient<Contract>; close(): void }

/** A console's own way in, without the console: one WebSocket, signed in. */
export async function liveClient({ url, username, password }: Account): Promise<LiveClient> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const { token } = z.object({ token: z.string() }).parse(await answer.json())
  const socket = new WebSocket(`${url.replace('http', 'ws')}/rpc`, {
    headers: { origin: url, authorization: `Bearer ${token}` },
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error('the socket did not open')), { once: true })
  })
  const client: LiveClient['client'] = createORPCClient(new RPCLink({ websocket: socket }))
  const { owed } = await client.session.me()
  if (owed.includes('duties')) {
    await client.security.acknowledgeDuties({ version: (await client.security.duties()).version })
  }
  return { client, close: () => socket.close() }
}
