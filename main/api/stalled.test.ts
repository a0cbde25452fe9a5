import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { letGoOfStalled } from './stalled.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function connection(every: number) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  ends.push(() => server.close())
  await once(server, 'listening')
  const console = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [station] = (await once(server, 'connection')) as [WebSocket]
  await once(console, 'open')
  ends.push(() => console.terminate(), letGoOfStalled(server.clients, every))
  return { console, station }
}

const megabyte = Buffer.alloc(1024 * 1024)

it('lets go of a console that takes nothing while much waits for it', async () => {
  const { console, station } = await connection(20)
  console.pause()
  for (let n = 0; n < 32; n++) station.send(megabyte)
  await once(station, 'close')
  expect(station.readyState).toBe(WebSocket.CLOSED)
})

it('keeps one that takes a large file, and one that takes nothing when nothing waits', async () => {
  const reading = await connection(1_000)
  const idle = await connection(20)
  idle.console.pause()
  let taken = 0
  reading.console.on('message', () => {
    taken += 1
  })
  for (let n = 0; n < 32; n++) reading.station.send(megabyte)
  while (taken < 32) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(reading.station.readyState).toBe(WebSocket.OPEN)
  expect(idle.station.readyState).toBe(WebSocket.OPEN)
})
