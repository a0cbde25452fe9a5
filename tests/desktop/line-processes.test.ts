import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { type LinePort, shellLines } from '../../main/station/shell-lines.ts'
import { fromStation, toStation } from '../../main/station/utility-messages.ts'
import { manualClock } from '../support/clock.ts'
import { type LineThreads, lineThreads } from './line-thread.ts'

const endings: LineThreads[] = []
afterEach(async () => {
  for (const { threads } of endings.splice(0)) for (const { worker } of threads) await worker.terminate()
})

const asElectron = (port: MessagePort): LinePort => ({
  on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => {
    port.on(event, (data: unknown) => listener({ data }))
  },
  postMessage: (message) => port.postMessage(message),
  start: () => port.start(),
  close: () => port.close(),
})

/** The two ends of the contract, joined: what each says is checked as it is when it crosses. */
function joined(manner: 'steady' | 'deaf' | 'dies') {
  const clock = manualClock()
  const lines = lineThreads(join(import.meta.dirname, 'line-child.ts'), { manner }, { clock, graceMs: 1_000 })
  endings.push(lines)
  const outer: MessagePort[] = []
  /** The station dies, and its ports with it. */
  const gone = () => {
    for (const port of outer) port.close()
  }
  const say = (said: unknown) => {
    const message = fromStation.parse(said)
    if (message.kind === 'line_kill') lines.kill(message.id)
    if (message.kind === 'line_start') {
      lines.start(message.id, (answer, ports) => {
        const heard = toStation.parse(answer)
        if (heard.kind !== 'line' && heard.kind !== 'line_ended') throw new Error(heard.kind)
        outer.push(...ports)
        station.hear(heard, ports[0] && asElectron(ports[0]))
      })
    }
  }
  const station = shellLines({ say, clock })
  return { clock, lines, station, gone }
}

function begin(station: ReturnType<typeof shellLines>) {
  const line = station.startProcess()
  const ended = new Promise<void>((resolve) => line.onExit(resolve))
  const heard: unknown[] = []
  const first = new Promise((resolve) =>
    line.onMessage((message) => {
      heard.push(message)
      resolve(message)
    }),
  )
  return { line, ended, heard, first }
}

const exited = (lines: LineThreads) =>
  expect.poll(() => lines.threads.every(({ running }) => !running), { timeout: 10_000 }).toBe(true)

describe('the process of a line, which the shell starts for the station', () => {
  test('hears what was said before it ran, in order, and has a number', async () => {
    const { station } = joined('steady')
    const { line, first, heard } = begin(station)
    expect(line.pid).toBeUndefined()
    line.post({ kind: 'delivered', batch: 1 })
    line.post({ kind: 'delivered', batch: 2 })
    await first
    await expect.poll(() => heard.length).toBe(2)
    expect(heard).toEqual([1, 2].map((batch) => ({ echo: { kind: 'delivered', batch } })))
    expect(line.pid).toEqual(expect.any(Number))
  })

  test('is ended when the station says so, and the station is told once', async () => {
    const { station, lines } = joined('deaf')
    const { line, first, ended } = begin(station)
    line.post({ kind: 'stop' })
    await first
    line.kill()
    await ended
    await exited(lines)
    line.kill()
  })

  test('that dies is told, and the next is another', async () => {
    const { station, lines } = joined('dies')
    const one = begin(station)
    one.line.post({ kind: 'stop' })
    await one.ended
    const two = begin(station)
    two.line.post({ kind: 'stop' })
    await two.ended
    expect(lines.threads).toHaveLength(2)
  })

  test('is over only when its last words were heard, though the shell knows of its end before', async () => {
    const told: unknown[] = []
    const clock = manualClock()
    const station = shellLines({ say: () => undefined, clock })
    const line = station.startProcess()
    line.onMessage((message) => told.push(message))
    line.onExit(() => told.push('over'))
    const listeners = new Map<string, (event: { readonly data: unknown }) => void>()
    const nothing = () => undefined
    const on = (event: string, listener: (event: { readonly data: unknown }) => void) =>
      void listeners.set(event, listener)
    station.hear({ kind: 'line', id: 1, pid: 7 }, { on, postMessage: nothing, start: nothing, close: nothing })
    station.hear({ kind: 'line_ended', id: 1 }, undefined)
    listeners.get('message')?.({ data: 'last words' })
    expect(told).toEqual(['last words'])
    listeners.get('close')?.({ data: undefined })
    expect(told).toEqual(['last words', 'over'])
    await clock.advance(5_000)
    expect(told).toEqual(['last words', 'over'])
  })

  test('ends by itself when its station is gone', async () => {
    const { station, lines, clock, gone } = joined('steady')
    const { line, first } = begin(station)
    line.post({ kind: 'stop' })
    await first
    lines.abandon()
    gone()
    await exited(lines)
    await clock.advance(10_000)
    expect(line.pid).toEqual(expect.any(Number))
  })

  test('that does not notice is ended after the grace, and stopping waits for it', async () => {
    const { station, lines, clock } = joined('deaf')
    const { line, first } = begin(station)
    line.post({ kind: 'stop' })
    await first
    let stopped = false
    const stopping = lines.stop().then(() => {
      stopped = true
    })
    await clock.advance(900)
    expect(stopped).toBe(false)
    await clock.advance(200)
    await stopping
    await exited(lines)
  })

  test('a port that comes for nobody is closed', () => {
    const { station } = joined('steady')
    let closed = 0
    const nothing = () => undefined
    const close = () => {
      closed += 1
    }
    const port = { on: nothing, postMessage: nothing, start: nothing, close }
    station.hear({ kind: 'line', id: 99, pid: 1 }, port)
    expect(closed).toBe(1)
  })
})
