import { createORPCClient } from '@orpc/client'
import { os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { expect, it } from 'vitest'
import { stationPortMessage } from '../../contract/desktop.ts'
import { ConnectionLost } from './carrier.ts'
import { portCarrier } from './port-carrier.ts'

type Answer = { readonly who: string }
type Asks = {
  readonly who: () => Promise<Answer>
  readonly never: () => Promise<Answer>
  readonly session: { readonly signIn: () => Promise<unknown>; readonly signOut: () => Promise<unknown> }
}

/** A page, and stations that hand it ports as the preload does. */
function desk() {
  const page = new EventTarget()
  const carrier = portCarrier(page as Pick<Window, 'addEventListener'>)
  const client: Asks = createORPCClient(carrier.link)
  const hand = (name: string, more: { data?: string; source?: EventTarget } = {}) => {
    const { port1, port2 } = new MessageChannel()
    const heard: string[] = []
    const router = {
      who: os.handler(() => ({ who: [name, ...heard].join(' ') })),
      never: os.handler(() => new Promise<Answer>(() => undefined)),
      session: {
        signIn: os.handler(() => ({ token: 'secret' })),
        signOut: os.handler(() => ({})),
        resume: os.handler(({ input }) => {
          heard.push(JSON.stringify(input))
        }),
      },
    }
    new RPCHandler(router).upgrade(port2, { context: {} })
    port2.start()
    page.dispatchEvent(
      Object.assign(new Event('message'), { data: stationPortMessage, source: page, ports: [port1], ...more }),
    )
    return () => {
      port1.close()
      port2.close()
    }
  }
  return { carrier, client, hand }
}

it('waits for the port, and uses the newest one', async () => {
  const { client, hand, carrier } = desk()
  const early = client.who()
  expect(carrier.connection.get()).toBe('connecting')
  const closeFirst = hand('first')
  expect(await early).toEqual({ who: 'first' })
  const closeSecond = hand('second')
  expect(await client.who()).toEqual({ who: 'second' })
  expect(carrier.connection.get()).toBe('open')
  closeFirst()
  closeSecond()
})

it('ends a call that was on its way when the station was replaced, without claiming to know its outcome', async () => {
  const { client, hand } = desk()
  const closeFirst = hand('first')
  await client.who()
  const lost = client.never()
  const closeSecond = hand('second')
  await expect(lost).rejects.toBeInstanceOf(ConnectionLost)
  closeFirst()
  closeSecond()
})

it('takes no port from another page or under another word', async () => {
  const { client, hand } = desk()
  const answer = client.who()
  const closers = [hand('frame', { source: new EventTarget() }), hand('other', { data: 'port' }), hand('preload')]
  expect(await answer).toEqual({ who: 'preload' })
  for (const close of closers) close()
})

it('takes up the session on a new port, until it was left', async () => {
  const { client, hand } = desk()
  const closers = [hand('first')]
  await client.session.signIn()
  closers.push(hand('second'))
  expect(await client.who()).toEqual({ who: 'second {"token":"secret"}' })
  await client.session.signOut()
  closers.push(hand('third'))
  expect(await client.who()).toEqual({ who: 'third' })
  for (const close of closers) close()
})
