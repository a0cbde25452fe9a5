import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StationProcess, startStation } from '../support/station-process.ts'

let data = ''
let station: StationProcess
const open: Socket[] = []
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'ventanilla-sockets-'))
  station = await startStation({ data })
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await station.stop()
  rmSync(data, { recursive: true, force: true })
})

/** Sends bytes as they are and keeps its half of the connection open, whatever the station does with its own. */
function dial(lines: readonly string[]): Promise<{ socket: Socket; status: number }> {
  const { host, port } = new URL(station.url)
  const socket = connect({ host: '127.0.0.1', port: Number(port), allowHalfOpen: true })
  open.push(socket)
  socket.write(`${[lines[0], `Host: ${host}`, ...lines.slice(1)].join('\r\n')}\r\n\r\n`)
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ socket, status })
    socket.once('data', (bytes) => end(Number(String(bytes).split(' ')[1])))
    socket.once('error', () => end(0))
    socket.once('close', () => end(0))
  })
}

const upgrade = (path: string) => [
  `GET ${path} HTTP/1.1`,
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

const health = async () => (await station.call('GET', '/health')).status

describe('a stranger on a socket', () => {
  it.each(['//', 'http://['])('who asks for %s is refused, and the station lives', async (target) => {
    expect((await dial([`GET ${target} HTTP/1.1`])).status).toBe(404)
    expect((await dial(upgrade(target))).status).toBe(403)
    expect(await health()).toBe(200)
  })

  it('who breaks off in the middle of an upgrade is forgotten', async () => {
    for (let i = 0; i < 20; i++) {
      const { host, port } = new URL(station.url)
      const socket = connect({ host: '127.0.0.1', port: Number(port) })
      socket.on('error', () => undefined)
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.write(`${upgrade('/elsewhere').join('\r\n')}\r\nHost: ${host}\r\n\r\n`, () => socket.resetAndDestroy())
    }
    expect(await health()).toBe(200)
  })

  it('who never hangs up does not keep the station from ending', async () => {
    await dial(upgrade('/elsewhere'))
    await dial(['GET /health HTTP/1.1'])
    expect(await station.stop()).toBe(0)
  })
})
